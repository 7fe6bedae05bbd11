// evidence/methods/EXPERIMENT.json: all cells of an experiment in one file, a line for each, sealed by a digest of the whole. Made of the run
// folder's cells, of whose courses only each stage's last epoch is kept.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256OfJson } from '../../../host/artifact/digest.ts';
import { writeFileAtomically } from '../../../host/artifact/write-file.ts';
import type { Cell } from '../../../host/lab/cell.ts';
import { cellPath } from '../../../host/lab/cell-files.ts';
import { readJson, writeJson } from '../../../host/lab/json-file.ts';
import { type JudgedTeachers, teacherPath } from '../../../host/lab/judge-teachers.ts';
import { FixedPlanError } from '../../../host/lab/lab-errors.ts';
import type { SeedRule } from '../../../host/lab/seed-rule.ts';
import type { Contrast } from './experiment.ts';

const evidenceFolder = fileURLToPath(new URL('../../../evidence/methods/', import.meta.url));

export interface Evidence {
  readonly experiment: string;
  /** What a reader of the cells has to know besides. */
  readonly notes: readonly string[];
  /** One for each code version, written before its first cell was run; version 1 had none. */
  readonly fixed: readonly FixedPlan[];
  readonly teachers: readonly JudgedTeachers[];
  readonly cells: readonly KeptCell[];
}

/** What may not be changed once a test split may have been read. */
export interface FixedPlan {
  readonly code: number;
  readonly seeds: SeedRule;
  readonly contrasts: readonly Contrast[];
}

export interface KeptCell extends Cell {
  /** The digest that the cell's own file carried, with its whole course. */
  readonly whole: string;
}

const pathOf = (experiment: string) => join(evidenceFolder, `${experiment}.json`);

/** Nothing in it where the experiment has not been run. @throws LabFileError where it is damaged */
export async function readEvidence(experiment: string): Promise<Evidence> {
  const kept = await readJson<Evidence>(pathOf(experiment));
  return kept ?? { experiment, notes: [], fixed: [], teachers: [], cells: [] };
}

/** @throws DiskError */
export function writeEvidence(evidence: Evidence): Promise<void> {
  return writeFileAtomically(pathOf(evidence.experiment), textOf(evidence));
}

/**
 * The evidence with the plan of a code version fixed in it.
 * @throws FixedPlanError where another plan was fixed for that version
 */
export function fixPlan(evidence: Evidence, plan: FixedPlan): Evidence {
  const known = evidence.fixed.find(({ code }) => code === plan.code);
  if (!known) return { ...evidence, fixed: [...evidence.fixed, plan] };
  if (sha256OfJson(known) === sha256OfJson(plan)) return evidence;
  const differing = (['seeds', 'contrasts'] as const).filter(
    (part) => sha256OfJson(known[part]) !== sha256OfJson(plan[part]),
  );
  throw new FixedPlanError(
    known,
    plan,
    `the ${differing.join(' and ')} of ${evidence.experiment} were fixed before its test split was read; restore them in experiments.ts, or give the changed experiment a name of its own`,
  );
}

/** A line for each entry of each list, so that a change shows as the cells that it concerns. */
export function textOf(evidence: Evidence): string {
  const plain: object = JSON.parse(JSON.stringify(evidence));
  const fields = Object.entries({ ...plain, sha256: sha256OfJson(plain) }).map(([name, value]) => {
    const lines = Array.isArray(value) ? `[\n${value.map((one) => JSON.stringify(one)).join(',\n')}\n]` : undefined;
    return `${JSON.stringify(name)}: ${lines ?? JSON.stringify(value)}`;
  });
  return `{\n${fields.join(',\n')}\n}\n`;
}

/** Puts what is known into a run folder that lacks it, so that nothing is run again and the test split is not read again. */
export async function unpackEvidence({ cells, teachers }: Evidence, folder: string): Promise<void> {
  for (const { whole: _, ...cell } of cells) {
    const path = cellPath(folder, cell.configuration, cell.digest);
    if (!existsSync(path)) await writeJson(path, cell);
  }
  for (const one of teachers) {
    const path = teacherPath(folder, one.digest);
    if (!existsSync(path)) await writeJson(path, one);
  }
}

/** The evidence with what the run folder has beyond it. Nothing that is there is dropped or replaced, but for cells that had no figures yet. */
export async function packEvidence(evidence: Evidence, folder: string): Promise<Evidence> {
  const cells = await readAll<Cell>(join(folder, 'cells'), () => true);
  const teachers = await readAll<JudgedTeachers>(folder, (name) => name.startsWith('teacher-'));
  const known = new Map(evidence.cells.map((cell) => [cell.digest, cell]));
  for (const cell of cells) if (!known.get(cell.digest)?.figures) known.set(cell.digest, keepCell(cell));
  const judged = new Map([...teachers, ...evidence.teachers].map((one) => [one.digest, one]));
  return { ...evidence, cells: [...known.values()], teachers: [...judged.values()] };
}

/** Without the course of its training but for each stage's last epoch. */
export function keepCell(cell: Cell): KeptCell {
  const plain: Cell = JSON.parse(JSON.stringify(cell));
  const whole = sha256OfJson(plain);
  if (!plain.figures) return { ...plain, whole };
  const history = plain.figures.history.map(({ stage, epochs }) => ({ stage, epochs: epochs.slice(-1) }));
  return { ...plain, figures: { ...plain.figures, history }, whole };
}

async function readAll<T>(folder: string, wanted: (name: string) => boolean): Promise<T[]> {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const files = names.filter((name) => name.endsWith('.json') && wanted(name)).sort();
  return Promise.all(files.map(async (name) => (await readJson<T>(join(folder, name)))!));
}

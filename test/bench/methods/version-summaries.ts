// An experiment's cells summarized, code version by code version: what docs/methods.md and the evidence that the package ships are
// all made of.
import { sha256OfJson } from '../../../host/artifact/digest.ts';
import { type Cell, digestOfTeacher } from '../../../host/lab/cell.ts';
import { codeVersion } from '../../../host/lab/code-version.ts';
import { trainingOf } from '../../../host/lab/group-cells.ts';
import { readMethodOptions } from '../../../host/lab/methods.ts';
import { seedsUpTo } from '../../../host/lab/seed-rule.ts';
import { type Summary, type SummaryRow, summarizeCells } from '../../../host/lab/summarize.ts';
import { type Evidence, readEvidence } from './evidence-file.ts';
import type { Experiment } from './experiment.ts';
import { experiments } from './experiments.ts';

export interface SummarizedExperiment {
  readonly experiment: Experiment;
  readonly evidence: Evidence;
  /** The latest code version first. */
  readonly versions: readonly VersionSummary[];
}

/** All of them, in their order. @throws LabFileError where a file of cells is damaged */
export function summarizeExperiments(): Promise<SummarizedExperiment[]> {
  return Promise.all(
    experiments.map(async (experiment) => {
      const evidence = await readEvidence(experiment.name);
      return { experiment, evidence, versions: summarizeVersions(experiment, evidence) };
    }),
  );
}

/** Of the latest code version in which `find` meets a row with figures; undefined where there is none. */
export function latestWith(
  versions: readonly VersionSummary[],
  find: (rows: readonly SummaryRow[]) => SummaryRow | undefined,
): { readonly summary: Summary; readonly row: SummaryRow } | undefined {
  for (const { summary } of versions) {
    const row = find(summary.rows);
    if (row?.figures) return { summary, row };
  }
  return undefined;
}

export interface VersionSummary {
  readonly code: number;
  readonly summary: Summary;
  /** On superseded cells that stand in no row, as others of their method stand. */
  readonly aside: readonly string[];
}

/** Of the latest code version with what has not been run; of earlier ones what there is. */
export function summarizeVersions(experiment: Experiment, { cells, teachers }: Evidence): VersionSummary[] {
  const versionOf = ({ configuration: { code = 1 } }: Cell) => code;
  const versions = [...new Set(cells.map(versionOf))].sort((a, b) => b - a);
  return versions.map((code) => {
    const ofVersion = cells.filter((cell) => versionOf(cell) === code);
    const { rows, aside } = partSuperseded(ofVersion);
    const asked = new Set(rows.map(({ configuration }) => sha256OfJson(configuration.teachers.map(digestOfTeacher))));
    const teacher = teachers.find(({ configuration }) => asked.has(sha256OfJson(configuration.teachers)))?.figures;
    const shown = code === codeVersion ? planCells(experiment, rows) : rows;
    return { code, summary: summarizeCells(shown, { baseline: 'scratch', teacher }), aside: listSuperseded(aside) };
  });
}

/** Superseded cells make a row only where nothing of the same method with the same options stands. */
function partSuperseded(cells: readonly Cell[]): { readonly rows: readonly Cell[]; readonly aside: readonly Cell[] } {
  const keyOf = ({ configuration: { method, options } }: Cell) => sha256OfJson([method, options]);
  const standing = new Set(cells.filter(({ superseded }) => superseded === undefined).map(keyOf));
  const isAside = (cell: Cell) => cell.superseded !== undefined && standing.has(keyOf(cell));
  return { rows: cells.filter((cell) => !isAside(cell)), aside: cells.filter(isAside) };
}

function listSuperseded(cells: readonly Cell[]): string[] {
  if (cells.length === 0) return [];
  const reasons = new Set(cells.map(({ superseded }) => superseded!));
  const lines = [...reasons].map((reason) => {
    const members = cells.filter(({ superseded }) => superseded === reason);
    const methods = new Set(members.map(({ configuration }) => configuration.method));
    const seeds = [...new Set(members.map(({ configuration }) => configuration.seed))].sort((a, b) => a - b);
    const which = seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds[0]} to ${seeds[seeds.length - 1]}`;
    return `- ${[...methods].join(', ')}, ${which}: ${reason}`;
  });
  return [['Superseded, kept, and in no row:', '', ...lines].join('\n')];
}

/** In the experiment's order, those that it no longer plans last; one that has not been run has its neighbours' configuration and no figures. */
function planCells({ methods, seeds: rule, recipe, tuningBudget }: Experiment, cells: readonly Cell[]): Cell[] {
  const seeds = seedsUpTo(Math.max(rule.count, ...cells.map(({ configuration }) => configuration.seed)));
  const planned = [{ name: 'scratch', options: {} }, ...methods].flatMap(({ name, options: given }) => {
    const options = readMethodOptions(name, given);
    const wanted = sha256OfJson([options, trainingOf(recipe, tuningBudget)]);
    const run = cells.filter(({ configuration: { method, options: own, recipe: trained, tuning } }) => {
      return method === name && sha256OfJson([own, trainingOf(trained, tuning?.candidates)]) === wanted;
    });
    const like = run[0] ?? cells.find(({ configuration }) => configuration.method !== 'scratch') ?? cells[0];
    return seeds.map((seed): Cell => {
      const found = run.find(({ configuration }) => configuration.seed === seed);
      const configuration = { ...like.configuration, method: name, options, seed };
      return found ?? { digest: sha256OfJson(configuration), configuration, versions: like.versions };
    });
  });
  return [...planned, ...cells.filter((cell) => !planned.includes(cell))];
}

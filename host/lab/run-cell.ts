// One cell: the configuration is written, the method trains, the gate opens once, the figures are written. What is there already is kept.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256OfJson } from '../artifact/digest.ts';
import { countNonZero } from '../compress/prune.ts';
import type { Network, TrainedNetwork } from '../network/network.ts';
import { countParameters } from '../network/shapes.ts';
import { foldNetwork } from '../quantize/fold.ts';
import { quantizeNetwork } from '../quantize/quantize.ts';
import type { Recipe } from '../train/recipe.ts';
import type { TrainingEvent } from '../train/training-events.ts';
import type { Cell, CellConfiguration, CellFigures, CellTeacher, Tuning } from './cell.ts';
import { codeVersion } from './code-version.ts';
import { countBytes } from './count-bytes.ts';
import { readJson, writeJson } from './json-file.ts';
import { scoreFloat, scoreInt8 } from './judge.ts';
import type { LabTeacher } from './method.ts';
import { checkMethodFor, findMethod, listensToTeachers, readMethodOptions } from './methods.ts';
import { createStageRunner } from './train-stage.ts';
import type { TestGate, TrainingData } from './withhold-test.ts';

/** What all cells of an experiment have in common. */
export interface Bench {
  readonly data: TrainingData;
  readonly gate: TestGate;
  readonly network: Network;
  readonly teachers: readonly LabTeacher[];
  /** Where cells are kept. */
  readonly folder: string;
  /** Where checkpoints are, and what was tuned. */
  readonly cache: string;
  /** Of everything that computes. */
  readonly versions: Readonly<Record<string, string>>;
  /** Whether the int8 network is judged on the integer reference too. */
  readonly int8: boolean;
  readonly signal?: AbortSignal;
}

export interface CellPlan {
  readonly method: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly recipe: Recipe;
  readonly seed: number;
  readonly tuning?: Tuning;
}

/** @throws MethodOptionError */
export function configureCell({ data, network, teachers, int8 }: Bench, plan: CellPlan): CellConfiguration {
  const { method, seed, recipe, tuning } = plan;
  const options = readMethodOptions(method, plan.options);
  checkMethodFor(method, options, data.classes.length);
  return {
    code: codeVersion,
    method,
    options,
    data: { name: data.name, digest: data.digest },
    seed,
    recipe,
    network: { name: network.name, digest: sha256OfJson(network) },
    teachers: listensToTeachers(method, options) ? teachers.map(recordTeacher) : [],
    int8,
    ...(tuning && { tuning }),
  };
}

/** What a configuration says of a teacher. */
export function recordTeacher({ digest, origin }: LabTeacher): CellTeacher {
  return { digest, ...(origin && { origin }) };
}

/** `cells/METHOD-seedN-DIGEST.json`: another configuration is another file. */
export function cellPath(folder: string, { method, seed }: CellConfiguration, digest: string): string {
  return join(folder, 'cells', `${method}-seed${seed}-${digest.slice(0, 12)}.json`);
}

/** @returns `undefined` where it has not been run, or not to its end. @throws LabFileError */
export async function readCell(path: string): Promise<Cell | undefined> {
  const cell = await readJson<Cell>(path);
  return cell?.figures ? cell : undefined;
}

/**
 * Runs a cell, or reads it where it has been run. The test split is read once, after the configuration has been written.
 * A cell that fails says why, and is run anew the next time.
 * @throws the signal's reason when aborted, after which the same call goes on; DiskError, LabFileError
 */
export async function runCell(
  bench: Bench,
  configuration: CellConfiguration,
  onEvent?: (stage: string, event: TrainingEvent) => void,
): Promise<Cell> {
  const digest = sha256OfJson(configuration);
  const path = cellPath(bench.folder, configuration, digest);
  const known = await readJson<Cell>(path);
  if (known?.figures) return known;
  const cell: Cell = { digest, configuration, versions: bench.versions, testReads: known?.testReads };
  await writeJson(path, cell);
  const folder = join(bench.cache, 'checkpoints', digest.slice(0, 12));
  try {
    const figures = await computeFigures(bench, configuration, { digest, path, folder }, onEvent);
    const done = { ...(await readJson<Cell>(path))!, figures };
    await writeJson(path, done);
    await rm(folder, { recursive: true, force: true });
    return done;
  } catch (error) {
    if (bench.signal?.aborted || !(error instanceof Error && 'code' in error)) throw error;
    const failed = { ...(await readJson<Cell>(path))!, failure: error.message };
    await writeJson(path, failed);
    return failed;
  }
}

async function computeFigures(
  bench: Bench,
  { method, options, recipe, seed }: CellConfiguration,
  { digest, path, folder }: { readonly digest: string; readonly path: string; readonly folder: string },
  onEvent?: (stage: string, event: TrainingEvent) => void,
): Promise<CellFigures> {
  const { data, gate, network, teachers, signal } = bench;
  const shared = { data, network, recipe, seed, teachers, signal };
  const stages = createStageRunner({ ...shared, folder, onEvent });
  const student = await findMethod(method).run({ ...shared, train: stages.train }, options);
  const validation = await scoreFloat(student, data.validation, data, signal);
  const size = measureSize(student);
  const quantized = bench.int8 ? await quantizeNetwork(student, data.train, data.preprocessing) : undefined;
  const test = await gate.open(digest, path); // all that can fail on training data has been done
  return {
    validation,
    test: await scoreFloat(student, test, data, signal),
    ...(quantized && { int8: { test: await scoreInt8(quantized, test, data, signal) } }),
    ...size,
    seconds: stages.seconds(),
    steps: stages.steps(),
    history: stages.history(),
  };
}

function measureSize(student: TrainedNetwork): Pick<CellFigures, 'parameters' | 'nonZero' | 'bytes'> {
  const folded = foldNetwork(student);
  return {
    parameters: countParameters(student.network),
    nonZero: countNonZero(folded.weights),
    bytes: countBytes(folded),
  };
}

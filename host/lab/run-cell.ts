// One cell: the configuration is written, the method trains, the gate opens once, the figures are written. What is there already is kept.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256OfJson } from '../artifact/digest.ts';
import { SafetensorsError } from '../artifact/safetensors.ts';
import { countNonZero } from '../compress/prune.ts';
import type { Samples, Split } from '../dataset/dataset.ts';
import { loadSamples, saveSamples } from '../dataset/sample-file.ts';
import { hasSteps, type Network, type TrainedNetwork } from '../network/network.ts';
import { countParameters } from '../network/shapes.ts';
import { loadTrainedNetwork, saveTrainedNetwork } from '../network/trained-network-file.ts';
import { foldNetwork } from '../quantize/fold.ts';
import { quantizeNetwork } from '../quantize/quantize.ts';
import type { Recipe } from '../train/recipe.ts';
import type { Cell, CellConfiguration, CellFigures, CellTeacher, Tuning } from './cell.ts';
import { cellPath, samplesPath, studentPath } from './cell-files.ts';
import { codeVersion } from './code-version.ts';
import { countBytes } from './count-bytes.ts';
import { readJson, writeJson } from './json-file.ts';
import { scoreAgreement, scoreFloat, scoreInt8 } from './judge.ts';
import { LabFileError } from './lab-errors.ts';
import type { LabTeacher, StageEvent } from './method.ts';
import { checkMethodFor, listensToTeachers, readMethodOptions, siteOf } from './methods.ts';
import { runMethod } from './run-method.ts';
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
  /** Whether the teachers run in the student's step, on the pictures as it sees them, where their cached outputs would serve. */
  readonly live?: boolean;
  /** Whether each cell's student is kept beside its figures, for `loadStudent`. */
  readonly keepStudents?: boolean;
  /** Whether a cell that fails ends the comparison; otherwise it says why, and the others continue. */
  readonly stopOnFailure?: boolean;
  readonly signal?: AbortSignal;
}

export interface CellPlan {
  readonly method: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly recipe: Recipe;
  readonly seed: number;
  /** As the bench says where absent. */
  readonly live?: boolean;
  readonly tuning?: Tuning;
}

/** @throws MethodOptionError */
export function configureCell(bench: Bench, plan: CellPlan): CellConfiguration {
  const { data, network, teachers, int8 } = bench;
  const { method, seed, recipe, tuning } = plan;
  const options = readMethodOptions(method, plan.options);
  checkMethodFor(method, options, siteOf(data, network, teachers[0]?.trained?.network));
  const listens = listensToTeachers(method, options);
  return {
    code: codeVersion,
    method,
    options,
    data: { name: data.name, digest: data.digest },
    seed,
    recipe,
    network: { name: network.name, digest: sha256OfJson(network) },
    teachers: listens ? teachers.map(recordTeacher) : [],
    ...(listens && (plan.live ?? bench.live) && { live: true as const }),
    int8,
    ...(tuning && { tuning }),
  };
}

/** What a configuration says of a teacher. */
export function recordTeacher({ digest, origin }: LabTeacher): CellTeacher {
  return { digest, ...(origin && { origin }) };
}

/** @returns `undefined` where it has not been run, or not to its end. @throws LabFileError */
export async function readCell(
  { folder, keepStudents }: Bench,
  configuration: CellConfiguration,
  digest: string,
): Promise<Cell | undefined> {
  const path = cellPath(folder, configuration, digest);
  if (keepStudents && !existsSync(studentPath(path))) return undefined;
  const cell = await readJson<Cell>(path);
  if (cell && cell.digest !== digest) throw new LabFileError(path, `it belongs to another cell, ${cell.digest}`);
  return cell?.figures ? cell : undefined;
}

/**
 * The student of a cell that was run with `keepStudents`.
 * @throws InputFileError where it was not, LabFileError where its file is damaged or another cell's
 */
export async function loadStudent({ folder }: Bench, { configuration, digest }: Cell): Promise<TrainedNetwork> {
  const path = studentPath(cellPath(folder, configuration, digest));
  const { trained, provenance } = await loadTrainedNetwork(path).catch((error) => {
    throw error instanceof SafetensorsError ? new LabFileError(path, 'it is not what was written') : error;
  });
  if (provenance.cell !== digest) throw new LabFileError(path, `it belongs to another cell, ${provenance.cell}`);
  return trained;
}

/** What the student of `loadStudent` learned from, where its method did without the training split. @throws as loadStudent */
export async function loadLearnedFrom(
  { folder }: Bench,
  { configuration, digest }: Cell,
): Promise<Samples | undefined> {
  const path = samplesPath(cellPath(folder, configuration, digest));
  if (!existsSync(path)) return undefined;
  return loadSamples(path).catch((error) => {
    throw error instanceof SafetensorsError ? new LabFileError(path, 'it is not what was written') : error;
  });
}

/** Beside the cell's JSON. */
/**
 * Runs a cell, or reads it where it has been run. The test split is read once, after the configuration has been
 * written. A cell that fails says why, and is run again the next time.
 * @throws the signal's reason when aborted, after which the same call resumes; DiskError, LabFileError
 */
export async function runCell(
  bench: Bench,
  configuration: CellConfiguration,
  onEvent?: (stage: string, event: StageEvent) => void,
): Promise<Cell> {
  const digest = sha256OfJson(configuration);
  const path = cellPath(bench.folder, configuration, digest);
  const done = await readCell(bench, configuration, digest);
  if (done) return done;
  const testReads = (await readJson<Cell>(path))?.testReads;
  const cell: Cell = { digest, configuration, versions: bench.versions, testReads };
  await writeJson(path, cell);
  const folder = join(bench.cache, 'checkpoints', digest.slice(0, 12));
  try {
    const figures = await computeFigures(bench, configuration, { digest, path, folder }, onEvent);
    const done = { ...(await readJson<Cell>(path))!, figures };
    await writeJson(path, done);
    await rm(folder, { recursive: true, force: true });
    return done;
  } catch (error) {
    if (bench.signal?.aborted || bench.stopOnFailure || !(error instanceof Error && 'code' in error)) throw error;
    const failed = { ...(await readJson<Cell>(path))!, failure: error.message };
    await writeJson(path, failed);
    return failed;
  }
}

async function computeFigures(
  bench: Bench,
  { method, options, recipe, seed, live }: CellConfiguration,
  { digest, path, folder }: { readonly digest: string; readonly path: string; readonly folder: string },
  onEvent?: (stage: string, event: StageEvent) => void,
): Promise<CellFigures> {
  const { data, gate, network, teachers, signal } = bench;
  const shared = { data, network, recipe, seed, teachers, live, signal };
  const { student, stages } = await runMethod({ ...shared, method, options, folder, onEvent });
  const { learnedFrom } = student;
  const validation = await scoreFloat(student, data.validation, data, signal);
  const size = measureSize(student);
  const quantized = bench.int8
    ? await quantizeNetwork(student, learnedFrom ?? data.train, data.preprocessing)
    : undefined;
  if (bench.keepStudents) {
    if (learnedFrom) await saveSamples(samplesPath(path), learnedFrom, data);
    await saveTrainedNetwork(studentPath(path), student, { cell: digest });
  }
  const test = await gate.open(digest, path); // all that can fail on training data has been done
  return {
    validation,
    test: await scoreFloat(student, test, data, signal),
    ...(await measureAgreement(bench, student, method, options, test)),
    ...(quantized && { int8: { test: await scoreInt8(quantized, test, data, signal) } }),
    ...size,
    seconds: stages.seconds(),
    steps: stages.steps(),
    history: stages.history(),
  };
}

/** Of a tree that asks teachers. */
async function measureAgreement(
  { data, teachers, signal }: Bench,
  student: TrainedNetwork,
  method: string,
  options: CellConfiguration['options'],
  test: Split,
): Promise<Pick<CellFigures, 'agreement'>> {
  if (!hasSteps(student.network) || !listensToTeachers(method, options)) return {};
  const agreement = await scoreAgreement(student, teachers, test, data, signal);
  return agreement ? { agreement } : {};
}

function measureSize(student: TrainedNetwork): Pick<CellFigures, 'parameters' | 'nonZero' | 'bytes'> {
  const folded = foldNetwork(student);
  return {
    parameters: countParameters(student.network),
    nonZero: countNonZero(folded.weights),
    bytes: countBytes(folded),
  };
}

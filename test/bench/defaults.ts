// What users get from a published data set without choosing anything: teacher, student from scratch and distilled, int8, and the board, by the
// commands that they type, three seeds, the last epoch. Run folders are kept in RETORT_BENCH_OUT (default: runs), so that an interrupted run
// goes on; rows are written to evidence/defaults.json. RETORT_BENCH_ONLY names one data set, or cifar10-outside.
//   npm run bench -- defaults [--json]
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { createOutput } from '../../host/cli/output.ts';
import { readJson, writeJson } from '../../host/lab/json-file.ts';
import type { ImagePlan } from '../../host/plan/plan-image.ts';
import type { ValidationResult } from '../../host/validate/validate.ts';
import { runInProcess } from '../cli/run-in-process.ts';
import { dataFolder } from '../support/data-folder.ts';

/** Accuracies are fractions of the test split. */
export interface DefaultsRow {
  readonly name: string;
  readonly seed: number;
  readonly student: string;
  readonly teacher: string;
  readonly teacherAccuracy: number;
  readonly scratchAccuracy: number;
  readonly studentAccuracy: number;
  /** On the integer reference. */
  readonly int8Accuracy: number;
  /** Of the board's memory. */
  readonly memoryBytes: number;
  /** Of the test split, in its order. */
  readonly boardSamples: number;
  readonly bitExact: number;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const path = join(root, 'evidence', 'defaults.json');
const seeds = [1, 2, 3];
/** More show nothing new: each prediction is the reference's, or the board is wrong. */
const boardSamples = 1_000;

interface Run {
  readonly data: string;
  /** The options of a teacher from outside; trained on the data set where absent. */
  readonly teacher?: readonly string[];
}

const runs: Readonly<Record<string, Run>> = {
  mnist: { data: 'mnist' },
  'fashion-mnist': { data: 'fashion-mnist' },
  fsdd: { data: 'fsdd' },
  cifar10: { data: 'cifar10' },
  // It takes pixels as they are.
  'cifar10-outside': {
    data: 'cifar10',
    teacher: ['--from', join(dataFolder, 'mlperf-tiny', 'pretrainedResnet.tflite'), '--teacher-scale', '1'],
  },
};

export async function benchDefaults(): Promise<DefaultsRow[]> {
  const { RETORT_BENCH_ONLY: only, RETORT_BENCH_OUT: out = 'runs' } = process.env;
  const kept = existsSync(path) ? (await readJson<{ readonly rows: readonly DefaultsRow[] }>(path))!.rows : [];
  const rows = [...kept];
  for (const [name, run] of Object.entries(runs).filter(([name]) => only === undefined || name === only)) {
    for (const seed of seeds) {
      if (rows.some((row) => row.name === name && row.seed === seed)) continue;
      rows.push(await runSeed(name, run, seed, join(out, name)));
      await writeJson(path, { rows });
    }
  }
  return rows;
}

/** What `retort distill --json` prints, as far as it is read here. */
interface Distilled {
  readonly studentNetwork: string;
  readonly teacherAccuracy: number;
  readonly runs: readonly [Pick<DefaultsRow, 'scratchAccuracy' | 'studentAccuracy'>];
}

async function runSeed(name: string, { data, teacher }: Run, seed: number, out: string): Promise<DefaultsRow> {
  const of = ['--data', data, '--data-dir', dataFolder, '--out', out];
  if (!existsSync(join(out, 'teacher-outputs.safetensors'))) {
    const { noBetterThanGuessing } = await retort<{ readonly noBetterThanGuessing: boolean }>([
      'teacher',
      ...of,
      ...(teacher ?? []),
    ]);
    if (noBetterThanGuessing)
      throw new Error(`${name}: the teacher is no better than guessing; is it fed as it was trained?`);
  }
  const {
    runs: [students],
    ...distilled
  } = await retort<Distilled>(['distill', ...of, '--seed', String(seed)]);
  const quantized = await retort<{ readonly int8Accuracy: number }>(['quantize', ...of]);
  await retort(['pack', '--out', out]);
  const { memory } = await retort<Pick<ImagePlan, 'memory'>>(['plan', join(out, 'student.retort')]);
  const board = ['--on', 'virtual:up5k', '--limit', String(boardSamples)];
  const { total, bitExact } = await retort<ValidationResult>(['validate', ...of, ...board]);
  return {
    name,
    seed,
    student: distilled.studentNetwork,
    teacher: teacher === undefined ? 'own' : 'MLPerf Tiny ResNet-8, which saw all of CIFAR-10',
    teacherAccuracy: distilled.teacherAccuracy,
    scratchAccuracy: students.scratchAccuracy,
    studentAccuracy: students.studentAccuracy,
    int8Accuracy: quantized.int8Accuracy,
    memoryBytes: memory.needed,
    boardSamples: total,
    bitExact,
  };
}

/** @returns what the command prints as JSON */
async function retort<Printed>(words: readonly string[]): Promise<Printed> {
  const started = performance.now();
  const { exitCode, stdout, stderr } = await runInProcess(words);
  if (exitCode !== 0) throw new Error(`retort ${words.join(' ')} ended with ${exitCode}: ${stdout}${stderr}`);
  createOutput(true).note(`retort ${words.join(' ')}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
  return JSON.parse(stdout);
}

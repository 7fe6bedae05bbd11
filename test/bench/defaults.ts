// What users get from a published data set without choosing anything: teacher, student from scratch and distilled, int8, and the board, by the
// commands that they type, three seeds, the last epoch. Run folders are kept in RETORT_BENCH_OUT (default: runs), so that an interrupted run
// goes on; what was seen is written to evidence/defaults.json. RETORT_BENCH_ONLY names one data set, or cifar10-outside.
//   npm run bench -- defaults [--json]
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createOutput } from '../../host/cli/output.ts';
import { readJson, writeJson } from '../../host/lab/json-file.ts';
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
  /** A teacher from outside; trained on the data set where absent. */
  readonly teacher?: string;
}

const runs: Readonly<Record<string, Run>> = {
  'fashion-mnist': { data: 'fashion-mnist' },
  cifar10: { data: 'cifar10' },
  'cifar10-outside': { data: 'cifar10', teacher: join(dataFolder, 'mlperf-tiny', 'pretrainedResnet.tflite') },
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

async function runSeed(name: string, { data, teacher }: Run, seed: number, out: string): Promise<DefaultsRow> {
  const of = ['--data', data, '--data-dir', dataFolder, '--out', out];
  if (!existsSync(join(out, 'teacher-outputs.safetensors'))) {
    await retort(['teacher', ...of, ...(teacher ? ['--from', teacher] : [])]);
  }
  const distilled = await retort(['distill', ...of, '--seed', String(seed)]);
  const [{ scratchAccuracy, studentAccuracy }] = distilled.runs;
  const quantized = await retort(['quantize', ...of]);
  await retort(['pack', '--out', out]);
  const { memory } = await retort(['plan', join(out, 'student.retort')]);
  const board = ['--on', 'virtual:up5k', '--limit', String(boardSamples)];
  const validated = await retort(['validate', ...of, ...board]);
  return {
    name,
    seed,
    student: distilled.studentNetwork,
    teacher: teacher === undefined ? 'own' : 'MLPerf Tiny ResNet-8, which saw all of CIFAR-10',
    teacherAccuracy: distilled.teacherAccuracy,
    scratchAccuracy,
    studentAccuracy,
    int8Accuracy: quantized.int8Accuracy,
    memoryBytes: memory.needed,
    boardSamples: validated.total,
    bitExact: validated.bitExact,
  };
}

// biome-ignore lint/suspicious/noExplicitAny: what a command prints is its own
async function retort(words: readonly string[]): Promise<any> {
  const output = createOutput(true);
  const started = performance.now();
  const command = ['--import', 'tsx', join(root, 'host/cli/retort.ts'), ...words, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: root, maxBuffer: 2 ** 26 });
  output.note(`retort ${words.join(' ')}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
  return JSON.parse(stdout);
}

// The commands that faults are tried on, and what must hold whatever fails: a documented exit code, no input lost, no file that is neither the old
// one nor the right new one, and success only with the right result, which the next run after a refusal gives too.

import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createRandom } from '../../host/artifact/random.ts';
import { type Ran, runInProcess } from '../cli/run-in-process.ts';
import { makeSmallRun } from '../cli/small-run.ts';
import { writeDenseTflite } from '../support/write-tflite.ts';
import { injectFault } from './inject.mjs';

/** Words after `retort`; `@` is the folder. They end in a second, and need no TensorFlow. */
export const quickCommands = [
  'pack --out @/run',
  'plan @/run/student.retort',
  'inspect @/run/student.retort',
  'infer @/sample.bin --on reference --out @/run',
  'infer @/run/student.retort --inputs @/inputs.i8 --out @/outputs.i8 --on reference',
  'validate --on reference --out @/run --report @/report.html',
  'import @/model.tflite --out @/imported.retort --labels @/labels.txt',
];

/** Words after `retort`, as above. They train or calibrate with TensorFlow, and each follows on the one before. */
export const trainingCommands = [
  'teacher --data @/data.csv --out @/run --epochs 1',
  'distill --out @/run --epochs 1',
  'quantize --out @/run',
];

/** The exit codes of `retort help` that a fault of the disk may lead to. */
const documented = new Set([2, 3, 4, 5, 7]);

export interface FaultFolder {
  readonly path: string;
  /** Brings every file back. */
  restore(): void;
  /** Brings back from now on what is there now too. */
  keep(): void;
  remove(): void;
}

export async function makeFaultFolder(): Promise<FaultFolder> {
  const path = mkdtempSync(join(tmpdir(), 'retort-faults-'));
  const pristine = mkdtempSync(join(tmpdir(), 'retort-pristine-'));
  await makeSmallRun(path);
  const random = createRandom(7);
  writeFileSync(
    join(path, 'sample.bin'),
    Uint8Array.from({ length: 16 }, () => random.integer(256)),
  );
  writeFileSync(
    join(path, 'inputs.i8'),
    Uint8Array.from({ length: 160 }, () => random.integer(256)),
  );
  writeFileSync(join(path, 'model.tflite'), writeDenseTflite(16, 4));
  writeFileSync(join(path, 'labels.txt'), 'a\nb\nc\nd\n');
  cpSync(path, pristine, { recursive: true });
  return {
    path,
    restore() {
      rmSync(path, { recursive: true });
      mkdirSync(path);
      cpSync(pristine, path, { recursive: true });
    },
    keep: () => cpSync(path, pristine, { recursive: true }),
    remove() {
      for (const folder of [path, pristine]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function wordsOf(command: string, folder: string): string[] {
  return command.split(' ').map((word) => word.replace('@', folder));
}

/** Every file's bytes in hexadecimal by its path; what retort leaves beside its files is listed apart. */
export function readAll(folder: string): { readonly files: Map<string, string>; readonly leftovers: string[] } {
  const files = new Map<string, string>();
  const leftovers: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if (/retort-tmp$|^[.]retort[.]lock$/.test(entry.name)) leftovers.push(path);
    else files.set(path, readFileSync(path).toString('hex'));
  }
  return { files, leftovers };
}

/** What a command says of its result, without times. */
export function resultOf({ exitCode, stdout }: Pick<Ran, 'exitCode' | 'stdout'>): string {
  const json = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  return JSON.stringify({ exitCode, ...json, seconds: undefined });
}

export interface Baseline {
  readonly operations: number;
  readonly result: string;
  readonly before: Map<string, string>;
  readonly after: Map<string, string>;
}

/** Without a fault. */
export async function runBaseline(command: string, folder: FaultFolder): Promise<Baseline> {
  folder.restore();
  const before = readAll(folder.path).files;
  const count = injectFault(folder.path, 0, '');
  const ran = await runInProcess(wordsOf(command, folder.path));
  const operations = count();
  if (ran.exitCode !== 0) throw new Error(`${command} ends with ${ran.exitCode} without a fault: ${ran.stdout}`);
  return { operations, result: resultOf(ran), before, after: readAll(folder.path).files };
}

/** What does not hold, in words; none where everything does. */
export function problemsOf(ran: Ran, { result, before, after }: Baseline, folder: FaultFolder): string[] {
  const problems: string[] = [];
  const { files } = readAll(folder.path);
  if (/\n\s+at .*:\d+/.test(ran.stdout + ran.stderr)) problems.push('it shows a stack trace');
  if (ran.exitCode === 0 && resultOf(ran) !== result) problems.push('it ends well with another result');
  if (ran.exitCode !== 0 && !documented.has(ran.exitCode)) problems.push(`it ends with ${ran.exitCode}`);
  if (ran.exitCode !== 0 && JSON.parse(ran.stdout).error?.code === undefined) problems.push('it names no error');
  for (const [path, bytes] of before) {
    const now = files.get(path);
    if (now !== bytes && now !== after.get(path)) problems.push(`${path} is ${now === undefined ? 'gone' : 'damaged'}`);
  }
  for (const [path, bytes] of files) {
    const kept = before.has(path) || isCheckpoint(path);
    if (!kept && bytes !== after.get(path)) problems.push(`${path} is half-written`);
  }
  if (ran.exitCode === 0) {
    for (const [path, bytes] of after) if (files.get(path) !== bytes) problems.push(`${path} is not as it should be`);
  }
  return problems.map((problem) => `${problem}: ${ran.stdout.trim()}`);
}

/** From which the next run goes on. */
function isCheckpoint(path: string): boolean {
  return basename(dirname(path)) === 'checkpoints';
}

/**
 * Where the command was refused, what does not hold once it has been run again on what was left. A training that goes on from a checkpoint
 * warns only of what it sees from there on.
 */
async function problemsOfNextRun(command: string, { result, after }: Baseline, folder: FaultFolder): Promise<string[]> {
  const goesOn = [...readAll(folder.path).files.keys()].some(isCheckpoint);
  const ran = await runInProcess(wordsOf(command, folder.path));
  const { files } = readAll(folder.path);
  const paths = [...new Set([...files.keys(), ...after.keys()])].filter((path) => files.get(path) !== after.get(path));
  const shown = (text: string) => (goesOn ? JSON.stringify({ ...JSON.parse(text), warnings: undefined }) : text);
  return [
    ...(ran.exitCode === 0 && shown(resultOf(ran)) === shown(result) ? [] : [`the next run says ${ran.stdout.trim()}`]),
    ...paths.map((path) => `${path} is not as it should be after the next run`),
  ];
}

/** `wanted` of 1 … `count`, spread evenly with the place in each part drawn from a fixed seed; all of them where there are no more. */
export function drawPlaces(count: number, wanted: number): number[] {
  const places = Math.min(count, wanted);
  const random = createRandom(11);
  return Array.from({ length: places }, (_, i) => {
    const [from, to] = [Math.floor((i * count) / places), Math.floor(((i + 1) * count) / places)];
    return 1 + from + random.integer(to - from);
  });
}

/** Fails operations of a command, each in a run of its own; all of them unless there are more than `atMost`. @returns how many there were, and what did not hold */
export async function failEach(command: string, code: string, folder: FaultFolder, atMost = Number.POSITIVE_INFINITY) {
  const baseline = await runBaseline(command, folder);
  const problems: string[] = [];
  const places = drawPlaces(baseline.operations, atMost);
  let refused = 0;
  for (const at of places) {
    folder.restore();
    const end = injectFault(folder.path, at, code);
    const ran = await runInProcess(wordsOf(command, folder.path));
    end();
    const found = problemsOf(ran, baseline, folder);
    if (ran.exitCode !== 0) {
      refused += 1;
      found.push(...(await problemsOfNextRun(command, baseline, folder)));
    }
    problems.push(...found.map((problem) => `${command}, operation ${at}, ${code}: ${problem}`));
  }
  return { operations: places.length, refused, problems };
}

/** Which command reads which file: with any bit of the file changed it must refuse. */
export const readers = [
  ['run/student.retort', 'validate --on reference --out @/run'],
  ['run/student.retort', 'infer @/sample.bin --on reference --out @/run'],
  ['run/student.retort', 'plan @/run/student.retort'],
  ['run/student.int8.safetensors', 'pack --out @/run'],
  ['run/student.int8.safetensors', 'validate --on reference --out @/run --quantized @/run/student.int8.safetensors'],
  ['run/student.int8.safetensors', 'plan @/run/student.int8.safetensors'],
  ['run/teacher-outputs.safetensors', 'validate --on reference --out @/run'],
  ['data.csv', 'validate --on reference --out @/run'],
] as const;

/** Changes one bit of a file at `samples` places, drawn from a fixed seed as the bit is. @returns what was used silently */
export async function flipBits(file: string, command: string, samples: number, folder: FaultFolder) {
  folder.restore();
  const path = join(folder.path, file);
  const whole = readFileSync(path);
  const random = createRandom(11);
  const problems: string[] = [];
  const places = drawPlaces(whole.length, samples);
  for (const place of places) {
    const [at, bit] = [place - 1, random.integer(8)];
    const damaged = Uint8Array.from(whole);
    damaged[at] ^= 1 << bit;
    folder.restore();
    writeFileSync(path, damaged);
    const ran = await runInProcess(wordsOf(command, folder.path));
    if (!documented.has(ran.exitCode) || /\n\s+at .*:\d+/.test(ran.stdout + ran.stderr)) {
      problems.push(
        `${command}, ${file}, byte ${at}, bit ${bit}: ends with ${ran.exitCode}: ${ran.stdout.trim().slice(0, 300)}`,
      );
    }
  }
  return { flips: places.length, problems };
}

// Builds the Verilator harness of the core (harness.cpp) once per state of its sources, and runs jobs on it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface CoreJob {
  /** Loaded from address 0; a multiple of 8 bytes, at most 130,560. */
  readonly memory: Uint8Array;
  readonly programAddress?: number;
  readonly slotOffset?: number;
  /** Descriptors to run; 0 is all. */
  readonly stopAfter?: number;
  readonly seed?: number;
  /** Chances in 256 that in a cycle the memory is held from the core, or used by the link. */
  readonly held?: number;
  readonly link?: number;
  /** Cycle in which a first run is reset; 0 for none. */
  readonly resetAt?: number;
  readonly mostCycles?: number;
}

export interface CoreRun {
  /** False if the core was still busy after mostCycles. */
  readonly ended: boolean;
  readonly fault: boolean;
  readonly descriptor: number;
  readonly label: number;
  readonly cycles: number;
  /** Answers to the link that were wrong, missing or uncalled for. */
  readonly linkErrors: number;
  readonly memory: Uint8Array;
}

export const verilatorMissing =
  spawnSync('verilator', ['--version']).status === 0 ? undefined : 'verilator is not installed';

const answerBytes = 24;
const rtl = fileURLToPath(new URL('../../../firmware-artifacts/rtl/', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));

/** Runs the jobs one after the other on one core. Throws if the harness cannot be built or ends early. */
export function runCoreJobs(jobs: readonly CoreJob[]): CoreRun[] {
  const input = Buffer.concat(jobs.flatMap(({ memory, ...job }) => [encodeJob(memory.length, job), memory]));
  const expectedBytes = jobs.reduce((sum, { memory }) => sum + answerBytes + memory.length, 0);
  const { stdout, stderr, status } = spawnSync(buildHarness(), { input, maxBuffer: expectedBytes + 1024 });
  if (status !== 0 || stdout.length !== expectedBytes) {
    throw new Error(`the harness ended with ${status} after ${stdout.length} of ${expectedBytes} bytes: ${stderr}`);
  }
  let at = 0;
  return jobs.map(({ memory }) => {
    const answer = stdout.subarray(at, at + answerBytes + memory.length);
    at += answer.length;
    return decodeRun(answer);
  });
}

function encodeJob(memoryBytes: number, job: Omit<CoreJob, 'memory'>): Uint8Array {
  const { programAddress = 0, slotOffset = 0, stopAfter = 0, seed = 1 } = job;
  const { held = 0, link = 0, resetAt = 0, mostCycles = 10_000_000 } = job;
  const fields = [memoryBytes, programAddress, slotOffset, stopAfter, seed, held, link, resetAt, mostCycles];
  return new Uint8Array(Uint32Array.from(fields).buffer);
}

function decodeRun(answer: Buffer): CoreRun {
  const [ended, fault, descriptor, label, cycles, linkErrors] = Array.from({ length: 6 }, (_, i) =>
    answer.readUInt32LE(4 * i),
  );
  return {
    ended: ended === 1,
    fault: fault === 1,
    descriptor,
    label,
    cycles,
    linkErrors,
    memory: new Uint8Array(answer.subarray(answerBytes)),
  };
}

let built: string | undefined;

/** Builds the harness where its sources have changed, which takes up to a minute: for a beforeAll with time. Returns its path. */
export function buildHarness(): string {
  built ??= buildIfAbsent();
  return built;
}

/** The harness's path; it lies in the temporary folder under its sources' digest, so that test files share it. */
function buildIfAbsent(): string {
  const modules = ['core', 'memory'].flatMap((folder) =>
    readdirSync(join(rtl, folder))
      .filter((name) => name.endsWith('.v'))
      .sort()
      .map((name) => join(rtl, folder, name)),
  );
  const sources = [...modules, join(here, 'core_bench.v'), join(here, 'harness.cpp')];
  const digest = createHash('sha256');
  for (const source of sources) digest.update(readFileSync(source));
  const folder = join(tmpdir(), `retort-core-${digest.digest('hex').slice(0, 16)}`);
  const harness = join(folder, 'harness');
  if (statSync(harness, { throwIfNoEntry: false })) return harness;

  const workFolder = `${folder}-${process.pid}`;
  mkdirSync(workFolder, { recursive: true });
  const options = [
    '--cc',
    '--exe',
    '--build',
    '-Wall',
    '-Wpedantic',
    '-O3',
    '--x-assign',
    'fast',
    '--x-initial',
    'fast',
  ];
  const placed = ['--noassert', '-CFLAGS', '-std=c++17', '-MAKEFLAGS', 'OPT_FAST=-O2', '--top-module', 'core_bench'];
  const named = ['-Mdir', workFolder, '-o', 'harness', ...sources];
  const { status, stderr } = spawnSync('verilator', [...options, ...placed, ...named], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`verilator could not build the core's harness:\n${stderr}`);
  try {
    renameSync(workFolder, folder);
  } catch (error) {
    if (!statSync(harness, { throwIfNoEntry: false })) throw error; // else another process was first
    rmSync(workFolder, { recursive: true });
  }
  return harness;
}

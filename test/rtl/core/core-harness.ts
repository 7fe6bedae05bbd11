// Builds the Verilator harness of the core (harness.cpp) once per state of its sources, and runs jobs on it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { verilatorProgram, verilogIn } from '../../support/verilator.ts';

export interface CoreJob {
  /** Loaded from address 0; a multiple of 8 bytes, at most the core's memory less 512. */
  readonly memory: Uint8Array;
  readonly programAddress?: number;
  readonly slotOffset?: number;
  /** Descriptors to run; 0 is all. */
  readonly stopAfter?: number;
  readonly seed?: number;
  /** Chance in 256 that in a cycle the link uses the memory. */
  readonly link?: number;
  /** Cycle in which a first run is reset; 0 for none. */
  readonly resetAt?: number;
  readonly mostCycles?: number;
  /** Running cycles in which a program must have ended; 0 for any. */
  readonly cycleLimit?: number;
  /** The limit of a first run, behind which nothing is reset; 0 for none. */
  readonly expireAt?: number;
}

export interface CoreRun {
  /** False if the core was still busy after mostCycles. */
  readonly ended: boolean;
  readonly fault: boolean;
  /** It had not ended within the limit. */
  readonly expired: boolean;
  readonly descriptor: number;
  readonly label: number;
  readonly cycles: number;
  /** Answers to the link that were wrong, missing or uncalled for. */
  readonly linkErrors: number;
  readonly memory: Uint8Array;
}

export const verilatorMissing =
  spawnSync('verilator', ['--version']).status === 0 ? undefined : 'verilator is not installed';

const answerBytes = 28;
const rtl = fileURLToPath(new URL('../../../firmware-artifacts/rtl/', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));

/** As in boards.json, less the clock. */
export interface CoreParameters {
  readonly MEMORY_WORDS: number;
  readonly INPUTS: number;
  readonly WEIGHT_ENTRIES_LOG2: number;
  readonly REQUANTIZE_CYCLES: number;
  readonly RESCALERS: number;
  readonly MEMORY_PORTS: number;
  readonly READ_LATENCY: number;
}

/**
 * The boards' cores by the board's name; one whose ring of weights is so small that it is often full, with a slow requantizer of two values at
 * once; and one whose fast requantizer shares a port with everything else, and whose memory is so near that former words would come too early.
 */
export const coreParameters: Readonly<Record<string, CoreParameters>> = {
  ...readBoards(),
  'small ring': {
    MEMORY_WORDS: 16_384,
    INPUTS: 4,
    WEIGHT_ENTRIES_LOG2: 4,
    REQUANTIZE_CYCLES: 4,
    RESCALERS: 4,
    MEMORY_PORTS: 2,
    READ_LATENCY: 3,
  },
  'one port': {
    MEMORY_WORDS: 16_384,
    INPUTS: 2,
    WEIGHT_ENTRIES_LOG2: 9,
    REQUANTIZE_CYCLES: 1,
    RESCALERS: 4,
    MEMORY_PORTS: 1,
    READ_LATENCY: 2,
  },
};

function readBoards(): Record<string, CoreParameters> {
  const boards = JSON.parse(readFileSync(join(rtl, '../boards.json'), 'utf8')) as Record<
    string,
    CoreParameters & { readonly CLOCK_HZ: number }
  >;
  const pick = ({ CLOCK_HZ: _, ...parameters }: CoreParameters & { readonly CLOCK_HZ: number }) => parameters;
  return Object.fromEntries(Object.entries(boards).map(([name, parameters]) => [name, pick(parameters)]));
}

/** Runs the jobs one after the other on one core of `coreParameters`. Throws if the harness cannot be built or ends early. */
export function runCoreJobs(core: string, jobs: readonly CoreJob[]): CoreRun[] {
  const input = Buffer.concat(jobs.flatMap(({ memory, ...job }) => [encodeJob(memory.length, job), memory]));
  const expectedBytes = jobs.reduce((sum, { memory }) => sum + answerBytes + memory.length, 0);
  const { stdout, stderr, status } = spawnSync(buildHarness(core), { input, maxBuffer: expectedBytes + 1024 });
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
  const { link = 0, resetAt = 0, mostCycles = 10_000_000, cycleLimit = 0, expireAt = 0 } = job;
  const fields = [
    memoryBytes,
    programAddress,
    slotOffset,
    stopAfter,
    seed,
    link,
    resetAt,
    mostCycles,
    cycleLimit,
    expireAt,
  ];
  return new Uint8Array(Uint32Array.from(fields).buffer);
}

function decodeRun(answer: Buffer): CoreRun {
  const [ended, fault, expired, descriptor, label, cycles, linkErrors] = Array.from({ length: 7 }, (_, i) =>
    answer.readUInt32LE(4 * i),
  );
  return {
    ended: ended === 1,
    fault: fault === 1,
    expired: expired === 1,
    descriptor,
    label,
    cycles,
    linkErrors,
    memory: new Uint8Array(answer.subarray(answerBytes)),
  };
}

const built = new Map<string, string>();

/** Builds the core's harness where its sources have changed, which takes up to a minute: for a beforeAll with time. Returns its path. */
export function buildHarness(core: string): string {
  const path = built.get(core) ?? buildIfAbsent(coreParameters[core]);
  built.set(core, path);
  return path;
}

/** The harness's path; it lies in the temporary folder under its sources' digest, so that test files share it. */
function buildIfAbsent(parameters: CoreParameters): string {
  const modules = ['core', 'memory'].flatMap((folder) => verilogIn(join(rtl, folder)));
  const sources = [...modules, join(here, 'core_bench.v'), join(here, 'harness.cpp')];
  const digest = createHash('sha256').update(JSON.stringify(parameters));
  for (const source of sources) digest.update(readFileSync(source));
  const folder = join(tmpdir(), `retort-core-${digest.digest('hex').slice(0, 16)}`);
  const harness = join(folder, 'harness');
  if (statSync(harness, { throwIfNoEntry: false })) return harness;

  const workFolder = `${folder}-${process.pid}`;
  mkdirSync(workFolder, { recursive: true });
  const options = [...verilatorProgram, '-Wall', '-Wpedantic'];
  const values = Object.entries(parameters).map(([name, value]) => `-G${name}=${value}`);
  const compiler = ['-CFLAGS', `-std=c++17 -DMEMORY_WORDS=${parameters.MEMORY_WORDS}`, '-MAKEFLAGS', 'OPT_FAST=-O2'];
  const placed = [...compiler, '--top-module', 'core_bench', ...values];
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

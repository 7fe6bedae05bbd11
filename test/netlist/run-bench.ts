// Builds a bench with Verilator and runs it to its end.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Of Verilator: netlists are large, so that compiling them takes longer than running them, and yosys's output is not lint-clean. */
export const netlistOptions = [
  ...['-j', '2', '-O3', '--x-assign', 'fast', '--x-initial', 'fast'],
  ...['-CFLAGS', '-O1', '-MAKEFLAGS', 'OPT_SLOW=-O0', '-Wno-lint', '-Wno-fatal'],
];

/** @returns what it printed. @throws Error with its output where it cannot be built, or ends by $fatal */
export async function runBench(
  bench: string,
  sources: readonly string[],
  parameters: Readonly<Record<string, number>> = {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'retort-netlist-'));
  try {
    const values = Object.entries(parameters).map(([name, value]) => `-G${name}=${value}`);
    const named = ['--top-module', bench, '--Mdir', folder, '-o', 'bench', ...values, ...sources];
    await run('verilator', ['--binary', '--timing', ...netlistOptions, ...named]);
    return await run(join(folder, 'bench'), []);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(program: string, words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, words, { maxBuffer: 2 ** 26 }).catch((error) => {
    throw new Error(`${program} ended with ${error.signal ?? error.code}:\n${error.stdout}${error.stderr}`);
  });
  return stdout;
}

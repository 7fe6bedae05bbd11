// Runs the project's vitest once for each board, all at the same time, and collects what came of it.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RetortError } from '../../../proto/retort-error.ts';
import { type BoardOutcome, testsSchema } from './outcome.ts';

export interface BoardRun {
  /** For people. */
  readonly board: string;
  /** What the fixtures read (../settings.ts). */
  readonly env: Readonly<Record<string, string>>;
}

export interface SuiteOptions {
  readonly runs: readonly BoardRun[];
  /** Of test files, as vitest takes them; all without. */
  readonly filters: readonly string[];
  readonly vitestConfig?: string;
  readonly retries: number;
  readonly signal: AbortSignal;
  /** A line of vitest's own output. */
  onLine(board: string, line: string): void;
}

/** vitest is not installed in the project. */
export class VitestMissingError extends RetortError {
  readonly code = 'HIL_VITEST_MISSING';
  readonly category = 'environment';
  override readonly name = 'VitestMissingError';

  constructor(folder: string) {
    super(`${folder} has no vitest: run 'npm install --save-dev vitest' there, or 'retort init' in an empty folder`);
  }
}

/** vitest ended without running a test. */
export class SuiteNotRunError extends RetortError {
  readonly code = 'HIL_SUITE_NOT_RUN';
  readonly category = 'usage';
  override readonly name = 'SuiteNotRunError';

  constructor(reason: string) {
    super(`no test was run: ${reason}`);
  }
}

/** @throws VitestMissingError, SuiteNotRunError, the signal's reason */
export async function runBoards(options: SuiteOptions): Promise<BoardOutcome[]> {
  const vitest = findVitest();
  const folder = await mkdtemp(join(tmpdir(), 'retort-test-'));
  try {
    return await Promise.all(options.runs.map((run, i) => runBoard(vitest, run, join(folder, `${i}.json`), options)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function findVitest(): string {
  try {
    const found = createRequire(join(process.cwd(), 'package.json')).resolve('vitest/package.json');
    return join(dirname(found), 'vitest.mjs');
  } catch {
    throw new VitestMissingError(process.cwd());
  }
}

/** The reporter beside this file, compiled or not. */
const reporter = fileURLToPath(new URL(`reporter${import.meta.url.slice(-3)}`, import.meta.url));

async function runBoard(
  vitest: string,
  { board, env }: BoardRun,
  outcomeFile: string,
  { filters, vitestConfig, retries, signal, onLine }: SuiteOptions,
): Promise<BoardOutcome> {
  signal.throwIfAborted();
  const parameters = [
    ...['run', '--no-file-parallelism', `--reporter=${reporter}`, '--reporter=default'],
    ...(retries > 0 ? [`--retry=${retries}`] : []),
    ...(vitestConfig === undefined ? [] : [`--config=${vitestConfig}`]),
    ...filters,
  ];
  const child = spawn(process.execPath, [vitest, ...parameters], {
    env: { ...process.env, ...env, RETORT_HIL_OUTCOME: outcomeFile, NO_COLOR: '1', FORCE_COLOR: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const last = await endOf(child, signal, (line) => onLine(board, line));
  if (!existsSync(outcomeFile)) throw new SuiteNotRunError(last.join(' / ') || 'vitest said nothing');
  const tests = testsSchema.parse(JSON.parse(await readFile(outcomeFile, 'utf8')));
  if (tests.length === 0)
    throw new SuiteNotRunError(`vitest found none${filters.length > 0 ? ` for ${filters.join(' ')}` : ''}`);
  return { board, tests };
}

/** Resolves with the last lines that the process said; ends it where the signal says so. */
async function endOf(child: ChildProcess, signal: AbortSignal, onLine: (line: string) => void): Promise<string[]> {
  const last: string[] = [];
  const hear = (stream: NodeJS.ReadableStream | null) => {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines.filter((one) => one.trim() !== '')) {
        last.push(line.trim());
        if (last.length > 5) last.shift();
        onLine(line);
      }
    });
  };
  hear(child.stdout);
  hear(child.stderr);
  const stop = () => child.kill('SIGINT');
  signal.addEventListener('abort', stop, { once: true });
  try {
    await new Promise<void>((resolve, reject) => child.once('error', reject).once('close', () => resolve()));
  } finally {
    signal.removeEventListener('abort', stop);
  }
  signal.throwIfAborted();
  return last;
}

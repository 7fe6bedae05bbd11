// The tools that make bitstreams: installed from PyPI on first use, in the versions of requirements.txt, into Retort's cache.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { RetortError } from '../../proto/retort-error.ts';
import { boardsFolder } from './board-folder.ts';

/** A program that has to be installed by hand. */
export class ToolMissingError extends RetortError {
  readonly code = 'BOARD_TOOL_MISSING';
  readonly category = 'environment';
  override readonly name = 'ToolMissingError';
  readonly tool: string;

  constructor(tool: string, nextStep: string) {
    super(`${tool} is not installed: ${nextStep}`);
    this.tool = tool;
  }
}

/** A tool has ended with an error. */
export class ToolFailedError extends RetortError {
  readonly code = 'BOARD_TOOL_FAILED';
  readonly category = 'environment';
  override readonly name = 'ToolFailedError';
  readonly tool: string;

  constructor(tool: string, how: string, output: string) {
    super(`${tool} ${how}; its last words: ${output.trim().split('\n').slice(-5).join(' | ') || 'none'}`);
    this.tool = tool;
  }
}

/** Runs one of the tools in the folder `cwd`, outside of which it sees little: they are WebAssembly. @throws ToolFailedError, the signal's reason */
export type Run = (tool: string, words: readonly string[], cwd: string) => Promise<void>;

const requirements = join(boardsFolder, 'requirements.txt');
const pinned = Object.fromEntries(
  [...readFileSync(requirements, 'utf8').matchAll(/^([\w-]+)==(\S+)$/gm)].map(([, name, version]) => [name, version]),
);

/** @throws ToolMissingError, ToolFailedError, the signal's reason */
export async function prepareTools(
  say: (step: string) => void,
  signal: AbortSignal,
): Promise<{ readonly run: Run; readonly versions: Readonly<Record<string, string>> }> {
  const cache = process.env.RETORT_CACHE || join(homedir(), '.cache', 'retort');
  const name = createHash('sha256').update(JSON.stringify(pinned)).digest('hex').slice(0, 12);
  const folder = join(cache, 'fpga-tools', name);
  if (!existsSync(folder)) await install(folder, say, signal);
  const bin = join(folder, 'bin');
  const run: Run = (
    tool,
    words,
    cwd, // The scripts' first lines name the folder in which they were installed, which has another name now.
  ) => runTool(join(bin, 'python3'), [join(bin, tool), ...words], { tool, signal, cwd });
  return { run, versions: pinned };
}

/** Under another name until it is complete, so that an interrupted installation is never taken for one. */
async function install(folder: string, say: (step: string) => void, signal: AbortSignal): Promise<void> {
  say('install yosys and nextpnr from PyPI (about 220 MB)');
  const partial = `${folder}.${process.pid}`;
  await mkdir(dirname(folder), { recursive: true });
  try {
    await runTool('python3', ['-m', 'venv', partial], { tool: 'python3', signal });
    const pip = ['-m', 'pip', 'install', '--quiet', '-r', requirements];
    await runTool(join(partial, 'bin', 'python3'), pip, { tool: 'pip', signal });
    await rename(partial, folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error; // Another process was faster.
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

interface RunOptions {
  /** For people. */
  readonly tool: string;
  readonly signal: AbortSignal;
  readonly cwd?: string;
  /** What to do where it is missing. */
  readonly install?: string;
}

const installPython = "install Python 3.9 or later (Debian: 'apt-get install python3-venv')";

/** @throws ToolMissingError, ToolFailedError, the signal's reason */
export function runTool(
  program: string,
  words: readonly string[],
  { tool, signal, cwd, install = installPython }: RunOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], signal, cwd });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (signal.aborted) reject(signal.reason);
      else if (error.code === 'ENOENT') reject(new ToolMissingError(tool, install));
      else reject(error);
    });
    child.on('close', (status, ended) => {
      if (signal.aborted) reject(signal.reason);
      else if (status === 0) resolve();
      else
        reject(new ToolFailedError(tool, ended ? `was ended by ${ended}` : `ended with exit code ${status}`, output));
    });
  });
}

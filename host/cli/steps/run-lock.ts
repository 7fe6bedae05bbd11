// One command at a time writes into a run folder: a lock file names the process that does. The lock of a process that has ended counts as none.

import { randomUUID } from 'node:crypto';
import { constants, readFileSync, rmSync } from 'node:fs';
import { copyFile, link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { RetortError } from '../../../proto/retort-error.ts';
import { processStateOf, processToken } from '../../artifact/process-token.ts';
import { DiskError } from '../../artifact/write-file.ts';
import { refuseOverwrite } from './refuse-overwrite.ts';
import { type Artifact, pathToWrite, prepareRunFolder } from './run-folder.ts';

const LOCK = '.retort.lock';

/** What each command writes into the run folder. */
const WRITTEN = {
  teacher: ['teacher', 'teacherOutputs'],
  distill: ['scratch', 'student', 'learnedFrom'],
  compare: [],
  inputs: [],
  quantize: ['quantized'],
  pack: ['image'],
  demo: ['teacher', 'teacherOutputs', 'scratch', 'student', 'learnedFrom', 'quantized', 'image', 'report'],
} satisfies Readonly<Record<string, readonly Artifact[]>>;

interface Owner {
  /** Of the process, as process-token.ts makes it. */
  readonly token: string;
  readonly pid: number;
  /** The command's name alone: its options may hold secrets. */
  readonly command: string;
  readonly computer: string;
  /** ISO 8601. */
  readonly since: string;
}

/** Another command writes into the run folder. */
export class RunFolderBusyError extends RetortError {
  readonly code = 'CLI_RUN_FOLDER_BUSY';
  readonly category = 'environment';
  override readonly name = 'RunFolderBusyError';
  readonly path: string;
  readonly pid: number;
  readonly command: string;

  constructor(folder: string, { pid, command, computer, since }: Owner, elsewhere: boolean) {
    const nextStep = elsewhere
      ? `if it no longer runs there, delete ${join(folder, LOCK)}`
      : 'wait for it to end, or name another run folder with --out';
    super(
      `${folder} is in use by 'retort ${command}' (pid ${pid}${elsewhere ? ` on ${computer}` : ''}, since ${since}): ${nextStep}`,
    );
    this.path = folder;
    this.pid = pid;
    this.command = command;
  }
}

/**
 * Makes the run folder and claims it for this process's writing until the claim is disposed of. Commands that only read need no claim: every
 * file is replaced whole, and names by digest what it belongs to.
 * @param inputs files and folders that the user named for the command to read: none of them is overwritten
 * @throws OutputIsInputError, RunFolderBusyError, DiskError
 */
export async function claimRunFolder(
  folder: string,
  command: keyof typeof WRITTEN,
  inputs: readonly (string | undefined)[] = [],
): Promise<AsyncDisposable> {
  for (const output of [folder, ...WRITTEN[command].map((artifact) => pathToWrite(folder, artifact))]) {
    await refuseOverwrite(output, inputs);
  }
  await prepareRunFolder(folder);
  const path = join(folder, LOCK);
  const owner = {
    token: processToken(),
    pid: process.pid,
    command,
    computer: hostname(),
    since: new Date().toISOString(),
  };
  const text = `${JSON.stringify(owner)}\n`;
  await acquire(folder, path, text);
  const release = () => releaseLock(path, text);
  process.once('exit', release); // after a second Ctrl-C
  return {
    async [Symbol.asyncDispose]() {
      process.off('exit', release);
      release();
    },
  };
}

/** A lock appears whole or not at all: it is written beside its place, then linked there, which fails where one is. */
async function acquire(folder: string, path: string, text: string): Promise<void> {
  const draft = `${path}.${processToken()}.${randomUUID()}.retort-tmp`;
  try {
    await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
    while (!(await linkNew(draft, path))) await refuseOrRemove(folder, path);
  } catch (error) {
    if (error instanceof RunFolderBusyError) throw error;
    throw new DiskError(path, error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason', error);
  } finally {
    await rm(draft, { force: true }).catch(leaveForTheNextWrite); // The lock may be set: failing here would leave it.
  }
}

/** Writing into the folder removes what ended processes left (write-file.ts). */
function leaveForTheNextWrite(): void {}

/** @returns whether it is there now, and was not before */
async function linkNew(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'EEXIST') return false;
    if (!WITHOUT_HARD_LINKS.has(code)) throw error;
    return copyNew(draft, path);
  }
}

/** What file systems say that have none, such as exFAT. */
const WITHOUT_HARD_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

async function copyNew(draft: string, path: string): Promise<boolean> {
  try {
    await copyFile(draft, path, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a lock whose process has ended. @throws RunFolderBusyError */
async function refuseOrRemove(folder: string, path: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(releasedMeanwhile);
  if (text === undefined) return;
  const owner = parseOwner(text);
  const state = owner && processStateOf(owner.token);
  if (owner && state !== 'gone') throw new RunFolderBusyError(folder, owner, state === 'elsewhere');
  // Another command may have removed it too and set its own: what is moved away is looked at again, and put back.
  const aside = `${path}.${processToken()}.${randomUUID()}.retort-tmp`;
  await rename(path, aside).catch(releasedMeanwhile);
  const moved = await readFile(aside, 'utf8').catch(releasedMeanwhile);
  if (moved !== undefined && moved !== text) await linkNew(aside, path);
  await rm(aside, { force: true });
}

function releasedMeanwhile(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** `undefined` where it is none: locks appear whole, so this is damage, and no process owns it. */
function parseOwner(text: string): Owner | undefined {
  try {
    const owner: Partial<Owner> = JSON.parse(text);
    return processStateOf(String(owner.token)) === undefined ? undefined : (owner as Owner);
  } catch {
    return undefined;
  }
}

function releaseLock(path: string, text: string): void {
  try {
    if (readFileSync(path, 'utf8') === text) rmSync(path);
  } catch {
    // It is gone already; a lock that cannot be removed ends with this process.
  }
}

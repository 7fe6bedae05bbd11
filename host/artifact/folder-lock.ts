// One process at a time uses a folder: a lock file in it names the process that does. The lock of a process that has ended counts as none.

import { randomUUID } from 'node:crypto';
import { constants, readFileSync, rmSync } from 'node:fs';
import { copyFile, link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { processStateOf, processToken } from './process-token.ts';
import { DiskError } from './write-file.ts';

const folderLock = '.retort.lock';

export interface FolderOwner {
  /** Of the process, as process-token.ts makes it. */
  readonly token: string;
  readonly pid: number;
  /** The command's name alone: its options may hold secrets. */
  readonly command: string;
  readonly computer: string;
  /** ISO 8601. */
  readonly since: string;
}

/**
 * That a folder is in use, by whom, and what to do, for an error.
 * @param subject such as `the history in runs/a`
 * @param otherwise the next step where its owner runs on this computer
 */
export function inUseText(
  folder: string,
  subject: string,
  { pid, command, computer, since }: FolderOwner,
  elsewhere: boolean,
  otherwise: string,
): string {
  const nextStep = elsewhere ? `if it no longer runs there, delete ${join(folder, folderLock)}` : otherwise;
  return `${subject} is in use by 'retort ${command}' (pid ${pid}${elsewhere ? ` on ${computer}` : ''}, since ${since}): ${nextStep}`;
}

/** Makes the error for a folder that another process uses. `elsewhere`: on another computer, where this one cannot look. */
type Refuse = (owner: FolderOwner, elsewhere: boolean) => Error;

/**
 * Claims an existing folder for this process until the claim is disposed of.
 * @param command the command's name alone
 * @throws what `refuse` makes, DiskError
 */
export async function claimFolder(folder: string, command: string, refuse: Refuse): Promise<AsyncDisposable> {
  const path = join(folder, folderLock);
  const owner: FolderOwner = {
    token: processToken(),
    pid: process.pid,
    command,
    computer: hostname(),
    since: new Date().toISOString(),
  };
  const text = `${JSON.stringify(owner)}\n`;
  await acquire(path, text, refuse);
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
async function acquire(path: string, text: string, refuse: Refuse): Promise<void> {
  const draft = `${path}.${processToken()}.${randomUUID()}.retort-tmp`;
  let holder: Holder | undefined;
  try {
    await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
    while (!holder && !(await linkNew(draft, path))) holder = await findHolderOrRemove(path);
  } catch (error) {
    throw new DiskError(path, error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason', error);
  } finally {
    await rm(draft, { force: true }).catch(leaveForTheNextWrite); // The lock may be set: failing here would leave it.
  }
  if (holder) throw refuse(holder.owner, holder.elsewhere);
}

interface Holder {
  readonly owner: FolderOwner;
  readonly elsewhere: boolean;
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

/** Removes a lock whose process has ended. @returns who holds any other */
async function findHolderOrRemove(path: string): Promise<Holder | undefined> {
  const text = await readFile(path, 'utf8').catch(releasedMeanwhile);
  if (text === undefined) return undefined;
  const owner = parseOwner(text);
  const state = owner && processStateOf(owner.token);
  if (owner && state !== 'gone') return { owner, elsewhere: state === 'elsewhere' };
  // Another command may have removed it too and set its own: what is moved away is looked at again, and put back.
  const aside = `${path}.${processToken()}.${randomUUID()}.retort-tmp`;
  await rename(path, aside).catch(releasedMeanwhile);
  const moved = await readFile(aside, 'utf8').catch(releasedMeanwhile);
  if (moved !== undefined && moved !== text) await linkNew(aside, path);
  await rm(aside, { force: true });
  return undefined;
}

function releasedMeanwhile(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** `undefined` where it is none: locks appear whole, so this is damage, and no process owns it. */
function parseOwner(text: string): FolderOwner | undefined {
  try {
    const owner: Partial<FolderOwner> = JSON.parse(text);
    return processStateOf(String(owner.token)) === undefined ? undefined : (owner as FolderOwner);
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

// Writes a file whole or not at all: a temporary file in the same folder, flushed to the disk, then renamed. The first write into a folder
// removes what killed processes left of theirs. Leaves formats to others.

import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { RetortError } from '../../proto/retort-error.ts';
import { processStateOf, processToken, processTokenPattern } from './process-token.ts';

/** The operating system's reasons that a user can act on. */
const advice: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: free some space or choose another folder',
  EDQUOT: 'the disk quota is used up: free some space or choose another folder',
  EACCES: 'no permission to write there: choose another folder',
  EPERM: 'no permission to write there: choose another folder',
  EROFS: 'the file system is read-only: choose another folder',
  EIO: 'the disk failed: check it, or choose another folder',
  EMFILE: 'too many files are open: raise the limit (ulimit -n 1024) and run the command again',
  ENFILE: 'the computer has too many files open: close programs and run the command again',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a part of the path is a file, not a folder',
  EISDIR: 'the path names a folder: give the name of a file',
};

/** A file could not be written; what stood there before is untouched. */
export class DiskError extends RetortError {
  readonly code = 'DISK_WRITE_FAILED';
  readonly category = 'environment';
  override readonly name = 'DiskError';
  readonly path: string;
  /** The operating system's code, such as `ENOSPC`. */
  readonly reason: string;

  constructor(path: string, reason: string, cause: unknown) {
    super(`cannot write ${path}: ${reason}, ${advice[reason] ?? 'try again, or choose another folder'}`, { cause });
    this.path = path;
    this.reason = reason;
  }
}

/** What is made while it is written may be of any length. */
type FileContent = Uint8Array | string | AsyncIterable<Uint8Array>;

const unfinished = new Set<string>();
process.on('exit', () => {
  for (const path of unfinished) rmSync(path, { force: true });
});

/**
 * Writes `content` (a string as UTF-8) to `path` and makes missing folders. A reader sees the old file or the new one, never a part.
 * @throws DiskError; what `content` fails with
 */
export async function writeFileAtomically(path: string, content: FileContent): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, temporaryName(basename(path)));
  unfinished.add(temporary);
  try {
    await mkdir(folder, { recursive: true });
    await removeLeftovers(folder).catch(leaveForTheNextWrite);
    await writeAndFlush(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    if (error instanceof RetortError) throw error;
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new DiskError(path, reason, error);
  } finally {
    await rm(temporary, { force: true }).catch(ignoreMissingFolder);
    unfinished.delete(temporary);
  }
}

/** The start of the file's own name, as much as leaves room for the rest: names have at most 255 bytes. */
function temporaryName(name: string): string {
  return `.${name.slice(0, 40)}.${processToken()}.${randomUUID()}.retort-tmp`;
}

const leftover = new RegExp(`^[.].*[.](${processTokenPattern})[.][0-9a-f-]{36}[.]retort-tmp$`);
const swept = new Set<string>();

/** Removes the temporary files in `folder` whose process has certainly ended; looks once in each folder. */
async function removeLeftovers(folder: string): Promise<void> {
  const path = resolve(folder);
  if (swept.has(path)) return;
  swept.add(path);
  for (const name of await readdir(folder)) {
    const [, token] = leftover.exec(name) ?? [];
    if (token !== undefined && processStateOf(token) === 'gone') await rm(join(folder, name), { force: true });
  }
}

/** A folder that cannot be listed, or a file of another user: no reason not to write. */
function leaveForTheNextWrite(): void {}

async function writeAndFlush(path: string, content: FileContent): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await writeFile(file, content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** `rm` with `force` still fails where the folder is a file; the write has then failed with the better message. */
function ignoreMissingFolder(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOTDIR')) throw error;
}

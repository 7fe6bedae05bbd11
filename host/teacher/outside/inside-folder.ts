// Files of a model that is a folder: they lie in that folder, after symbolic links too, and their sizes are summed before one is read.

import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { grouped } from '../../../proto/numbers.ts';
import { checkSize, type FileUse, InputFileError, readOutsideFile } from '../../artifact/read-outside-file.ts';
import { OutsideTeacherFileError } from './outside-errors.ts';

/** More files than any export has. */
const mostFiles = 10_000;

/**
 * @param names with "/", relative to the folder; a name that stands twice is read once
 * @param use decides the most bytes of all together
 * @returns their bytes by name, in the order of `names`
 * @throws OutsideTeacherFileError for a name that leaves the folder, InputFileError; the signal's reason when aborted
 */
export async function readInside(
  folder: string,
  names: readonly string[],
  use: FileUse,
  signal?: AbortSignal,
): Promise<Map<string, Uint8Array>> {
  if (names.length > mostFiles) {
    throw new OutsideTeacherFileError(
      folder,
      `it consists of more than ${grouped(mostFiles)} files`,
      'Check that it is a model.',
    );
  }
  const root = await realpath(folder);
  const paths = new Map<string, string>();
  let total = 0;
  for (const name of names) {
    signal?.throwIfAborted();
    if (paths.has(name)) continue;
    const path = await resolveInside(folder, root, name);
    paths.set(name, path);
    total += (await stat(path)).size;
  }
  checkSize(folder, use, total);
  const files = new Map<string, Uint8Array>();
  for (const [name, path] of paths) files.set(name, await readOutsideFile(path, use, signal));
  return files;
}

/** Every file in the folder, sorted; links are followed where they are read. Folders of links are not entered. */
export async function listInside(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** The file's real path. */
async function resolveInside(folder: string, root: string, name: string): Promise<string> {
  const path = join(folder, name);
  const fail = (problem: string, nextStep: string) => new OutsideTeacherFileError(folder, problem, nextStep);
  const shown = JSON.stringify(name.slice(0, 200));
  if (/^[a-z][a-z0-9+.-]+:|^[/\\]|\0/i.test(name) || isOutside(relative(folder, path))) {
    throw fail(
      `it names a file outside its folder, ${shown}`,
      'Put every file into the folder and refer to it by its path there.',
    );
  }
  const real = await realpath(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT')
      throw new InputFileError(path, `the system reported ${error.code}; check the path`, { cause: error });
    throw new OutsideTeacherFileError(
      path,
      'there is no such file',
      'Copy the whole folder with all files in it.',
      error,
    );
  });
  if (isOutside(relative(root, real))) {
    throw fail(
      `its file ${shown} is a link that leads outside its folder`,
      `Copy the files themselves ("cp -rL") and use the copy.`,
    );
  }
  return real;
}

function isOutside(path: string): boolean {
  return path === '..' || path.startsWith(`..${sep}`) || path.startsWith(sep);
}

// For readers of many files: several at once, and the fault of one file told apart from what ends the reading.
import { readFile } from 'node:fs/promises';
import { UnusableFileError } from './errors.ts';

/** As many as libuv has threads for them. */
const atOnce = 4;

/** What is one file's fault. Whatever else the system says, such as EMFILE or EIO, ends the reading: it would make another data set of it. */
const ofTheFile: readonly unknown[] = ['ENOENT', 'EACCES', 'EPERM', 'ELOOP'];

export interface UnusableFile {
  readonly path: string;
  readonly problem: string;
}

/** @param unusable the error of a file that cannot be opened */
export function readOneFile(
  path: string,
  unusable: (problem: string, cause: unknown) => UnusableFileError,
): Promise<Uint8Array> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw ofTheFile.includes(error.code) ? unusable(`cannot be read (${error.code})`, error) : error;
  });
}

export async function orProblem<Result>(path: string, read: () => Promise<Result>): Promise<Result | UnusableFile> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof UnusableFileError)) throw error;
    return { path, problem: error.problem };
  }
}

/** Results in the order of `items`. @throws the signal's reason when aborted */
export async function mapSome<Item, Result>(
  items: readonly Item[],
  signal: AbortSignal | undefined,
  map: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  let next = 0;
  const work = async () => {
    while (next < items.length) {
      signal?.throwIfAborted();
      const at = next++;
      results[at] = await map(items[at]);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

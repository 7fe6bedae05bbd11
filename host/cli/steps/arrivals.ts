// The files of a folder: those that are in it, the oldest first, then each one that is added or written again. A file
// arrives once it is complete; reading it is its callers' matter.

import { statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { watch } from 'chokidar';
import { RetortError } from '../../../proto/retort-error.ts';
import { InputFileError } from '../../artifact/read-outside-file.ts';

/** A folder that can no longer be watched. */
export class WatchFolderError extends RetortError {
  readonly code = 'CLI_WATCH_FOLDER';
  readonly category = 'environment';
  override readonly name = 'WatchFolderError';
  readonly path: string;

  constructor(path: string, problem: string, cause?: unknown) {
    super(`${path} can no longer be watched: ${problem}`, { cause });
    this.path = path;
  }
}

/** Between two looks at whether the folder is still there. */
const lookMs = 500;
/** Hidden files, and what others have not finished. */
const unfinished = /^\.|\.(part|tmp)$/i;

/** @throws InputFileError */
export function requireFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new InputFileError(path, 'it is not a folder; name one with --watch');
}

/** A file at one time. */
interface Version {
  readonly path: string;
  readonly mtimeMs: number;
  /** Differs when it was written in between. */
  readonly stamp: string;
}

export class Arrivals {
  readonly #folder: string;
  readonly #completeMs: number;
  /** The stamp of each path that was given. */
  readonly #given = new Map<string, string>();

  /**
   * @param folder absolute, or relative to the process's own
   * @param completeMs a file is complete when its size and its time of change have stayed the same for so long
   */
  constructor(folder: string, completeMs = 500) {
    this.#folder = resolve(folder);
    this.#completeMs = completeMs;
  }

  /**
   * Paths in the order in which the files are complete, each again when it was written again. Called again, those that were not given.
   * @throws WatchFolderError; the signal's reason when aborted
   */
  async *paths(signal: AbortSignal): AsyncGenerator<string, void, void> {
    const complete: Version[] = [];
    const settling = new Set<string>();
    let failure: { readonly reason: unknown } | undefined;
    let wake = () => {};
    const fail = (reason: unknown) => {
      failure ??= { reason };
      wake();
    };
    const settle = async (paths: readonly string[]): Promise<void> => {
      for (let growing = paths; growing.length > 0; ) {
        const before = await versionsOf(growing);
        await sleep(this.#completeMs, undefined, { signal });
        const now = new Map((await versionsOf(growing)).map(({ path, stamp }) => [path, stamp]));
        const settled = before.filter(({ path, stamp }) => now.get(path) === stamp);
        complete.push(...settled.filter(({ path, stamp }) => this.#given.get(path) !== stamp));
        for (const { path } of settled) now.delete(path);
        for (const path of growing) if (!now.has(path)) settling.delete(path);
        wake();
        growing = [...now.keys()];
      }
    };
    // The watcher may miss that the folder itself is gone.
    const look = (whereItIsThere: () => void) => {
      const gone = () =>
        fail(new WatchFolderError(this.#folder, 'it was removed; make it again and run the command again'));
      stat(this.#folder).then(whereItIsThere, gone);
    };
    let first: string[] | undefined = [];
    const arrive = (path: string) => {
      if (settling.has(path)) return;
      settling.add(path);
      if (first) first.push(path);
      else settle([path]).catch(fail);
    };
    const abort = () => fail(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    const ignored = (path: string) => path !== this.#folder && unfinished.test(basename(path));
    const watcher = watch(this.#folder, { depth: 0, ignored })
      .on('add', arrive)
      .on('change', arrive)
      .on('ready', () => {
        settle(first!).catch(fail);
        first = undefined;
      })
      .on('error', (error) =>
        look(() =>
          fail(new WatchFolderError(this.#folder, `${error}; check the folder and the system's limits`, error)),
        ),
      );
    const looking = setInterval(look, lookMs, () => {});
    try {
      for (;;) {
        if (failure) throw failure.reason;
        const version = complete.shift();
        if (version) {
          this.#given.set(version.path, version.stamp);
          yield version.path;
        } else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      clearInterval(looking);
      signal.removeEventListener('abort', abort);
      await watcher.close();
    }
  }
}

/** The oldest first; those that are gone are left out. */
async function versionsOf(paths: readonly string[]): Promise<Version[]> {
  const stats = await Promise.all(paths.map((path) => stat(path).catch(() => undefined)));
  return paths
    .flatMap((path, i) => {
      const { mtimeMs, size } = stats[i] ?? {};
      return mtimeMs === undefined ? [] : [{ path, mtimeMs, stamp: `${mtimeMs} ${size}` }];
    })
    .sort((a, b) => a.mtimeMs - b.mtimeMs || (a.path < b.path ? -1 : 1));
}

// The files of a folder that grows, each read as `retort infer FILE` reads it. One that cannot be read is named and counted.

import { relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RetortError } from '../../../proto/retort-error.ts';
import { InputFileError, readOutsideFile } from '../../artifact/read-outside-file.ts';
import { encodeInput } from '../../image/encode-input.ts';
import { warningLine } from '../text/reading-text.ts';
import { Arrivals, requireFolder } from './arrivals.ts';
import type { LiveOptions, LiveSource } from './live-source.ts';
import type { Feeding, FeedNote } from './play-inputs.ts';
import { readSample } from './read-sample.ts';

/** `count` is in files that are fed. @throws InputFileError; WatchFolderError while it runs */
export function openFolder(folder: string, { image, settings, rate, count }: LiveOptions): LiveSource {
  requireFolder(folder);
  if (image.input.vocabulary) {
    throw new InputFileError(
      folder,
      'the student answers questions about pictures, but a folder has none; use "retort infer FILE --question TEXT"',
    );
  }
  const counts = { files: 0, unreadable: 0 };
  const arrivals = new Arrivals(folder);
  let warned = false;
  return {
    counts,
    async *start(signal): Feeding {
      for await (const path of arrivals.paths(signal)) {
        counts.files += 1;
        const read = await readFile(path, { image, settings }, signal);
        if ('note' in read) {
          counts.unreadable += 1;
          yield read;
          continue;
        }
        if (!warned) for (const warning of read.warnings) yield { note: warningLine(warning), isProblem: false };
        warned ||= read.warnings.length > 0;
        const fed = counts.files - counts.unreadable;
        const line = (said: string) => `${relative(folder, path)}: ${said}`;
        yield { sampleId: fed - 1, input: encodeInput(image, read.input), line };
        if (fed >= count) return;
        if (rate !== undefined) await sleep(1000 / rate, undefined, { signal });
      }
    },
  };
}

/** What is wrong with one file is a note; anything else ends the feed. */
async function readFile(
  path: string,
  { image, settings }: Pick<LiveOptions, 'image' | 'settings'>,
  signal: AbortSignal,
): Promise<{ readonly input: Int8Array; readonly warnings: readonly string[] } | FeedNote> {
  try {
    return await readSample(path, await readOutsideFile(path, 'picture', signal), image, settings);
  } catch (error) {
    if (!(error instanceof RetortError && error.category === 'input')) throw error;
    return { note: error.message, isProblem: true };
  }
}

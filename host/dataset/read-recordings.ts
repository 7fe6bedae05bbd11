// Reads many WAV files as log-mel spectrograms; the unusable ones are told apart instead of failing.

import { relative } from 'node:path';
import { grouped } from '../../proto/numbers.ts';
import type { Shape } from './dataset.ts';
import { DataFormatError } from './errors.ts';
import { clipSeconds, drawLogMel, logMelShape } from './log-mel.ts';
import { mapSome, orProblem, readOneFile, type UnusableFile } from './many-files.ts';
import { decodeWav, WavError } from './wav.ts';

interface Recording {
  readonly path: string;
  /** Of `logMelShape`. */
  readonly pixels: Uint8Array;
  readonly rate: number;
  readonly seconds: number;
}

interface ReadOptions {
  /** The only one that is taken is `logMelShape`. */
  readonly shape?: Shape;
  readonly recordingRate?: number;
  readonly signal?: AbortSignal;
  /** How many have been read. */
  readonly onRead?: (recordings: number) => void;
}

interface ReadRecordings {
  readonly recordings: readonly (Recording | UnusableFile)[];
  /** Of all usable recordings. */
  readonly rate?: number;
  readonly notes: readonly string[];
}

/**
 * In the order of `paths`.
 * @param folder named in errors
 * @throws DataFormatError for two sampling rates, or another rate or shape than asked for; the signal's reason when aborted
 */
export async function readRecordings(
  folder: string,
  paths: readonly string[],
  { shape = logMelShape, recordingRate, signal, onRead }: ReadOptions,
): Promise<ReadRecordings> {
  if (shape.join() !== logMelShape.join()) {
    const [given, own] = [shape, logMelShape].map((each) => each.join('×'));
    throw new DataFormatError(folder, `has recordings, whose spectrograms are ${own}; leave the shape ${given} out`);
  }
  let read = 0;
  const recordings = await mapSome(paths, signal, async (path) => {
    const recording = await orProblem(path, () => readRecording(path));
    onRead?.(++read);
    return recording;
  });
  const usable = recordings.filter((recording) => 'pixels' in recording);
  const other = usable.find(({ rate }) => rate !== usable[0].rate);
  if (other) {
    const [one, two] = [usable[0], other].map(({ path, rate }) => `${relative(folder, path)} has ${grouped(rate)}`);
    throw new DataFormatError(folder, `${one} samples per second, but ${two}; convert all recordings to one rate`);
  }
  const rate = usable[0]?.rate;
  if (recordingRate !== undefined && rate !== undefined && rate !== recordingRate) {
    const problem = `has recordings with ${grouped(rate)} samples per second, but ${grouped(recordingRate)} are needed`;
    throw new DataFormatError(folder, `${problem}; convert them to that rate`);
  }
  const long = usable.filter(({ seconds }) => seconds > clipSeconds).length;
  const notes =
    long === 0
      ? []
      : [`${grouped(long)} recordings are longer than ${clipSeconds} s: the second in the middle is used`];
  return { recordings, notes, ...(rate && { rate }) };
}

async function readRecording(path: string): Promise<Recording> {
  const bytes = await readOneFile(path, (problem, cause) => new WavError(path, problem, cause));
  const clip = decodeWav(bytes, path);
  return { path, pixels: drawLogMel(clip), rate: clip.rate, seconds: clip.samples.length / clip.rate };
}

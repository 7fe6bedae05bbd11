// Reads many WAV files as log-mel spectrograms; the unusable ones are told apart instead of failing.
import { relative } from 'node:path';
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
  readonly signal?: AbortSignal;
  /** How many have been read. */
  readonly onRead?: (recordings: number) => void;
}

/**
 * In the order of `paths`.
 * @param folder named in errors
 * @throws DataFormatError for two sampling rates, or another shape asked for; the signal's reason when aborted
 */
export async function readRecordings(
  folder: string,
  paths: readonly string[],
  { shape = logMelShape, signal, onRead }: ReadOptions,
): Promise<{ readonly recordings: readonly (Recording | UnusableFile)[]; readonly notes: readonly string[] }> {
  if (shape.join() !== logMelShape.join()) {
    const [given, own] = [shape, logMelShape].map((each) => each.join('×'));
    throw new DataFormatError(folder, `has recordings, which become ${own}; leave the shape ${given} out`);
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
    const [one, two] = [usable[0], other].map(({ path, rate }) => `${relative(folder, path)} has ${rate}`);
    throw new DataFormatError(folder, `${one} samples per second, and ${two}; convert all recordings to one rate`);
  }
  const long = usable.filter(({ seconds }) => seconds > clipSeconds).length;
  const notes =
    long === 0 ? [] : [`${long} recordings are longer than ${clipSeconds} s: the second in the middle is used`];
  return { recordings, notes };
}

async function readRecording(path: string): Promise<Recording> {
  const bytes = await readOneFile(path, (problem, cause) => new WavError(path, problem, cause));
  const clip = decodeWav(bytes, path);
  return { path, pixels: drawLogMel(clip), rate: clip.rate, seconds: clip.samples.length / clip.rate };
}

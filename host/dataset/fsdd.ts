// Reads the Free Spoken Digit Dataset: a tar archive of recordings/<digit>_<speaker>_<n>.wav, 8 kHz mono.
import { grouped } from '../../proto/numbers.ts';
import type { Source } from './dataset.ts';
import { DataFormatError } from './errors.ts';
import { inflateIfGzipped, readTar } from './gzip.ts';
import { drawLogMel, logMelShape } from './log-mel.ts';
import { joinSamples } from './splits.ts';
import { decodeWav, WavError } from './wav.ts';

/** Samples per second of every recording. */
const fsddRate = 8_000;

/** Of each speaker and digit, the first are the test split: the data set's own division. */
const testRecordings = 5;

/** Log-mel spectrograms. @throws DataFormatError, WavError */
export function readFsdd(file: Uint8Array, path: string): Source {
  const train: Parameters<typeof joinSamples>[0][number][] = [];
  const test: typeof train = [];
  for (const [name, bytes] of readTar(inflateIfGzipped(file, path), path)) {
    const [, digit, , number] = /^recordings\/(\d)_([a-z]+)_(\d+)\.wav$/.exec(name) ?? [];
    if (digit === undefined)
      throw new DataFormatError(path, `holds ${name}, which is not the name of a recording; download it again`);
    const clip = decodeWav(bytes, `${path}:${name}`);
    if (clip.rate !== fsddRate) {
      throw new WavError(
        `${path}:${name}`,
        `has ${grouped(clip.rate)} samples per second instead of ${grouped(fsddRate)}; download it again`,
      );
    }
    (Number(number) < testRecordings ? test : train).push({ label: Number(digit), pixels: drawLogMel(clip) });
  }
  return {
    shape: logMelShape,
    classes: [...'0123456789'],
    train: joinSamples(train),
    test: joinSamples(test),
    recordingRate: fsddRate,
  };
}

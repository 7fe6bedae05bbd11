// One recording as the spectrogram that an image takes: the same bytes as in a data set.

import { grouped } from '../../../proto/numbers.ts';
import { InputFileError } from '../../artifact/read-outside-file.ts';
import type { DataSettings } from '../../dataset/data-settings.ts';
import { drawLogMel, logMelShape } from '../../dataset/log-mel.ts';
import { decodeWav } from '../../dataset/wav.ts';
import type { StudentImage } from '../../image/student-image.ts';

/**
 * `pixels` are bytes of `logMelShape`.
 * @throws WavError; InputFileError where the image takes another shape, or its recordings have another rate
 */
export function readClip(
  path: string,
  bytes: Uint8Array,
  { input }: Pick<StudentImage, 'input'>,
  { recordingRate }: Pick<DataSettings, 'recordingRate'>,
): { readonly pixels: Uint8Array; readonly warnings: readonly string[] } {
  const clip = decodeWav(bytes, path);
  const [own, taken] = [logMelShape, input.shape].map((shape) => shape.join('×'));
  if (own !== taken) {
    throw new InputFileError(
      path,
      `it is a recording, whose spectrogram is ${own}, but the image takes ${taken}; give a picture`,
    );
  }
  if (recordingRate !== undefined && clip.rate !== recordingRate) {
    throw new InputFileError(
      path,
      `it has ${grouped(clip.rate)} samples per second, but the image was made with recordings of ${grouped(recordingRate)}; convert it to that rate`,
    );
  }
  const unknown = `${path} has ${grouped(clip.rate)} samples per second; the image does not say which rate it was made for`;
  return { pixels: drawLogMel(clip), warnings: recordingRate === undefined ? [unknown] : [] };
}

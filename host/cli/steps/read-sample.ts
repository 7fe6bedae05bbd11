// One sample out of a file's bytes, quantized as the network reads it.

import { InputFileError } from '../../artifact/read-outside-file.ts';
import type { DataSettings } from '../../dataset/data-settings.ts';
import { isPictureName, type PictureSettings, pictureFormats } from '../../dataset/picture.ts';
import { isWavName } from '../../dataset/wav.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { quantizeForImage } from '../../reference/quantize-input.ts';
import { readTensors } from './tensor-files.ts';

/**
 * `bytes` are the file's. `input` is int8 [rows, columns, channels]; a picture is brought to the image's shape as `settings` say, a
 * recording becomes a log-mel spectrogram as in a data set.
 * @throws InputFileError, InputTensorsError, and what the picture's reader throws
 */
export async function readSample(
  path: string,
  bytes: Uint8Array,
  image: StudentImage,
  settings: PictureSettings & DataSettings,
): Promise<{ readonly input: Int8Array; readonly warnings: readonly string[] }> {
  const { input } = image;
  if (isPictureName(path)) {
    const { decodePicture, readPictureHeader } = await import('../../dataset/picture.ts');
    const { describeFitting } = await import('../../dataset/describe-fitting.ts');
    const pixels = await decodePicture(bytes, path, input.shape, settings);
    return {
      input: quantizeForImage(pixels, image),
      warnings: describeFitting([await readPictureHeader(bytes, path)], input.shape, settings),
    };
  }
  if (isWavName(path)) {
    const { readClip } = await import('./read-clip.ts');
    const { pixels, warnings } = readClip(path, bytes, image, settings);
    return { input: quantizeForImage(pixels, image), warnings };
  }
  const nextStep = `give one input, a picture (${pictureFormats}) or a recording (WAV), recognized by its extension`;
  const [tensor, ...more] = readTensors(bytes, path, image, nextStep);
  if (more.length === 0) return { input: tensor, warnings: [] };
  throw new InputFileError(
    path,
    `it holds ${1 + more.length} inputs of ${input.shape.join('×')} values; give one, or name the file with --inputs`,
  );
}

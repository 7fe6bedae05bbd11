// One sample out of a file's bytes, quantized as the network reads it.

import { InputFileError } from '../../artifact/read-outside-file.ts';
import { isPictureName, type PictureSettings, pictureFormats } from '../../dataset/picture.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { quantizeForImage } from '../../reference/quantize-input.ts';
import type { Picture } from '../prediction-outcome.ts';
import { readTensors } from './tensor-files.ts';

/**
 * `bytes` are the file's. `input` is int8 [rows, columns, channels]; a picture is brought to the image's shape as `settings` say.
 * @throws InputFileError, InputTensorsError, and what the picture's reader throws
 */
export async function readSample(
  path: string,
  bytes: Uint8Array,
  image: StudentImage,
  settings: PictureSettings,
): Promise<{ readonly input: Int8Array; readonly warnings: readonly string[]; readonly picture?: Picture }> {
  const { input } = image;
  if (isPictureName(path)) {
    const { decodePicture, readPictureHeader } = await import('../../dataset/picture.ts');
    const { describeFitting } = await import('../../dataset/describe-fitting.ts');
    const pixels = await decodePicture(bytes, path, input.shape, settings);
    const header = await readPictureHeader(bytes, path);
    return {
      input: quantizeForImage(pixels, image),
      warnings: describeFitting([header], input.shape, settings),
      picture: { ...header, fit: settings.fit },
    };
  }
  const nextStep = `give one input, or a picture: ${pictureFormats}, recognized by its extension`;
  const [tensor, ...more] = readTensors(bytes, path, image, nextStep);
  if (more.length === 0) return { input: tensor, warnings: [] };
  throw new InputFileError(
    path,
    `it holds ${1 + more.length} inputs of ${input.shape.join('×')} values; give one, or name the file with --inputs`,
  );
}

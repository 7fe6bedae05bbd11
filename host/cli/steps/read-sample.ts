// One sample out of a file's bytes, quantized as the network reads it.

import { extname } from 'node:path';
import { InputFileError } from '../../artifact/read-outside-file.ts';
import { isPictureName, type PictureSettings, pictureFormats } from '../../dataset/picture.ts';
import { listFeatures } from '../../dataset/preprocessing.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { quantizeForImage } from '../../reference/quantize-input.ts';
import { readTensors } from './tensor-files.ts';

/**
 * `bytes` are the file's. A `.csv` is a raw row where the image is of a table. `input` is int8 [rows, columns, channels]; a picture is brought to the image's shape as `settings` say.
 * @throws InputFileError, InputTensorsError, and what the reader of pictures or rows throws
 */
export async function readSample(
  path: string,
  bytes: Uint8Array,
  image: StudentImage,
  settings: PictureSettings,
): Promise<{ readonly input: Int8Array; readonly warnings: readonly string[] }> {
  const { input } = image;
  const { preprocessing } = input;
  const isTable = 'features' in preprocessing;
  if (isPictureName(path)) {
    if (isTable)
      throw new InputFileError(
        path,
        `it is a picture, and the image takes a row of ${listFeatures(preprocessing.features)}`,
      );
    const { decodePicture, readPictureHeader } = await import('../../dataset/picture.ts');
    const { describeFitting } = await import('../../dataset/describe-fitting.ts');
    const pixels = await decodePicture(bytes, path, input.shape, settings);
    return {
      input: quantizeForImage(pixels, image),
      warnings: describeFitting([await readPictureHeader(bytes, path)], input.shape, settings),
    };
  }
  if (extname(path).toLowerCase() === '.csv') {
    if (!isTable)
      throw new InputFileError(
        path,
        `it is a row of a table, and the image takes pictures of ${input.shape.join('×')}`,
      );
    const { readTableRow } = await import('../../dataset/table-row.ts');
    return { input: quantizeForImage(await readTableRow(path, preprocessing.features), image), warnings: [] };
  }
  const nextStep = isTable
    ? 'give one int8 input, or a row as .csv'
    : `give one input, or a picture: ${pictureFormats}, recognized by its extension`;
  const [tensor, ...more] = readTensors(bytes, path, image, nextStep);
  if (more.length === 0) return { input: tensor, warnings: [] };
  throw new InputFileError(
    path,
    `it holds ${1 + more.length} inputs of ${input.shape.join('×')} values; give one, or name the file with --inputs`,
  );
}

// One sample out of a file's bytes, quantized as the network reads it.

import { InputFileError } from '../../artifact/read-outside-file.ts';
import { isPictureName, type PictureSettings, pictureFormats } from '../../dataset/picture.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { quantizeInput } from '../../reference/quantize-input.ts';

/**
 * `bytes` are the file's. `input` is int8 [rows, columns, channels]; a picture is brought to the image's shape as `settings` say.
 * @throws InputFileError, and what the picture's reader throws
 */
export async function readSample(
  path: string,
  bytes: Uint8Array,
  { input }: StudentImage,
  settings: PictureSettings,
): Promise<{ readonly input: Int8Array; readonly warnings: readonly string[] }> {
  if (isPictureName(path)) {
    const { decodePicture, readPictureHeader } = await import('../../dataset/picture.ts');
    const { describeFitting } = await import('../../dataset/describe-fitting.ts');
    const pixels = await decodePicture(bytes, path, input.shape, settings);
    const tensor = { name: 'input', shape: input.shape, ...input.quantization };
    return {
      input: quantizeInput(pixels, input.preprocessing, tensor),
      warnings: describeFitting([await readPictureHeader(bytes, path)], input.shape, settings),
    };
  }
  const expected = input.shape.reduce((product, size) => product * size);
  if (bytes.length !== expected) {
    throw new InputFileError(
      path,
      `a raw tensor of ${input.shape.join('×')} int8 values has ${expected} bytes, this file has ${bytes.length}; pictures are ${pictureFormats}, told by the end of the name`,
    );
  }
  return { input: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length), warnings: [] };
}

// One sample out of a file's bytes, quantized as the network reads it.

import { extname } from 'node:path';
import { InputFileError } from '../../artifact/read-outside-file.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { quantizeInput } from '../../reference/quantize-input.ts';

const PICTURES = new Set(['.png', '.jpg', '.jpeg']);

/** `bytes` are the file's. int8 [rows, columns, channels]. @throws InputFileError, and what the picture's reader throws */
export async function readSample(path: string, bytes: Uint8Array, { input }: StudentImage): Promise<Int8Array> {
  if (PICTURES.has(extname(path).toLowerCase())) {
    const { decodePicture } = await import('../../dataset/picture.ts');
    const pixels = await decodePicture(bytes, path, input.shape);
    return quantizeInput(pixels, input.preprocessing, { name: 'input', shape: input.shape, ...input.quantization });
  }
  const expected = input.shape.reduce((product, size) => product * size);
  if (bytes.length !== expected) {
    throw new InputFileError(
      path,
      `a raw tensor of ${input.shape.join('×')} int8 values has ${expected} bytes, this file has ${bytes.length}; pictures end in .png or .jpg`,
    );
  }
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

// A quantized sample as the bytes that the board's input slot holds.
import type { ImageInput } from './student-image.ts';
import { alignToWord } from './tensor-layout.ts';

export class SampleLengthError extends Error {
  readonly code = 'IMAGE_SAMPLE_LENGTH';
  override readonly name = 'SampleLengthError';
  readonly expected: number;
  readonly actual: number;
  constructor(expected: number, actual: number, shape: readonly number[]) {
    super(`The image reads samples of ${shape.join('×')} = ${expected} values and was given ${actual}.`);
    this.expected = expected;
    this.actual = actual;
  }
}

/**
 * `values`: int8 [rows, columns, channels]. Returns `image.memory.inputBytes` bytes in the image's layout; padding channels are 0.
 * Throws `SampleLengthError`.
 */
export function encodeInput(
  image: { readonly input: Pick<ImageInput, 'shape' | 'layout'> },
  values: Int8Array,
): Uint8Array {
  const { shape, layout } = image.input;
  const [rows, columns, channels] = shape;
  const expected = rows * columns * channels;
  if (values.length !== expected) throw new SampleLengthError(expected, values.length, shape);
  const dense = new Uint8Array(values.buffer, values.byteOffset, values.length);
  if (layout === 'dense' || channels === alignToWord(channels)) return dense.slice();
  const pitch = alignToWord(channels);
  const padded = new Uint8Array(rows * columns * pitch);
  for (let pixel = 0; pixel < rows * columns; pixel++) {
    padded.set(dense.subarray(pixel * channels, (pixel + 1) * channels), pixel * pitch);
  }
  return padded;
}

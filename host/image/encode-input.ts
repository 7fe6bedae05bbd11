// A quantized sample as the bytes that the board's input slot holds.
import { RetortError } from '../../proto/retort-error.ts';
import type { ImageInput } from './student-image.ts';

export class SampleLengthError extends RetortError {
  readonly code = 'IMAGE_SAMPLE_LENGTH';
  readonly category = 'input';
  override readonly name = 'SampleLengthError';
  readonly expected: number;
  readonly actual: number;
  constructor(expected: number, actual: number, shape: readonly number[]) {
    super(`The image reads samples of ${shape.join('×')} = ${expected} values and was given ${actual}.`);
    this.expected = expected;
    this.actual = actual;
  }
}

/** `values`: int8 [rows, columns, channels], as the board takes them, with nothing between. Throws `SampleLengthError`. */
export function encodeInput(image: { readonly input: Pick<ImageInput, 'shape'> }, values: Int8Array): Uint8Array {
  requireLength(image.input, values.length);
  return new Uint8Array(values.buffer, values.byteOffset, values.length).slice();
}

/** The inverse: what a board was given, as the tensor that it was made of. Throws `SampleLengthError`. */
export function decodeInput(image: { readonly input: Pick<ImageInput, 'shape'> }, bytes: Uint8Array): Int8Array {
  requireLength(image.input, bytes.length);
  return Int8Array.from(bytes, (byte) => (byte << 24) >> 24);
}

function requireLength({ shape }: Pick<ImageInput, 'shape'>, actual: number): void {
  const expected = shape[0] * shape[1] * shape[2];
  if (actual !== expected) throw new SampleLengthError(expected, actual, shape);
}

// The inverse of ./encode-input.ts: what a board was given, as the tensor that it was made of.
import { SampleLengthError } from './encode-input.ts';
import type { ImageInput } from './student-image.ts';
import { alignToWord } from './tensor-layout.ts';

/** `bytes` in the image's layout. Returns int8 [rows, columns, channels]. Throws `SampleLengthError`. */
export function decodeInput(
  image: { readonly input: Pick<ImageInput, 'shape' | 'layout'> },
  bytes: Uint8Array,
): Int8Array {
  const { shape, layout } = image.input;
  const [rows, columns, channels] = shape;
  const pitch = layout === 'dense' ? channels : alignToWord(channels);
  if (bytes.length !== rows * columns * pitch) throw new SampleLengthError(rows * columns * pitch, bytes.length, shape);
  const values = new Int8Array(rows * columns * channels);
  for (let pixel = 0; pixel < rows * columns; pixel++) {
    values.set(bytes.subarray(pixel * pitch, pixel * pitch + channels), pixel * channels);
  }
  return values;
}

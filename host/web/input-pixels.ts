// A board's input as pixels, for whatever draws it.
import { decodeInput } from '../image/encode-input.ts';
import type { StudentImage } from '../image/student-image.ts';
import { dequantizeToReals } from '../reference/edge-values.ts';

export interface Pixels {
  readonly rows: number;
  readonly columns: number;
  /** [rows, columns, 3], 0 … 255 */
  readonly rgb: Uint8Array;
}

/** What of `input`, as the board reads it, is a picture: one channel is grey, three are RGB, a question's is left out. */
export function pixelsOf(image: StudentImage, input: Uint8Array): Pixels | undefined {
  const { preprocessing, shape, quantization, vocabulary } = image.input;
  if ('features' in preprocessing) return undefined;
  const [rows, columns, channels] = shape;
  const pictured = vocabulary ? channels - 1 : channels;
  const reals = dequantizeToReals(decodeInput(image, input), quantization);
  const rgb = Uint8ClampedArray.from({ length: rows * columns * 3 }, (_, i) => {
    const at = Math.floor(i / 3) * channels + (pictured === 3 ? i % 3 : 0);
    return (reals[at] - preprocessing.offset) / preprocessing.scale;
  });
  return { rows, columns, rgb: new Uint8Array(rgb.buffer) };
}

// A picture in a terminal: two pixels in each character, the upper one as the colour of ▀, the lower one as its background.

import { decodeInput } from '../../image/encode-input.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { dequantizeToReals } from '../../reference/edge-values.ts';

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

/** Lines of at most `most` columns and rows of characters, in 24-bit colours; a larger picture is shrunk by leaving out pixels. */
export function halfBlocks(
  { rows, columns, rgb }: Pixels,
  most: { readonly columns: number; readonly rows: number },
): string[] {
  const step = Math.max(1, columns / most.columns, rows / (2 * most.rows));
  const [width, height] = [Math.floor(columns / step), Math.floor(rows / step)];
  const colourOf = (row: number, column: number) => {
    const at = 3 * (Math.floor(row * step) * columns + Math.floor(column * step));
    return rgb.subarray(at, at + 3).join(';');
  };
  return Array.from({ length: Math.ceil(height / 2) }, (_, line) => {
    const cells = Array.from({ length: width }, (_, column) => {
      const lower = 2 * line + 1 < height ? `\u001b[48;2;${colourOf(2 * line + 1, column)}m` : '';
      return `\u001b[38;2;${colourOf(2 * line, column)}m${lower}▀\u001b[0m`;
    });
    return cells.join('');
  });
}

// A picture in a terminal: two pixels in each character, the upper one as the colour of ▀, the lower one as its background.

import type { Pixels } from '../../web/input-pixels.ts';

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

// Boxes on the pixels of a picture, for a page or a terminal.
import { hueOf, type LabelledBox } from '../task/boxes.ts';
import type { Pixels } from './input-pixels.ts';

/**
 * A copy of `pixels` with the outlines of `boxes`, each in its class's colour; those that come first lie above the others.
 * @param thickness of a line, in pixels, inside of the box
 */
export function drawBoxes(pixels: Pixels, boxes: readonly LabelledBox[], thickness: number): Pixels {
  const { rows, columns } = pixels;
  const rgb = Uint8Array.from(pixels.rgb);
  for (const { label, box } of boxes.toReversed()) {
    const colour = colourOf(label);
    const [left, right] = edgesOf(box[0], box[2], columns);
    const [top, bottom] = edgesOf(box[1], box[3], rows);
    for (let row = top; row < bottom; row++)
      for (let column = left; column < right; column++) {
        const fromEdge = Math.min(row - top, bottom - 1 - row, column - left, right - 1 - column);
        if (fromEdge < thickness) rgb.set(colour, 3 * (row * columns + column));
      }
  }
  return { rows, columns, rgb };
}

/** The first pixel between two sides and the one after the last, at least one apart. */
function edgesOf(from: number, to: number, count: number): readonly [number, number] {
  const first = Math.min(count - 1, Math.max(0, Math.round(from * count)));
  return [first, Math.max(first + 1, Math.min(count, Math.round(to * count)))];
}

/** Fully saturated, as pictures are dark and bright. */
function colourOf(label: number): readonly number[] {
  const sixths = hueOf(label) / 60;
  return [5, 3, 1].map((offset) => {
    const at = (offset + sixths) % 6;
    return Math.round(255 * (1 - Math.max(0, Math.min(at, 4 - at, 1))));
  });
}

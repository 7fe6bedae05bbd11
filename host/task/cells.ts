// What the cells of a detector's grid say: which of them stand for a labelled box, and what their values mean. Pure numbers, both ways.
import { boxValues, type DetectorGrid } from '../network/detector.ts';
import { softmax } from '../network/logits.ts';
import { areaOf, type Box, type FoundBox, type LabelledBox, suppressOverlapping } from './boxes.ts';

/** Sides of a box whose logarithms are 0, in cells. */
const usualCells = 2;

/** Offsets and logarithms are divided by these, so that one int8 scale suits them and the logits (Liu et al. 2016 call them variances). */
const offsetUnit = 0.1;
const sideUnit = 0.2;

/** A cell further from the middle of a box than this share of its sides says background, unless the middle is in it (as Tian et al. 2019, FCOS). */
const innerShare = 0.25;

/** Of the boxes that a cell says, less confident ones are none. */
const leastConfidence = 0.05;

/**
 * A picture's labelled boxes as its cells should say them: [rows, columns, channels], for each cell 1 for its class or the background (the first)
 * and 0 for the others, then the box: how far its middle lies from the cell's, right and down, in cells / 0.1, and its sides, log(cells / 2) / 0.2. Of
 * several boxes in reach of a cell the smallest has it.
 * @param values all 0 before
 */
export function boxesToCells(boxes: readonly LabelledBox[], grid: DetectorGrid, values: Float32Array): void {
  const { rows, columns, channels } = grid;
  for (let at = 0; at < values.length; at += channels) values[at] = 1;
  for (const { label, box } of [...boxes].sort((a, b) => areaOf(b.box) - areaOf(a.box))) {
    const [left, top, right, bottom] = box;
    const [x, y] = [((left + right) / 2) * columns, ((top + bottom) / 2) * rows];
    const [width, height] = [(right - left) * columns, (bottom - top) * rows];
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const [dx, dy] = [x - (column + 0.5), y - (row + 0.5)];
        const isMiddle = Math.floor(Math.min(x, columns - 1)) === column && Math.floor(Math.min(y, rows - 1)) === row;
        if (!isMiddle && (Math.abs(dx) > innerShare * width || Math.abs(dy) > innerShare * height)) continue;
        const cell = values.subarray((row * columns + column) * channels, (row * columns + column + 1) * channels);
        cell.fill(0);
        cell[label + 1] = 1;
        const sides = [width, height].map((cells) => Math.log(cells / usualCells) / sideUnit);
        cell.set([dx / offsetUnit, dy / offsetUnit, ...sides], channels - boxValues);
      }
    }
  }
}

/** @param values [rows, columns, channels], a network's outputs. @returns the most confident first */
export function cellsToBoxes(values: ArrayLike<number>, grid: DetectorGrid): FoundBox[] {
  const { rows, columns, channels } = grid;
  const found: FoundBox[] = [];
  for (let cell = 0; cell < rows * columns; cell++) {
    const said = Array.from({ length: channels }, (_, i) => values[cell * channels + i]);
    const [, ...confidences] = softmax(said.slice(0, -boxValues));
    if (Math.max(...confidences) < leastConfidence) continue;
    const [dx, dy, width, height] = said.slice(-boxValues);
    const middle = [
      ((cell % columns) + 0.5 + dx * offsetUnit) / columns,
      (Math.floor(cell / columns) + 0.5 + dy * offsetUnit) / rows,
    ];
    const half = [sideOf(width) / columns / 2, sideOf(height) / rows / 2];
    const box = [middle[0] - half[0], middle[1] - half[1], middle[0] + half[0], middle[1] + half[1]].map(within);
    if (areaOf(box as unknown as Box) === 0) continue;
    for (const [label, confidence] of confidences.entries()) {
      if (confidence >= leastConfidence) found.push({ label, confidence, box: box as unknown as Box });
    }
  }
  return suppressOverlapping(found);
}

/** In cells; of a network that is not trained yet, the logarithm may be anything. */
function sideOf(logarithm: number): number {
  return usualCells * Math.exp(Math.min(10, logarithm * sideUnit));
}

function within(side: number): number {
  return Math.min(1, Math.max(0, side));
}

// A picture and the boxes that somebody has drawn in it, whatever the file that says so. Readers are beside this file; what is wrong with a box is
// said here, in one way.
import { grouped } from '../../../proto/numbers.ts';
import { type Box, mostFound } from '../../task/boxes.ts';
import { DatasetError } from '../errors.ts';
import type { SplitName } from '../layout.ts';

/** A file of boxes, or something in it, that cannot be used. */
export class AnnotationError extends DatasetError {
  readonly code = 'DATA_BOXES_INVALID';
  override readonly name = 'AnnotationError';
  /** The file, with the line or the record where there is one. */
  readonly source: string;

  /** @param problem has the value, and ends in the next step */
  constructor(source: string, problem: string, cause?: unknown) {
    super(`${source}: ${problem}`, { cause });
    this.source = source;
  }
}

/** Sides in pixels of the picture as it is stored. */
export interface DrawnBox {
  readonly className: string;
  readonly sides: Box;
  /** Where it is said: a file, with the line or the record. */
  readonly source: string;
}

export interface AnnotatedPicture {
  readonly path: string;
  /** The file that says so. */
  readonly source: string;
  readonly rows: number;
  readonly columns: number;
  readonly boxes: readonly DrawnBox[];
  /** Absent where the files leave it open. */
  readonly split?: SplitName;
}

/** What is left out, and why; `at` names it. */
export type LeaveOut = (reason: string, at: string) => void;

/** By so much a side may lie beyond the picture's edge: exporters round. */
const roundingPixels = 0.5;

/** Boxes of one picture. */
export const mostBoxes = mostFound;

/** Of a picture's sides, in pixels. */
const longestSide = 65_535;

/** @throws AnnotationError unless both sides are whole numbers of at least 1 */
export function checkSize(rows: number, columns: number, source: string): void {
  const isSide = (side: number) => Number.isInteger(side) && side >= 1 && side <= longestSide;
  if (isSide(rows) && isSide(columns)) return;
  throw new AnnotationError(
    source,
    `it gives the picture's size as ${columns}×${rows} pixels (width, height); write whole numbers from 1 to ${grouped(longestSide)}`,
  );
}

/** @throws AnnotationError if a side is not a number or lies outside the picture, or if the box has no area */
export function checkBox({ sides, className, source }: DrawnBox, rows: number, columns: number): void {
  const [left, top, right, bottom] = sides;
  const said = `the box of ${className} has the sides ${sides.join(', ')} (left, top, right, bottom)`;
  if (!sides.every(Number.isFinite)) throw new AnnotationError(source, `${said}; write four numbers`);
  if (right <= left || bottom <= top) {
    throw new AnnotationError(source, `${said}, which has no area; correct or remove it`);
  }
  if (Math.min(left, top, columns - right, rows - bottom) < -roundingPixels) {
    throw new AnnotationError(
      source,
      `${said} and lies outside the picture of ${columns}×${rows} pixels; correct or remove it`,
    );
  }
}

/** @throws AnnotationError where there are too many */
export function checkBoxCount(count: number, source: string): void {
  if (count <= mostBoxes) return;
  throw new AnnotationError(
    source,
    `it has ${grouped(count)} boxes; at most ${grouped(mostBoxes)} are read per picture: cut it into parts`,
  );
}

// Forms that a picture may take where the line is narrow: without its borders, with fewer pixels, grey, in fewer bits a value.
import { trimmedFrom } from '../dataset/data-settings.ts';
import type { Shape } from '../dataset/dataset.ts';
import { type InputBits, inputBits } from '../quantize/input-levels.ts';

export interface InputForm {
  /** Share of rows and columns cut off each side. */
  readonly trim: number;
  /** Rows and columns of what is left are divided by it. */
  readonly pooling: number;
  readonly shape: Shape;
  readonly bits: InputBits;
  /** Without framing. */
  readonly inputBytes: number;
}

const trims = [0, 1 / 16, 1 / 8];
const poolings = [1, 2, 4];
/** Of fewer rows or columns nobody would recognize anything. */
const smallestSide = 4;

/** @param shape of the pictures as they are */
export function wholeForm(shape: Shape): InputForm {
  return formOf(shape, 0, 1, shape[2], 8);
}

/**
 * Those that fit and lose no more than they must: another one that fits keeps more of one thing only by giving up more of another. The most bytes first.
 * @param fits of an input of that many bytes; a longer one never fits where a shorter one does not
 */
export function listInputForms(shape: Shape, fits: (inputBytes: number) => boolean): InputForm[] {
  const fitting = formsOf(shape).filter((form) => fits(form.inputBytes));
  const front = fitting.filter((form) => !fitting.some((other) => other !== form && keepsMore(other, form)));
  return front.sort((one, other) => other.inputBytes - one.inputBytes);
}

export function smallestInputBytes(shape: Shape): number {
  return Math.min(...formsOf(shape).map(({ inputBytes }) => inputBytes));
}

function formsOf(shape: Shape): InputForm[] {
  const channels = shape[2] === 3 ? [3, 1] : [shape[2]];
  return trims
    .flatMap((trim) => poolings.flatMap((pooling) => channels.map((count) => [trim, pooling, count] as const)))
    .flatMap(([trim, pooling, count]) => inputBits.map((bits) => formOf(shape, trim, pooling, count, bits)))
    .filter((form) => Math.min(form.shape[0], form.shape[1]) >= Math.min(smallestSide, shape[0], shape[1]));
}

function formOf([rows, columns]: Shape, trim: number, pooling: number, channels: number, bits: InputBits): InputForm {
  const side = (length: number) => Math.max(1, Math.round((length - 2 * trimmedFrom(length, trim)) / pooling));
  const shape = [side(rows), side(columns), channels] as const;
  return { trim, pooling, shape, bits, inputBytes: Math.ceil((shape[0] * shape[1] * channels * bits) / 8) };
}

/** In nothing less, and, as no two forms are alike, in something more. */
function keepsMore(one: InputForm, other: InputForm): boolean {
  return (
    one.trim <= other.trim && one.pooling <= other.pooling && one.shape[2] >= other.shape[2] && one.bits >= other.bits
  );
}

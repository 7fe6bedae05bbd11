// Reads UCI's "Optical Recognition of Handwritten Digits": lines of 64 values 0 … 16 (8×8) and a label. Gzipped or plain.
import type { Samples } from './dataset.ts';
import { DataFormatError } from './errors.ts';
import { inflateIfGzipped } from './gzip.ts';

const pixels = 64;
const largest = 16;

/** Values 0 … 16 become pixels 0 … 255. @throws DataFormatError, with the line */
export function readOptdigits(file: Uint8Array, path: string): Samples {
  const lines = new TextDecoder().decode(inflateIfGzipped(file, path)).trimEnd().split('\n');
  const images = new Uint8Array(lines.length * pixels);
  const labels = new Uint8Array(lines.length);
  for (const [row, line] of lines.entries()) {
    const values = line.split(',').map(Number);
    const label = values.pop();
    if (values.length !== pixels || label === undefined || !isWithin(label, 9)) {
      throw new DataFormatError(`${path}:${row + 1}`, `is not 64 values and a label 0 … 9: "${line.slice(0, 40)}…"`);
    }
    for (const [column, value] of values.entries()) {
      if (!isWithin(value, largest))
        throw new DataFormatError(`${path}:${row + 1}`, `has the value ${value}, not 0 … 16`);
      images[row * pixels + column] = Math.round((value * 255) / largest);
    }
    labels[row] = label;
  }
  return { images, labels };
}

function isWithin(value: number, last: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= last;
}

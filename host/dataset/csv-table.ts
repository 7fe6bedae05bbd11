// A CSV file as a table: each sample is a row of floats, and each feature has its own range.
import { grouped } from '../../proto/numbers.ts';
import { type CsvColumns, squareOf } from './csv-columns.ts';
import type { PixelExtremes } from './csv-pixels.ts';
import type { CsvValues } from './data-settings.ts';
import { ConstantFeatureError, DuplicateColumnError, TableValueError } from './errors.ts';
import { type FeaturePreprocessing, spreadFeatures, tableQuantization } from './preprocessing.ts';
import { type SampleValues, short } from './sample-values.ts';

/** In NFC. */
export function nameOfFeature(name: string): string {
  return name.normalize('NFC');
}

/** NaN where it is none. */
export function numberOf(field: string, decimalComma: boolean): number {
  return field === '' ? Number.NaN : Number(decimalComma ? field.replace(',', '.') : field);
}

interface Cell {
  readonly path: string;
  /** The line, from 1. */
  readonly row: number;
  readonly column: string;
  readonly decimalComma: boolean;
}

/** @throws TableValueError where it holds no number that is finite in single precision */
export function readCell(field: string, { path, row, column, decimalComma }: Cell): number {
  const value = Math.fround(numberOf(field, decimalComma));
  if (Number.isFinite(value)) return value;
  throw new TableValueError(path, { row, column, value: field });
}

/** What the columns of values are, and why: for people. */
export interface CsvKind {
  readonly values: CsvValues;
  readonly because: string;
}

/**
 * `asked` decides. Else a shape or one column of all values makes them pixels; names without numbers make them a table, and so do values that no pixel
 * has, with a fraction or where they are no square. Whole numbers in a square may be pixels of which one is wrong: they are pixels, which csv-pixels.ts
 * refuses.
 */
export function decideValues(
  { values, given, pixels, named }: CsvColumns,
  { low, high, fractions }: PixelExtremes,
  asked: CsvValues | undefined,
): CsvKind {
  const floats = (because: string): CsvKind => ({ values: 'floats', because });
  const asPixels = (because: string): CsvKind => ({ values: 'pixels', because });
  if (asked !== undefined) return { values: asked, because: `--csv-values ${asked}` };
  if (given) return asPixels(`their shape is given: ${given.join('x')}`);
  if (pixels.length === 1 && values > 1) return asPixels('one column holds them all');
  if (named) return floats('the columns have names without numbers');
  const isSquare = squareOf(values) !== undefined;
  if ((low < -1 || high > 255) && (fractions || !isSquare))
    return floats(`they range from ${short(low)} to ${short(high)}`);
  if (fractions && (low < 0 || high > 1) && !(low >= -1 && high <= 1))
    return floats(`some have fractions, and they range from ${short(low)} to ${short(high)}`);
  if (fractions && !isSquare) return floats(`some have fractions, and ${grouped(values)} do not make a square`);
  return asPixels(fractions ? `they range from ${short(low)} to ${short(high)}` : 'they are whole numbers up to 255');
}

/** @throws DuplicateColumnError */
function namesOfFeatures({ pixels, names }: CsvColumns, path: string): string[] {
  const features = pixels.map((position) => nameOfFeature(names[position]));
  const again = features.findIndex((name, i) => features.indexOf(name) !== i);
  if (again < 0) return features;
  const positions = [features.indexOf(features[again]), again].map((i) => pixels[i]);
  throw new DuplicateColumnError(path, features[again], positions);
}

/**
 * Each feature's least value in the training rows becomes −128 in int8, its largest 127, so that each has all of the input's steps, whatever its unit
 * and whatever outliers the others have. Rows of other splits have no say.
 * @param rows of the training split, each [features]
 * @throws ConstantFeatureError, DuplicateColumnError
 */
export function normalizeFeatures(
  columns: CsvColumns,
  rows: readonly { readonly pixels: SampleValues }[],
  path: string,
): FeaturePreprocessing {
  const features = namesOfFeatures(columns, path);
  const lows = new Float64Array(features.length).fill(Number.POSITIVE_INFINITY);
  const highs = new Float64Array(features.length).fill(Number.NEGATIVE_INFINITY);
  for (const { pixels } of rows) {
    for (const [i, value] of pixels.entries()) {
      lows[i] = Math.min(lows[i], value);
      highs[i] = Math.max(highs[i], value);
    }
  }
  const constant = features.findIndex((_, i) => lows[i] === highs[i]);
  if (constant >= 0) throw new ConstantFeatureError(path, features[constant], short(lows[constant]));
  return spreadFeatures(features, lows, highs);
}

/** Of the rows that are neither among the lowest nor the highest hundredth. */
const middle = 0.98;
/** Int8 steps of the input that these are to have at least. */
const fewestSteps = 8;

/** A feature whose outliers leave few of its int8 steps to all other rows. @param rows as for `normalizeFeatures` */
export function warnOfOutliers(
  { scale, features }: FeaturePreprocessing,
  rows: readonly { readonly pixels: SampleValues }[],
): string[] {
  const cut = Math.floor((rows.length * (1 - middle)) / 2);
  if (cut === 0) return [];
  return features.flatMap((name, i) => {
    const values = Float64Array.from(rows, ({ pixels }) => pixels[i]).sort();
    const [low, high] = [values[cut], values[values.length - 1 - cut]];
    const steps = ((high - low) * scale[i]) / tableQuantization.scale;
    if (steps >= fewestSteps) return [];
    const ends = `${short(values[0])} to ${short(values.at(-1)!)}`;
    return [
      `column "${name}" ranges from ${ends}, but 98 % of its training rows from ${short(low)} to ${short(high)}: they share ${Math.ceil(steps)} of 255 int8 steps; limit its values, or take its logarithm`,
    ];
  });
}

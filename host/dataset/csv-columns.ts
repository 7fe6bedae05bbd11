// What the columns of a CSV file are: labels, pixels, splits, an index. A reading that is not certain is refused, with the option that decides.

import { grouped } from '../../proto/numbers.ts';
import type { DataSettings } from './data-settings.ts';
import type { Shape } from './dataset.ts';
import { DataFormatError, hasDecimalComma } from './errors.ts';

export interface CsvColumns {
  /** Of each sample, in the pixels' columns or in the one that holds them all. */
  readonly values: number;
  /** Given by --shape or the label's name. */
  readonly given?: Shape;
  /** Whether the columns of values are named, and no name is numbered: a table's. */
  readonly named: boolean;
  readonly header: boolean;
  readonly count: number;
  readonly label: number;
  /** Pixels or features: a column each; or one alone, whose field holds all pixels with spaces between. */
  readonly pixels: readonly number[];
  readonly split?: number;
  /** Neither label nor value nor split: position to why it is left out. */
  readonly leftOut: ReadonlyMap<number, string>;
  /** Whether numbers are written as 0,5: only where the separator is not a comma. */
  readonly decimalComma: boolean;
  /** Of each column, for messages. */
  readonly names: readonly string[];
}

/** What is known of a column from the first lines, without a header. */
interface Column {
  readonly values: readonly string[];
  readonly isNumeric: boolean;
  readonly isEmpty: boolean;
  readonly distinct: number;
}

export const noData = 'has no data rows; write one per sample: its label, then its pixels or features';

const labelName = /^(label|labels|class|classes|target|category|emotion|species|y)(:|$)/i;
const splitName = /^(split|usage|set|subset|partition)$/i;
const indexName = /^(|unnamed: ?\d+|index|id|idx|row)$/i;
const pictureFile = /\.(png|jpe?g|webp|gif|tiff?|bmp|avif)$/i;

/**
 * @param records the first lines of the file, equally long
 * @throws DataFormatError that names the options which decide: --csv-header, --csv-label, --shape
 */
export function findCsvColumns(
  records: readonly (readonly string[])[],
  { path, separator, settings }: { readonly path: string; readonly separator: string; readonly settings: DataSettings },
): CsvColumns {
  const [first, ...rest] = records;
  const header = settings.csvHeader ?? isHeader(first, rest, path);
  const data = header ? rest : records;
  if (data.length === 0) throw new DataFormatError(path, noData);
  const columns = first.map((_, position) => describeColumn(data.map((record) => record[position] ?? '')));
  const names = first.map((name, position) => (header && name !== '' ? name : `column ${position}`));
  const titles = header ? first : first.map(() => undefined);
  const split = titles.findIndex((title, i) => title !== undefined && splitName.test(title) && !columns[i].isNumeric);
  const leftOut = new Map<number, string>();
  for (const [position, { isEmpty }] of columns.entries()) if (isEmpty) leftOut.set(position, 'empty');
  const index = findIndex(titles, columns, leftOut);
  if (index !== undefined) leftOut.set(index, 'an index');
  const isOpen = (position: number) => position !== split && !leftOut.has(position);
  const label = findLabel({ path, settings, titles, columns, names, isOpen });
  for (const [position, { isNumeric, values }] of columns.entries()) {
    if (!isOpen(position) || position === label || isNumeric || holdsAllPixels(values)) continue;
    if (values.every((value) => pictureFile.test(value))) throw listOfFiles(path, names[position]);
    if (isMixed(columns[position])) continue;
    leftOut.set(position, 'text');
  }
  leftOut.delete(label);
  const pixels = [...columns.keys()].filter((position) => isOpen(position) && position !== label);
  if (pixels.length === 0)
    throw new DataFormatError(path, 'has no columns of numbers besides the label; add them, or check the separator');
  const values = countValues(pixels, columns);
  const given = findGivenShape(values, { path, settings, title: titles[label] });
  const decimalComma =
    separator !== ',' && pixels.some((position) => columns[position].values.some((value) => hasDecimalComma(value)));
  return {
    values,
    ...(given && { given }),
    named: pixels.every((position) => (titles[position] ?? '') !== '' && !/\d$/.test(titles[position]!)),
    header,
    count: first.length,
    label,
    pixels,
    ...(split >= 0 && { split }),
    leftOut,
    decimalComma,
    names,
  };
}

function describeColumn(values: readonly string[]): Column {
  return {
    values,
    isNumeric: values.every((value) => isNumber(value)),
    isEmpty: values.every((value) => value === ''),
    distinct: new Set(values).size,
  };
}

/** Numbers, and some text among them: whoever reads it is told where, rather than that the column is left out. */
function isMixed({ values, isNumeric }: Column): boolean {
  return !isNumeric && values.filter((value) => value !== '' && isNumber(value)).length * 2 > values.length;
}

/** Empty fields, NaN and infinities count, and decimal commas whatever the separator: what of them is wrong is named with its line when it is read. */
function isNumber(value: string): boolean {
  return !Number.isNaN(Number(value.replace(',', '.'))) || /^[-+]?(nan|inf(inity)?)$/i.test(value);
}

function holdsAllPixels(values: readonly string[]): boolean {
  return values.every((value) => /^\S+(\s+\S+){3,}$/.test(value) && value.split(/\s+/).every(isNumber));
}

/** @throws DataFormatError where both readings make sense */
function isHeader(first: readonly string[], rest: readonly (readonly string[])[], path: string): boolean {
  if (rest.length === 0) return first.some((field, position) => position > 0 && !isNumber(field));
  const columns = first.map((_, position) => rest.map((record) => record[position] ?? ''));
  const isNew = (position: number) => !columns[position].includes(first[position]);
  if (first.some((field, position) => labelName.test(field) && isNew(position))) return true;
  if (first.some((field, position) => !isNumber(field) && columns[position].every(isNumber))) return true;
  if (
    first.some((field, position) => !isNumber(field) && !holdsAllPixels([field]) && holdsAllPixels(columns[position]))
  )
    return true;
  if (first.length >= fewestNumbered && isNumbered(first)) return true;
  const lone = first.findIndex((field, position) => !isNumber(field) && isNew(position) && repeats(columns[position]));
  if (lone < 0) return false;
  throw new DataFormatError(
    path,
    `its first line may be a header, in which "${first[lone]}" is the name of a column, or this is a sample of a class "${first[lone]}" that ` +
      'occurs once; say which with --csv-header yes or --csv-header no',
  );
}

const fewestNumbered = 8;

/** 0, 1, 2 … in all columns but the first, as pandas numbers columns without names. */
function isNumbered(fields: readonly string[]): boolean {
  const numbers = fields.slice(1).map(Number);
  return numbers.every((number, position) => number === numbers[0] + position) && [0, 1].includes(numbers[0]);
}

/** Each value occurs more than once. */
function repeats(values: readonly string[]): boolean {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()].every((count) => count > 1);
}

/** Lines numbered from 0 or 1, in the first column or under a name that says so. */
function findIndex(
  titles: readonly (string | undefined)[],
  columns: readonly Column[],
  leftOut: ReadonlyMap<number, string>,
): number | undefined {
  const position = titles.findIndex((title, i) => title !== undefined && indexName.test(title) && !leftOut.has(i));
  if (position >= 0 && columns[position].distinct === columns[position].values.length) return position;
  const numbers = columns[0].values.map(Number);
  const counts = numbers.every((number, line) => number === numbers[0] + line) && [0, 1].includes(numbers[0]);
  // One column has to remain for the label, and one for a pixel.
  return counts && numbers.length > 1 && columns.length > 2 && titles[0] === undefined ? 0 : undefined;
}

interface LabelSearch {
  readonly path: string;
  readonly settings: DataSettings;
  readonly titles: readonly (string | undefined)[];
  readonly columns: readonly Column[];
  readonly names: readonly string[];
  readonly isOpen: (position: number) => boolean;
}

function findLabel(search: LabelSearch): number {
  const { path, settings, titles, columns, names, isOpen } = search;
  if (settings.csvLabel !== undefined) return columnNamed(settings.csvLabel, titles, path);
  const open = [...columns.keys()].filter(isOpen);
  const named = open.filter((position) => labelName.test(titles[position] ?? ''));
  if (named.length === 1) return named[0];
  if (named.length > 1) throw unclearLabel(path, named, search);
  const text = open.filter(
    (position) =>
      !columns[position].isNumeric && !isMixed(columns[position]) && !holdsAllPixels(columns[position].values),
  );
  if (text.length === 1) return text[0];
  if (text.length > 1) throw unclearLabel(path, text, search);
  if (titles[0] === undefined) return firstOrLast(open, search);
  const odd = open.filter((position) => !/\d$/.test(titles[position] ?? ''));
  if (odd.length === 1 && open.length > 2) return odd[0]; // pixel0, pixel1, … and one that is not numbered
  const shown = names.slice(0, 8).join(', ');
  throw new DataFormatError(
    path,
    `no column of the header is named "label": ${shown} …; say which one holds the labels with --csv-label NAME`,
  );
}

/** Without a header: the first column as the rule, the last one where only that looks like labels. */
function firstOrLast(open: readonly number[], search: LabelSearch): number {
  const [first, last] = [open[0], open.at(-1) ?? 0];
  if (first === last) return first;
  const [isFirst, isLast] = [first, last].map((position) => looksLikeLabels(search.columns[position]));
  if (isFirst && isLast) throw unclearLabel(search.path, [first, last], search);
  return isLast ? last : first;
}

const mostGuessed = 50;

/** 0 or 1 to k without gaps, none of them rare: pixels are not like that. */
function looksLikeLabels({ values, isNumeric }: Column): boolean {
  if (!isNumeric) return false;
  const counts = new Map<number, number>();
  for (const value of values) counts.set(Number(value), (counts.get(Number(value)) ?? 0) + 1);
  const [low, high] = [Math.min(...counts.keys()), Math.max(...counts.keys())];
  if (counts.size < 2 || counts.size > mostGuessed || ![0, 1].includes(low)) return false;
  const rarest = Math.min(...counts.values());
  return high - low + 1 === counts.size && rarest >= 3 && rarest * counts.size * 4 >= values.length;
}

function columnNamed(wanted: string, titles: readonly (string | undefined)[], path: string): number {
  const byName = titles.findIndex((title) => title !== undefined && title.split(':')[0] === wanted.split(':')[0]);
  if (byName >= 0) return byName;
  const position = Number(wanted);
  if (/^\d+$/.test(wanted) && position < titles.length) return position;
  const named = titles.filter((title) => title !== undefined).slice(0, 8);
  const names = named.length > 0 ? `, such as ${named.join(', ')}` : '';
  throw new DataFormatError(
    path,
    `has no column "${wanted}" (--csv-label); its ${grouped(titles.length)} columns are numbered from 0${names}`,
  );
}

function unclearLabel(path: string, positions: readonly number[], { names, columns }: LabelSearch): DataFormatError {
  const readings = positions.map(
    (position) => `${names[position]} (${grouped(columns[position].distinct)} different values)`,
  );
  const options = positions.map((position) => `--csv-label ${position}`);
  return new DataFormatError(
    path,
    `the labels may be in ${readings.join(' or in ')}; say which with ${options.join(' or ')}`,
  );
}

function listOfFiles(path: string, column: string): DataFormatError {
  return new DataFormatError(
    path,
    `lists picture files in ${column} instead of holding pixels; name the folder that it is in with --data`,
  );
}

interface ShapeSearch {
  readonly path: string;
  readonly settings: DataSettings;
  /** Of the label's column, such as `label:28x28x1`. */
  readonly title: string | undefined;
}

function countValues(pixels: readonly number[], columns: readonly Column[]): number {
  const [{ values }] = pixels.map((position) => columns[position]);
  return pixels.length === 1 && holdsAllPixels(values) ? values[0].split(/\s+/).length : pixels.length;
}

function findGivenShape(count: number, { path, settings, title }: ShapeSearch): Shape | undefined {
  const sizes = /:(\d+)x(\d+)x([13])$/i
    .exec(title ?? '')
    ?.slice(1)
    .map(Number);
  const given = settings.shape ?? (sizes && ([sizes[0], sizes[1], sizes[2]] as const));
  if (!given) return undefined;
  const needed = given[0] * given[1] * given[2];
  if (needed === count) return given;
  const source = settings.shape ? `--shape ${given.join('x')}` : `"${title}"`;
  throw new DataFormatError(path, `${source} needs ${grouped(needed)} pixel columns, but there are ${grouped(count)}`);
}

/** The square that pixels make without a shape; `undefined` where they make none. */
export function squareOf(count: number): Shape | undefined {
  const side = Math.sqrt(count);
  return Number.isInteger(side) ? [side, side, 1] : undefined;
}

/** @throws DataFormatError where no shape is given and the pixels are not a square */
export function shapeOfPixels({ values, given }: CsvColumns, path: string): Shape {
  const shape = given ?? squareOf(values);
  if (shape) return shape;
  const colour = Math.sqrt(values / 3);
  const advice = Number.isInteger(colour)
    ? `if the red, green and blue of each pixel are adjacent, give --shape ${colour}x${colour}x3`
    : "give the pictures' shape with --shape ROWSxCOLUMNSxCHANNELS";
  const table = 'for the features of a table, give --csv-values floats';
  throw new DataFormatError(path, `${grouped(values)} pixel columns do not make a square; ${advice}; ${table}`);
}

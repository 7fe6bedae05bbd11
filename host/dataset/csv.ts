// Reads a user's own samples from a CSV file: a line for each, with its label and a picture's pixels in rows × columns × channels order, or a
// table's features.
import { grouped } from '../../proto/numbers.ts';
import { sha256 } from '../artifact/digest.ts';
import { type CsvColumns, findCsvColumns, noData, shapeOfPixels } from './csv-columns.ts';
import { findPixelRange, type PixelExtremes, type PixelRange, toBytes, warnOfPixels } from './csv-pixels.ts';
import { type CsvKind, decideValues, normalizeFeatures, numberOf, readCell, warnOfOutliers } from './csv-table.ts';
import { type CsvRecord, type CsvText, detectCsvText, readCsvRecords } from './csv-text.ts';
import { mostClasses, type Shape, type Source } from './dataset.ts';
import { DataFormatError } from './errors.ts';
import { requireSplit, type SplitName } from './layout.ts';
import type { LoadOptions } from './load-options.ts';
import type { CsvDialect } from './reading.ts';
import type { SampleValues } from './sample-values.ts';
import { settleSplits, warnOfSharing } from './settle-splits.ts';
import { findConflicts, joinSamples } from './splits.ts';

interface Row {
  readonly label: string;
  readonly values: Float32Array;
  readonly split?: SplitName;
}

/** Lines from which the columns are told. */
const linesLookedAt = 1000;

/**
 * Separator, encoding, header, the label's column, and whether the values are pixels or floats are detected; `dialect` says what was found. Labels are any text;
 * classes are the labels that occur, in NFC, sorted (as numbers where all are). A column of splits is followed; else, and for a split that it lacks,
 * lines are divided by the SHA-256 of their values, so that equal samples stay together.
 * @throws DataFormatError, TableValueError, with the line; ConstantFeatureError, DuplicateColumnError; or with both readings where one is not certain; the signal's reason when aborted
 */
export async function readCsv(path: string, options: LoadOptions): Promise<Source> {
  const text = await detectCsvText(path, options.signal);
  const { columns, rows, extremes } = await readRows(path, text, options);
  const kind = decideValues(columns, extremes, options.csvValues);
  const { shape, range, encode } = kind.values === 'pixels' ? asPixels(columns, extremes, path) : asFeatures(columns);
  const classes = findClasses(rows, path);
  const samples = rows.map(({ label, values, split }) => {
    const pixels = encode(values);
    const { buffer, byteOffset, byteLength } = pixels;
    return {
      pixels,
      label: classes.indexOf(label),
      key: sha256(new Uint8Array(buffer, byteOffset, byteLength)),
      split,
    };
  });
  const named = columns.split === undefined ? undefined : `column "${columns.names[columns.split]}"`;
  const { splits, origins } = settleSplits(path, samples, { train: named, validation: named, test: named });
  const divided = { keys: samples.map(({ key }) => key), labels: samples.map(({ label }) => label) };
  const preprocessing = range === undefined ? normalizeFeatures(columns, splits.train, path) : undefined;
  return {
    shape,
    classes,
    ...(preprocessing && { preprocessing }),
    train: joinSamples(splits.train),
    validation: joinSamples(splits.validation),
    test: joinSamples(splits.test),
    reading: {
      unused: [],
      warnings: [
        ...warnOfDialect(text, columns),
        ...(range ? warnOfPixels(extremes) : []),
        ...(preprocessing ? warnOfOutliers(preprocessing, splits.train) : []),
        ...warnOfLikeClasses(classes),
        ...findConflicts(divided, (position) => `sample ${position}`),
        ...warnOfSharing(splits),
      ],
      splits: origins,
      dialect: describeDialect(text, columns, { kind, range }),
    },
  };
}

async function readRows(path: string, text: CsvText, options: LoadOptions) {
  const rows: Row[] = [];
  const waiting: CsvRecord[] = [];
  let columns: CsvColumns | undefined;
  const extremes = {
    low: Number.POSITIVE_INFINITY,
    high: Number.NEGATIVE_INFINITY,
    lowAt: { source: path, pixel: 0 },
    highAt: { source: path, pixel: 0 },
    fractions: false,
  };
  const take = (record: CsvRecord, found: CsvColumns) => {
    const source = `${path}:${record.line}`;
    const row = readRow(record, found, path);
    for (const [pixel, value] of row.values.entries()) {
      if (value < extremes.low) Object.assign(extremes, { low: value, lowAt: { source, pixel: pixel + 1 } });
      if (value > extremes.high) Object.assign(extremes, { high: value, highAt: { source, pixel: pixel + 1 } });
      if (!Number.isInteger(value)) extremes.fractions = true;
    }
    rows.push(row);
    options.onEvent?.({ type: 'read', path, samples: rows.length });
  };
  const settle = () => {
    const count = waiting[0].fields.length;
    const whole = waiting.map(({ fields }) => fields).filter(({ length }) => length === count);
    const found = findCsvColumns(whole, { path, separator: text.separator, settings: options });
    for (const record of waiting.splice(0).slice(found.header ? 1 : 0)) take(record, found);
    return found;
  };
  for await (const record of readCsvRecords(path, text, options.signal)) {
    options.signal?.throwIfAborted();
    if (columns) take(record, columns);
    else if (waiting.push(record) === linesLookedAt) columns = settle();
  }
  if (!columns && waiting.length === 0) throw new DataFormatError(path, noData);
  columns ??= settle();
  return { columns, rows, extremes };
}

function readRow(record: CsvRecord, columns: CsvColumns, path: string): Row {
  const { fields, line } = record;
  const source = `${path}:${line}`;
  if (fields.length !== columns.count)
    throw new DataFormatError(
      source,
      `has ${grouped(fields.length)} columns instead of ${grouped(columns.count)}; complete or remove the line`,
    );
  const label = nameOfClass(fields[columns.label]);
  if (label === '') throw new DataFormatError(source, 'has an empty label; add one or remove the line');
  const split = columns.split === undefined ? undefined : requireSplit(fields[columns.split], source);
  return { label, values: readValues(record, columns, path), split };
}

function readValues(record: CsvRecord, columns: CsvColumns, path: string): Float32Array {
  const { fields, line } = record;
  const { pixels, values: count, names, decimalComma } = columns;
  if (pixels.length === count)
    return Float32Array.from(pixels, (position) =>
      readCell(fields[position], { path, row: line, column: names[position], decimalComma }),
    );
  const written = fields[pixels[0]].split(/\s+/);
  const source = `${path}:${line}`;
  if (written.length !== count)
    throw new DataFormatError(source, `has ${grouped(written.length)} pixels instead of ${grouped(count)}`);
  return Float32Array.from(written, (field, pixel) => {
    const value = numberOf(field, decimalComma);
    if (Number.isFinite(value)) return value;
    throw new DataFormatError(source, `pixel ${pixel + 1} is "${field}", which is not a pixel value; correct it`);
  });
}

/** What is made of the values when the whole file is known. */
interface Encoding {
  readonly shape: Shape;
  /** Of pixels. */
  readonly range?: PixelRange;
  encode(values: Float32Array): SampleValues;
}

function asPixels(columns: CsvColumns, extremes: PixelExtremes, path: string): Encoding {
  const shape = shapeOfPixels(columns, path);
  const range = findPixelRange(extremes);
  return { shape, range, encode: (values) => toBytes(values, range) };
}

/** Features are channels of one position, which have no padding between them on the board. */
function asFeatures({ given, values }: CsvColumns): Encoding {
  return { shape: given ?? [1, 1, values], encode: (row) => row };
}

/** In NFC; 2.0, which a program has made of 2, is 2. */
function nameOfClass(label: string): string {
  return label.normalize('NFC').replace(/^(-?\d+)\.0+$/, '$1');
}

function findClasses(rows: readonly Row[], path: string): string[] {
  const labels = [...new Set(rows.map(({ label }) => label))];
  if (labels.length < 2 || labels.length > mostClasses) {
    throw new DataFormatError(
      path,
      `has ${grouped(labels.length)} different labels, but 2 to ${grouped(mostClasses)} are needed: name the label column with --csv-label`,
    );
  }
  const numbers = labels.every((label) => /^\d+$/.test(label));
  return labels.sort((a, b) => (numbers ? Number(a) - Number(b) : a < b ? -1 : 1));
}

function describeDialect(
  { encoding, separator }: CsvText,
  columns: CsvColumns,
  { kind, range }: { readonly kind: CsvKind; readonly range?: PixelRange },
): CsvDialect {
  const { header, label, pixels, split, leftOut, names, decimalComma } = columns;
  const where =
    pixels.length < columns.values ? `${names[pixels[0]]}, separated by spaces` : `${grouped(pixels.length)} columns`;
  return {
    separator: separator === '\t' ? 'tab' : separator,
    encoding,
    header,
    label: names[label],
    values: `${kind.values}: ${kind.because}`,
    ...(range
      ? { pixels: where, pixelRange: `${range.low} to ${range.high}` }
      : { features: where, normalized: 'each feature from its smallest to its largest training value' }),
    ...(decimalComma && { decimal: ',' }),
    ...(split !== undefined && { split: names[split] }),
    ...(leftOut.size > 0 && {
      leftOut: [...leftOut].map(([position, why]) => `${names[position]} (${why})`).join(', '),
    }),
  };
}

function warnOfDialect({ encoding }: CsvText, { leftOut, names }: CsvColumns): string[] {
  const text = [...leftOut].filter(([, why]) => why === 'text').map(([position]) => names[position]);
  return [
    ...(encoding === 'windows-1252' ? ['the file is not UTF-8; it was read as windows-1252'] : []),
    ...(text.length > 0 ? [`text columns were left out: ${text.join(', ')}`] : []),
  ];
}

function warnOfLikeClasses(classes: readonly string[]): string[] {
  const seen = new Map<string, string>();
  return classes.flatMap((name) => {
    const plain = name.toLowerCase().replaceAll(/\s+/g, ' ');
    const like = seen.get(plain);
    seen.set(plain, name);
    return like === undefined ? [] : [`"${like}" and "${name}" are two classes`];
  });
}

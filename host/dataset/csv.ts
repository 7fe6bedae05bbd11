// Reads a user's own pictures from a CSV file: a line a picture, with its label and its pixels in rows × columns × channels order.
import { sha256 } from '../artifact/digest.ts';
import { type CsvColumns, findCsvColumns, noData } from './csv-columns.ts';
import { findPixelRange, type PixelRange, toBytes, warnOfPixels } from './csv-pixels.ts';
import { type CsvRecord, type CsvText, detectCsvText, readCsvRecords } from './csv-text.ts';
import { mostClasses, type Source } from './dataset.ts';
import { DataFormatError } from './errors.ts';
import type { LoadOptions } from './load-options.ts';
import type { CsvDialect, SplitOrigins } from './reading.ts';
import { divideByKey, divisionOrigins, findConflicts, heldOutOrigin, joinSamples } from './splits.ts';

interface Row {
  readonly label: string;
  readonly values: Float32Array;
  readonly split?: SplitName;
}

type SplitName = keyof SplitOrigins;

/** Lines from which the columns are told. */
const linesLookedAt = 1000;

/**
 * Separator, encoding, header, the label's column and the pixels' range are detected; `dialect` says what was found. Labels are any text;
 * classes are the labels that occur, in NFC, sorted (as numbers where all are). A column of splits is followed; else, and for a split that it lacks,
 * lines are divided by the SHA-256 of their pixels, so that equal pictures stay together.
 * @throws DataFormatError, with the line, or with both readings where one is not certain; the signal's reason when aborted
 */
export async function readCsv(path: string, options: LoadOptions): Promise<Source> {
  const text = await detectCsvText(path, options.signal);
  const { columns, rows, extremes } = await readRows(path, text, options);
  const range = findPixelRange(extremes);
  const classes = findClasses(rows, path);
  const labelled = rows.map(({ label, values }) => ({ pixels: toBytes(values, range), label: classes.indexOf(label) }));
  const keys = labelled.map(({ pixels }) => sha256(pixels));
  const samples = { keys, labels: labelled.map(({ label }) => label) };
  const { positions, origins } = divide(rows, samples, path, columns);
  const pick = (split: SplitName) => joinSamples(positions[split].map((position) => labelled[position]));
  return {
    shape: columns.shape,
    classes,
    train: pick('train'),
    validation: pick('validation'),
    test: pick('test'),
    reading: {
      unused: [],
      warnings: [
        ...warnOfDialect(text, columns),
        ...warnOfPixels(extremes),
        ...warnOfLikeClasses(classes),
        ...findConflicts(samples, (position) => `sample ${position}`),
      ],
      splits: origins,
      dialect: describeDialect(text, columns, range),
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
    lowSource: '',
    highSource: '',
    fractions: false,
  };
  const take = (record: CsvRecord, found: CsvColumns) => {
    const source = `${path}:${record.line}`;
    const row = readRow(record, found, source);
    for (const value of row.values) {
      if (value < extremes.low) Object.assign(extremes, { low: value, lowSource: source });
      if (value > extremes.high) Object.assign(extremes, { high: value, highSource: source });
      if (!Number.isInteger(value)) extremes.fractions = true;
    }
    rows.push(row);
    options.onEvent?.({ type: 'read', path, samples: rows.length });
  };
  const settle = () => {
    const count = waiting[0].fields.length;
    const whole = waiting.map(({ fields }) => fields).filter(({ length }) => length === count);
    const found = findCsvColumns(whole, path, options);
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

function readRow({ fields }: CsvRecord, columns: CsvColumns, source: string): Row {
  if (fields.length !== columns.count)
    throw new DataFormatError(
      source,
      `has ${fields.length} columns instead of ${columns.count}; complete the line or take it out`,
    );
  const label = nameOfClass(fields[columns.label]);
  if (label === '') throw new DataFormatError(source, 'has an empty label; give it one or take the line out');
  const split = columns.split === undefined ? undefined : splitNamed(fields[columns.split], source);
  return { label, values: readPixels(fields, columns, source), split };
}

function readPixels(
  fields: readonly string[],
  { pixels, shape, decimalComma }: CsvColumns,
  source: string,
): Float32Array {
  const joined = pixels.length === 1 && shape[0] * shape[1] * shape[2] > 1;
  const written = joined ? fields[pixels[0]].split(/\s+/) : pixels.map((position) => fields[position]);
  const count = shape[0] * shape[1] * shape[2];
  if (written.length !== count) throw new DataFormatError(source, `has ${written.length} pixels instead of ${count}`);
  return Float32Array.from(written, (field, pixel) => {
    const value = field === '' ? Number.NaN : Number(decimalComma ? field.replace(',', '.') : field);
    if (Number.isFinite(value)) return value;
    const place = joined ? `pixel ${pixel + 1}` : `column ${pixels[pixel] + 1}`;
    throw new DataFormatError(source, `${place} holds "${field}", not a pixel; correct it`);
  });
}

/** In NFC; 2.0, which a program has made of 2, is 2. */
function nameOfClass(label: string): string {
  return label.normalize('NFC').replace(/^(-?\d+)\.0+$/, '$1');
}

const splitWords: Readonly<Record<string, SplitName>> = {
  train: 'train',
  training: 'train',
  val: 'validation',
  valid: 'validation',
  validation: 'validation',
  dev: 'validation',
  publictest: 'validation',
  test: 'test',
  testing: 'test',
  eval: 'test',
  privatetest: 'test',
};

function splitNamed(word: string, source: string): SplitName {
  const split = splitWords[word.toLowerCase()];
  if (split) return split;
  throw new DataFormatError(
    source,
    `is of split "${word}"; write train, validation or test, or give the column another name`,
  );
}

function findClasses(rows: readonly Row[], path: string): string[] {
  const labels = [...new Set(rows.map(({ label }) => label))];
  if (labels.length < 2 || labels.length > mostClasses) {
    throw new DataFormatError(
      path,
      `has ${labels.length} different labels; 2 to ${mostClasses} are needed: say which column holds them with --csv-label`,
    );
  }
  const numbers = labels.every((label) => /^\d+$/.test(label));
  return labels.sort((a, b) => (numbers ? Number(a) - Number(b) : a < b ? -1 : 1));
}

interface Keyed {
  readonly keys: readonly string[];
  readonly labels: readonly number[];
}

function divide(rows: readonly Row[], samples: Keyed, path: string, { split, names }: CsvColumns) {
  if (split === undefined) return { positions: divideByKey(samples, path), origins: divisionOrigins };
  const given: Record<SplitName, number[]> = { train: [], validation: [], test: [] };
  for (const [position, row] of rows.entries()) given[row.split ?? 'train'].push(position);
  // FER-2013 without its private test lines: what is left to test on is the public ones.
  if (given.test.length === 0) [given.test, given.validation] = [given.validation, []];
  const lacking = (['test', 'validation'] as const).filter((name) => given[name].length === 0);
  const known = new Set([...given.validation, ...given.test].map((position) => samples.keys[position]));
  const ofTrain = (values: readonly string[]) => given.train.map((position) => values[position]);
  const labels = given.train.map((position) => samples.labels[position]);
  const division =
    lacking.length > 0 ? divideByKey({ keys: ofTrain(samples.keys), labels }, path, lacking, known) : undefined;
  const origin = `column "${names[split]}"`;
  const origins: Record<SplitName, string> = { train: origin, validation: origin, test: origin };
  if (division) {
    for (const name of lacking) {
      origins[name] = heldOutOrigin;
      given[name] = division[name].map((position) => given.train[position]);
    }
    given.train = division.train.map((position) => given.train[position]);
  }
  return { positions: given, origins };
}

function describeDialect({ encoding, separator }: CsvText, columns: CsvColumns, { low, high }: PixelRange): CsvDialect {
  const { header, label, pixels, split, leftOut, names, decimalComma } = columns;
  return {
    separator: separator === '\t' ? 'tab' : separator,
    encoding,
    header,
    label: names[label],
    pixels: pixels.length === 1 ? `${names[pixels[0]]}, separated by spaces` : `${pixels.length} columns`,
    pixelRange: `${low} to ${high}`,
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
    ...(text.length > 0 ? [`columns with text were left out: ${text.join(', ')}`] : []),
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

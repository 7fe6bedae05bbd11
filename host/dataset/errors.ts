// What can be wrong with data: one class per kind of mistake, all DatasetErrors, each with what the user can do next.
import { grouped } from '../../proto/numbers.ts';
import { RetortError } from '../../proto/retort-error.ts';

/** The base of them all: the data set or an input file is at fault, not the program. */
export abstract class DatasetError extends RetortError {
  readonly category = 'input';
}

/** Neither found nor to be had from its home. */
export class DatasetNotFoundError extends DatasetError {
  readonly code = 'DATASET_NOT_FOUND';
  override readonly name = 'DatasetNotFoundError';
  readonly dataset: string;
  /** Every place looked in, and why it did not serve. */
  readonly searched: readonly string[];

  constructor(dataset: string, searched: readonly string[], nextStep: string, cause?: unknown) {
    const places = searched.map((place) => `\n  - ${place}`).join('');
    super(`data set ${dataset} was not found. Looked in:${places}\n${nextStep}`, { cause });
    this.dataset = dataset;
    this.searched = searched;
  }
}

/** A data set's home did not answer, or not with the file. */
export class DownloadFailedError extends DatasetError {
  readonly code = 'DOWNLOAD_FAILED';
  override readonly name = 'DownloadFailedError';
  readonly url: string;

  constructor(url: string, reason: string, cause?: unknown) {
    super(`cannot download ${url}: ${reason}`, { cause });
    this.url = url;
  }
}

/** A file that ends early. */
export class TruncatedFileError extends DatasetError {
  readonly code = 'DATA_FILE_TRUNCATED';
  override readonly name = 'TruncatedFileError';
  readonly source: string;
  readonly expectedBytes: number;
  readonly actualBytes: number;

  constructor(source: string, expectedBytes: number, actualBytes: number) {
    super(
      `${source} is truncated: ${grouped(actualBytes)} bytes instead of ${grouped(expectedBytes)}; delete it, or download it again`,
    );
    this.source = source;
    this.expectedBytes = expectedBytes;
    this.actualBytes = actualBytes;
  }
}

/** A file that is read during training was changed in the meantime. */
export class DataFileChangedError extends DatasetError {
  readonly code = 'DATA_FILE_CHANGED';
  override readonly name = 'DataFileChangedError';
  readonly source: string;
  readonly expectedBytes: number;
  readonly actualBytes: number;

  constructor(source: string, expectedBytes: number, actualBytes: number, modified: Date) {
    super(
      `${source} has changed since it was opened: ${grouped(actualBytes)} bytes, written ${modified.toISOString()}, instead of ` +
        `${grouped(expectedBytes)} bytes; do not change it while it is in use, and start again`,
    );
    this.source = source;
    this.expectedBytes = expectedBytes;
    this.actualBytes = actualBytes;
  }
}

/** A file of a named set that is not the published one. */
export class ChecksumError extends DatasetError {
  readonly code = 'DATA_CHECKSUM_WRONG';
  override readonly name = 'ChecksumError';
  readonly source: string;
  readonly expected: string;
  readonly actual: string;

  constructor(source: string, expected: string, actual: string) {
    super(
      `${source} has SHA-256 ${actual} instead of ${expected}: it is damaged or a different file; delete or replace it`,
    );
    this.source = source;
    this.expected = expected;
    this.actual = actual;
  }
}

/** A file whose contents do not follow its format. */
export class DataFormatError extends DatasetError {
  readonly code = 'DATA_FORMAT_INVALID';
  override readonly name = 'DataFormatError';
  /** A path, with the line where there are lines (`digits.csv:17`). */
  readonly source: string;

  constructor(source: string, problem: string, cause?: unknown) {
    super(`${source}: ${problem}`, { cause });
    this.source = source;
  }
}

/** One file of a sample that cannot be used. Among many files it is left out instead. */
export abstract class UnusableFileError extends DatasetError {
  readonly path: string;
  /** The message without the path and the next step. */
  readonly problem: string;

  constructor(path: string, problem: string, nextStep?: string, cause?: unknown) {
    super(`${path} ${problem}${nextStep === undefined ? '' : `; ${nextStep}`}`, { cause });
    this.path = path;
    this.problem = problem;
  }
}

/** A label that no class has. */
export class LabelRangeError extends DatasetError {
  readonly code = 'LABEL_OUT_OF_RANGE';
  override readonly name = 'LabelRangeError';
  readonly label: number;
  /** Position in its split. */
  readonly position: number;

  constructor(source: string, position: number, label: number, classes: number) {
    super(
      `${source}: sample ${position} has label ${label}, but there are classes 0 … ${classes - 1}; correct its label`,
    );
    this.label = label;
    this.position = position;
  }
}

/** A sample's value that is NaN or infinite: nothing can be learnt from it, and it has no int8 value. */
export class NonFiniteSampleError extends DatasetError {
  readonly code = 'SAMPLE_NOT_FINITE';
  override readonly name = 'NonFiniteSampleError';
  /** Of the value, over all samples. */
  readonly position: number;
  readonly value: number;

  constructor(source: string, position: number, value: number) {
    super(`${source}: value ${position} is ${value}; leave its sample out, or replace the value with a number`);
    this.position = position;
    this.value = value;
  }
}

/** Of a number as much of the world writes it. */
export function hasDecimalComma(field: string): boolean {
  return /^[-+]?\d+,\d+$/.test(field);
}

/** A cell of a table that holds no finite number. */
export class TableValueError extends DatasetError {
  readonly code = 'TABLE_VALUE_INVALID';
  override readonly name = 'TableValueError';
  /** Of the file, from 1. */
  readonly row: number;
  readonly column: string;
  /** As written. */
  readonly value: string;

  constructor(path: string, cell: { readonly row: number; readonly column: string; readonly value: string }) {
    const { row, column, value } = cell;
    const nextStep = hasDecimalComma(value)
      ? `write ${value.replace(',', '.')}, or separate the columns with semicolons`
      : 'write a number, or remove the row or the column';
    super(`${path}:${row}: ${sayColumn(column)} ${problemOf(value)}; ${nextStep}`);
    this.row = row;
    this.column = column;
    this.value = value;
  }
}

/** One without a name in the file is called by its position, as options take it. */
function sayColumn(column: string): string {
  return /^column \d+$/.test(column) ? `${column} (from 0)` : `column "${column}"`;
}

function problemOf(value: string): string {
  if (value === '') return 'is empty';
  if (hasDecimalComma(value)) return `holds "${value}", and the comma separates columns here`;
  return `holds "${value}", which is not a finite number in single precision`;
}

/** A feature with the same value in every training row: it has no range to normalize and distinguishes nothing. */
export class ConstantFeatureError extends DatasetError {
  readonly code = 'TABLE_FEATURE_CONSTANT';
  override readonly name = 'ConstantFeatureError';
  readonly column: string;
  readonly value: number;

  constructor(path: string, column: string, value: number) {
    super(`${path}: ${sayColumn(column)} is ${value} in every training row; remove the column from the file`);
    this.column = column;
    this.value = value;
  }
}

/** Two columns of a table with one name: a row could not be read by it. */
export class DuplicateColumnError extends DatasetError {
  readonly code = 'TABLE_COLUMN_TWICE';
  override readonly name = 'DuplicateColumnError';
  readonly column: string;

  constructor(path: string, column: string, positions: readonly number[]) {
    super(`${path}: columns ${positions.join(' and ')} (from 0) are both named "${column}"; rename or remove one`);
    this.column = column;
  }
}

/** A row whose columns are not those that an image was made for. */
export class TableRowError extends DatasetError {
  readonly code = 'TABLE_ROW_INVALID';
  override readonly name = 'TableRowError';

  constructor(path: string, problem: string) {
    super(`${path}: ${problem}`);
  }
}

/** Something with one scale and offset for all values, asked for a table, whose features have their own. */
export class FeatureScalesError extends DatasetError {
  readonly code = 'FEATURES_HAVE_SCALES';
  override readonly name = 'FeatureScalesError';

  constructor(what: string, nextStep: string) {
    super(`${what} takes one scale and offset for all values, but each feature of a table has its own: ${nextStep}`);
  }
}

/** Something that is done with the bytes of pictures, asked for samples of floats. */
export class FloatSamplesError extends DatasetError {
  readonly code = 'SAMPLES_ARE_FLOATS';
  override readonly name = 'FloatSamplesError';

  constructor(what: string, nextStep: string) {
    super(`${what} takes byte samples, but these are floats: ${nextStep}`);
  }
}

/** A question that a student cannot be asked. */
export class QuestionError extends DatasetError {
  readonly code = 'QUESTION_INVALID';
  override readonly name = 'QuestionError';
  readonly question: string;
  /** Those that can be asked with. */
  readonly words: readonly string[];

  constructor(question: string, problem: string, words: readonly string[]) {
    super(`the question "${question}" ${problem}; use the words ${listWords(words)}`);
    this.question = question;
    this.words = words;
  }
}

/** A picture without the question that the student is to answer about it. */
export class QuestionMissingError extends DatasetError {
  readonly code = 'QUESTION_MISSING';
  override readonly name = 'QuestionMissingError';
  readonly path: string;
  readonly words: readonly string[];

  constructor(path: string, words: readonly string[]) {
    super(
      `the student answers a question about ${path}, but none was given: ask one with --question "…", using the words ${listWords(words)}`,
    );
    this.path = path;
    this.words = words;
  }
}

function listWords(words: readonly string[]): string {
  return [...words].sort().join(', ');
}

// Logits from what a teacher puts out: as they are, or the logarithm where they are probabilities. Pure.
import { OutsideTeacherOutputError } from './outside-errors.ts';
import type { OutputKind } from './outside-teacher.ts';
import { type ProbabilityRows, readingsOf, sumOf } from './probability-rows.ts';

/** In place of a probability that has underflowed to 0: the smallest normal float32. Its logarithm is −87.3. */
const smallestProbability = 2 ** -126;

const nameOutput = 'Say which with --teacher-output logits or --teacher-output probabilities.';

export interface TakenLogits {
  /** [n, classes] */
  readonly logits: Float32Array;
  /** What the rows were. */
  readonly output: OutputKind;
}

interface Rows {
  readonly values: Float32Array;
  readonly count: number;
  at(row: number): Float32Array;
  /** An error at a row. */
  refuse(row: number, problem: string, nextStep: string): OutsideTeacherOutputError;
}

/**
 * Rows are probabilities where none has a value below 0 and each sums to 1, or to 100, up to the decimals that they were written with. Their
 * logits are log p, which differ from the model's own by a constant per row, and so give the same soft targets at every temperature (Hinton
 * et al. 2015, equation 1): a row that does not sum to 1 counts as divided by its sum.
 * @param rows [n, classes]
 * @param ids [n], for errors
 * @param output instead of what is inferred from the rows
 * @throws OutsideTeacherOutputError for a value that is not finite; where rows may be probabilities, but need not; where they must be and
 * are not
 */
export function takeLogits(
  rows: Float32Array,
  ids: Int32Array,
  classes: number,
  source: string,
  output?: OutputKind,
): TakenLogits {
  checkFinite(rows, ids, classes, source);
  if (output === 'logits') return { logits: rows, output };
  const read: Rows = {
    values: rows,
    count: ids.length,
    at: (row) => rows.subarray(row * classes, (row + 1) * classes),
    refuse: (row, problem, nextStep) => new OutsideTeacherOutputError(source, ids[row], problem, nextStep),
  };
  const readings = readingsOf(rows, classes);
  const isCertain = readings.some((reading) => findOther(read, reading) < 0);
  if (!isCertain && output === 'probabilities') requireShares(read);
  if (!isCertain && output === undefined) requireLogits(read, readings);
  if (!isCertain && output === undefined) return { logits: rows, output: 'logits' };
  const logits = rows.map((probability) => Math.log(Math.max(probability, smallestProbability)));
  return { logits, output: 'probabilities' };
}

/** The first row that is not a distribution; −1 if all are. */
function findOther({ count, at }: Rows, { isDistribution }: ProbabilityRows): number {
  for (let row = 0; row < count; row++) if (!isDistribution(at(row))) return row;
  return -1;
}

/** Named as probabilities, rows need not sum to 1: several classes may be true at once. */
function requireShares(rows: Rows): void {
  for (let row = 0; row < rows.count; row++) {
    const values = rows.at(row);
    if (values.every((value) => value >= 0 && value <= 1) && sumOf(values) > 0) continue;
    const problem = `is not a row of probabilities: it ${describeRow(values)}`;
    throw rows.refuse(row, problem, 'Leave --teacher-output out, or use --teacher-output logits.');
  }
}

/** Where neither reading is certain, the user decides. */
function requireLogits(rows: Rows, readings: readonly ProbabilityRows[]): void {
  for (const reading of readings) {
    const other = findOther(rows, reading);
    const counts = Array.from({ length: rows.count }, (_, row) => reading.isDistribution(rows.at(row)));
    if (counts.filter(Boolean).length <= rows.count / 2) continue;
    const words = `${describeRow(rows.at(other))}, but most other rows are probabilities`;
    throw rows.refuse(other, words, nameOutput);
  }
  if (!rows.values.every((value) => value >= 0 && value <= 1)) return;
  const other = findOther(rows, readings[0]);
  throw rows.refuse(
    other,
    `${describeRow(rows.at(other))}, but all values are in 0 … 1, as probabilities are`,
    nameOutput,
  );
}

function checkFinite(rows: Float32Array, ids: Int32Array, classes: number, source: string): void {
  const at = rows.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  throw new OutsideTeacherOutputError(
    source,
    ids[Math.floor(at / classes)],
    `is ${rows[at]} for class ${at % classes}`,
    "Check the model's input scaling (--teacher-scale, --teacher-offset) and the model itself.",
  );
}

function describeRow(row: Float32Array): string {
  const outside = row.find((value) => value < 0);
  return outside === undefined ? `sums to ${sumOf(row).toPrecision(4)}` : `has the value ${outside.toPrecision(4)}`;
}

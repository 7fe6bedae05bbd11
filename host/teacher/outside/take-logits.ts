// Logits from what a teacher puts out: as they are, or the logarithm where they are probabilities. Pure.
import { OutsideTeacherOutputError } from './outside-errors.ts';
import type { OutputKind } from './outside-teacher.ts';

/** How far a row of probabilities may be from a sum of 1: what four decimals and a few classes make of it. */
const sumTolerance = 2e-3;
/** In place of a probability that has underflowed to 0: the smallest normal float32. Its logarithm is −87.3. */
const smallestProbability = 2 ** -126;

const nameOutput = 'Say which with --teacher-output logits or --teacher-output probabilities.';

export interface TakenLogits {
  /** [n, classes] */
  readonly logits: Float32Array;
  /** What the rows were. */
  readonly output: OutputKind;
}

/**
 * Rows are probabilities where each sums to 1 ± 0.002 and none has a value below 0; their logits are log p, which differ from the model's own
 * by a constant a row, and so give the same soft targets at every temperature (Hinton et al. 2015, equation 1).
 * @param rows [n, classes]
 * @param ids [n], for errors
 * @param output in place of what the rows tell
 * @throws OutsideTeacherOutputError for a value that is not finite; where only most rows look like probabilities; where they must be and are not
 */
export function takeLogits(
  rows: Float32Array,
  ids: Int32Array,
  classes: number,
  source: string,
  output?: OutputKind,
): TakenLogits {
  checkFinite(rows, ids, classes, source);
  const strange = ids.findIndex((_, row) => !isDistribution(rows.subarray(row * classes, (row + 1) * classes)));
  if ((output ?? 'probabilities') === 'probabilities' && strange < 0) {
    const logits = rows.map((probability) => Math.log(Math.max(probability, smallestProbability)));
    return { logits, output: 'probabilities' };
  }
  const problem = () => describeRow(rows.subarray(strange * classes, (strange + 1) * classes));
  if (output === 'probabilities') {
    const nextStep = 'Leave --teacher-output out, or name logits.';
    throw new OutsideTeacherOutputError(source, ids[strange], `is no probabilities: it ${problem()}`, nextStep);
  }
  if (output === undefined && countDistributions(rows, ids.length, classes) > ids.length / 2) {
    const words = `${problem()}, but most other rows are probabilities`;
    throw new OutsideTeacherOutputError(source, ids[strange], words, nameOutput);
  }
  return { logits: rows, output: 'logits' };
}

function checkFinite(rows: Float32Array, ids: Int32Array, classes: number, source: string): void {
  const at = rows.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  throw new OutsideTeacherOutputError(
    source,
    ids[Math.floor(at / classes)],
    `is ${rows[at]} for class ${at % classes}`,
    'Check what the model is fed (--teacher-scale, --teacher-offset), and the model itself.',
  );
}

function countDistributions(rows: Float32Array, samples: number, classes: number): number {
  let count = 0;
  for (let row = 0; row < samples; row++) {
    if (isDistribution(rows.subarray(row * classes, (row + 1) * classes))) count++;
  }
  return count;
}

function isDistribution(row: Float32Array): boolean {
  return row.every((value) => value >= 0) && Math.abs(sumOf(row) - 1) <= sumTolerance;
}

function describeRow(row: Float32Array): string {
  const negative = row.find((value) => value < 0);
  return negative === undefined ? `sums to ${sumOf(row).toPrecision(4)}` : `has the value ${negative.toPrecision(4)}`;
}

function sumOf(row: Float32Array): number {
  return row.reduce((sum, value) => sum + value, 0);
}

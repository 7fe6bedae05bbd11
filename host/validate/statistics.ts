// The statistics of a validation: intervals of proportions, confusion, calibration, order statistics. Pure functions of arrays.

import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import { grouped } from '../../proto/numbers.ts';
import { argmax } from '../network/logits.ts';

/** `count` of `total`, with the bounds of its 95 % interval; `value`, `low` and `high` are fractions. */
export interface Proportion {
  readonly count: number;
  readonly total: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * count / total, a fraction, with its exact two-sided 95 % interval. Source: Clopper, Pearson, Biometrika 26 (1934) 404–413.
 * @throws RangeError unless 0 ≤ count ≤ total and total ≥ 1
 * @example
 * import { proportionOf } from 'retort-fpga/board';
 *
 * const { value, low, high } = proportionOf(1960, 2000);
 * console.log(value, low, high);
 */
export function proportionOf(count: number, total: number): Proportion {
  if (!Number.isInteger(count) || !Number.isInteger(total) || count < 0 || total < 1 || count > total) {
    throw new RangeError(
      `a proportion needs 0 ≤ count ≤ total and total ≥ 1, not ${grouped(count)} of ${grouped(total)}`,
    );
  }
  const tail = 0.025;
  return {
    count,
    total,
    value: count / total,
    low: count === 0 ? 0 : betaQuantile(tail, count, total - count + 1),
    high: count === total ? 1 : betaQuantile(1 - tail, count + 1, total - count),
  };
}

/** Counts [true class, predicted class], row-major. */
export function confusionMatrix(labels: ArrayLike<number>, predicted: ArrayLike<number>, classes: number): Uint32Array {
  const counts = new Uint32Array(classes * classes);
  for (let i = 0; i < labels.length; i++) counts[labels[i] * classes + predicted[i]]++;
  return counts;
}

interface CalibrationBin {
  readonly count: number;
  /** Means over the bin's samples; 0 in an empty bin. */
  readonly confidence: number;
  readonly accuracy: number;
}

export interface Calibration {
  readonly bins: readonly CalibrationBin[];
  /** Σ count/n · |accuracy − confidence|. */
  readonly expectedCalibrationError: number;
}

/**
 * Bins of equal width over the probability of the predicted class. `probabilities` is [samples, classes], row-major.
 * Source: Guo et al., On Calibration of Modern Neural Networks, 2017, equations 2–3.
 */
export function calibrate(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
  binCount = 15,
): Calibration {
  const sums = Array.from({ length: binCount }, () => ({ count: 0, confidence: 0, correct: 0 }));
  for (let i = 0; i < labels.length; i++) {
    const row = Array.prototype.slice.call(probabilities, i * classes, (i + 1) * classes);
    const predicted = argmax(row);
    const bin = sums[Math.min(binCount - 1, Math.floor(row[predicted] * binCount))];
    bin.count++;
    bin.confidence += row[predicted];
    if (predicted === labels[i]) bin.correct++;
  }
  const error = sums.reduce((total, bin) => total + Math.abs(bin.correct - bin.confidence), 0);
  return {
    bins: sums.map(({ count, confidence, correct }) => ({
      count,
      confidence: count === 0 ? 0 : confidence / count,
      accuracy: count === 0 ? 0 : correct / count,
    })),
    expectedCalibrationError: labels.length === 0 ? 0 : error / labels.length,
  };
}

export interface Percentiles {
  readonly min: number;
  readonly median: number;
  readonly p99: number;
  readonly max: number;
}

/** Nearest-rank percentiles: each is one of the values. */
export function percentilesOf(values: ArrayLike<number>): Percentiles {
  if (values.length === 0) throw new RangeError('percentiles need at least one value');
  const sorted = Float64Array.from(values).sort();
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  return { min: sorted[0], median: rank(0.5), p99: rank(0.99), max: sorted[sorted.length - 1] };
}

// The interval of a mean of paired differences: whether one way of training beats another over the same seeds.
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';

export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Mean with its two-sided 95 % interval by Student's t; unbounded for a single value, which tells nothing of the spread.
 * The quantile comes from the beta distribution: ν/(ν + t²) has the two-sided tail's probability under Beta(ν/2, 1/2).
 */
export function meanWithInterval(values: readonly number[]): Interval {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n < 2) return { mean, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const freedom = n - 1;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / freedom;
  const tail = betaQuantile(0.05, freedom / 2, 0.5);
  const halfWidth = Math.sqrt((freedom * (1 - tail)) / tail) * Math.sqrt(variance / n);
  return { mean, low: mean - halfWidth, high: mean + halfWidth };
}

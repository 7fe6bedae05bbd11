import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrate, confusionMatrix, percentilesOf, proportionOf } from '../../host/validate/statistics.ts';

describe('the 95 % interval of a proportion', () => {
  // Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I, method 5 (Clopper-Pearson).
  it.each([
    [81, 263, 0.2527, 0.3676],
    [15, 148, 0.0578, 0.1617],
    [0, 20, 0, 0.1684],
    [1, 29, 0.0009, 0.1776],
  ])('equals the published one for %i of %i', (count, total, low, high) => {
    const interval = proportionOf(count, total);
    expect(interval.value).toBe(count / total);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('ends at 1 when all succeed, and there mirrors none succeeding', () => {
    expect(proportionOf(20, 20)).toMatchObject({ value: 1, high: 1 });
    expect(proportionOf(20, 20).low).toBeCloseTo(1 - proportionOf(0, 20).high, 12);
  });

  it('holds its value and lies within 0 and 1', () => {
    const counts = fc
      .integer({ min: 1, max: 20_000 })
      .chain((total) => fc.tuple(fc.integer({ min: 0, max: total }), fc.constant(total)));
    fc.assert(
      fc.property(counts, ([count, total]) => {
        const { low, value, high } = proportionOf(count, total);
        return 0 <= low && low <= value && value <= high && high <= 1;
      }),
    );
  });

  it('refuses more successes than trials', () => {
    expect(() => proportionOf(3, 2)).toThrow('not 3 of 2');
  });
});

it('the confusion matrix counts true classes in rows and predicted ones in columns', () => {
  expect(Array.from(confusionMatrix([0, 0, 1, 2], [0, 1, 1, 0], 3))).toEqual([1, 1, 0, 0, 1, 0, 1, 0, 0]);
});

describe('calibration', () => {
  it('has no error where confidence is accuracy', () => {
    const probabilities = Array.from({ length: 4 }, () => [0.75, 0.25]).flat();
    expect(calibrate(probabilities, [0, 0, 0, 1], 2).expectedCalibrationError).toBeCloseTo(0, 12);
  });

  it('weighs each bin by its samples', () => {
    // Three sure and right (no gap), one at 0.6 and wrong (gap 0.6): 0.6 / 4.
    const { bins, expectedCalibrationError } = calibrate([1, 0, 1, 0, 1, 0, 0.6, 0.4], [0, 0, 0, 1], 2, 10);
    expect(expectedCalibrationError).toBeCloseTo(0.15, 12);
    expect(bins.map(({ count }) => count)).toEqual([0, 0, 0, 0, 0, 0, 1, 0, 0, 3]);
    expect(bins[9]).toEqual({ count: 3, confidence: 1, accuracy: 1 });
  });
});

it('percentiles are values of the sample, by nearest rank', () => {
  const values = Array.from({ length: 200 }, (_, i) => 200 - i);
  expect(percentilesOf(values)).toEqual({ min: 1, median: 100, p99: 198, max: 200 });
  expect(percentilesOf([5])).toEqual({ min: 5, median: 5, p99: 5, max: 5 });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseRange, quantizeRange } from '../../host/quantize/activation-range.ts';
import { meanMultiplier, quantizeMultiplier } from '../../host/quantize/multiplier.ts';
import { ChannelRangeError } from '../../host/quantize/quantize-errors.ts';
import { quantizeWeights } from '../../host/quantize/quantize-weights.ts';

const tensor = (scale: number, zeroPoint = 0) => ({ name: 't', shape: [1, 1, 1], scale, zeroPoint }) as const;

describe('quantizeMultiplier', () => {
  it('is within half a unit of q, which has 31 bits', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 1, maxExcluded: true, noNaN: true }),
        fc.integer({ min: -30, max: 29 }),
        (m, e) => {
          const real = m * 2 ** e;
          const { q, shift } = quantizeMultiplier(real);
          expect(q).toBeGreaterThanOrEqual(2 ** 30);
          expect(q).toBeLessThan(2 ** 31);
          expect(Math.abs(real - q * 2 ** (shift - 31))).toBeLessThanOrEqual(2 ** (shift - 32));
        },
      ),
      { numRuns: 5_000, seed: 6 },
    );
  });

  it.each([
    [0, 0, 0],
    [1, 2 ** 30, 1],
    [0.5, 2 ** 30, 0],
    [1 - 2 ** -40, 2 ** 30, 1],
    [2 ** -32, 2 ** 30, -31],
    [2 ** -33, 0, 0],
    [2 ** 31, 2 ** 31 - 1, 30],
  ])('makes of %d q = %d and shift = %d', (real, q, shift) => {
    expect(quantizeMultiplier(real)).toEqual({ q, shift });
  });

  it('divides by the number of elements in a mean’s q', () => {
    expect(meanMultiplier(35, tensor(0.5), tensor(0.5))).toEqual({ q: Math.floor(2 ** 35 / 35), shift: -4 });
  });
});

describe('chooseRange', () => {
  it('clips an outlier among many values, and nothing where there is none', () => {
    const even = Float32Array.from({ length: 200_000 }, (_, i) => i / 200_000);
    const withOutlier = Float32Array.from([...even, 3]);
    expect(chooseRange(0, even.at(-1)!, [even]).max).toBeGreaterThan(0.98);
    expect(chooseRange(0, 3, [withOutlier]).max).toBeLessThan(2.5);
  });

  it('keeps 0 exact', () => {
    expect(quantizeRange({ min: 0, max: 5.1 })).toEqual({ scale: Math.fround(0.02), zeroPoint: -128 });
    expect(quantizeRange({ min: -5.1, max: 0 })).toEqual({ scale: Math.fround(0.02), zeroPoint: 127 });
    expect(quantizeRange({ min: 0, max: 0 })).toEqual({ scale: 1, zeroPoint: 0 });
  });
});

describe('quantizeWeights', () => {
  it('names the channel whose multiplier would leave its range', () => {
    const quantize = () =>
      quantizeWeights(
        'conv',
        Float32Array.of(1, 2e-12),
        Float32Array.of(0, 0),
        [Int32Array.of(0), Int32Array.of(1)],
        tensor(0.01),
        tensor(1),
      );
    expect(quantize).toThrow(ChannelRangeError);
    expect(quantize).toThrow(
      'Channel 1 of layer "conv" cannot be quantized: its multiplier 1.57e-16 is outside 2^-32 to 2^30',
    );
  });
});

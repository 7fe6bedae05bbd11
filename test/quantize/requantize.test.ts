import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doublingHighMultiply, requantize, roundingShiftRight } from '../../host/quantize/requantize.ts';

/** TFLM's SaturatingRoundingDoublingHighMul as it is written there, on integers of any size. */
function doublingHighMultiplyOfTflm(x: number, q: number): number {
  const product = BigInt(x) * BigInt(q);
  const nudge = product >= 0n ? 1n << 30n : 1n - (1n << 30n);
  return Number((product + nudge) / (1n << 31n));
}

function roundingShiftRightOfTflm(x: number, exponent: number): number {
  const half = exponent === 0 ? 0n : 1n << BigInt(exponent - 1);
  const magnitude = (BigInt(Math.abs(x)) + half) >> BigInt(exponent);
  return Number(x < 0 ? -magnitude : magnitude);
}

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const edges = fc.constantFrom(-(2 ** 31), -(2 ** 30), -65_536, -65_535, -1, 0, 1, 65_535, 65_536, 2 ** 30, 2 ** 31 - 1);
const accumulator = fc.oneof(int32, edges);
const multiplier = fc.oneof(fc.integer({ min: 0, max: 2 ** 31 - 1 }), fc.constantFrom(0, 2 ** 30, 2 ** 31 - 1));

describe('requantize', () => {
  it('multiplies as TFLM does, for every accumulator and multiplier', () => {
    fc.assert(
      fc.property(accumulator, multiplier, (x, q) => {
        expect(doublingHighMultiply(x, q)).toBe(doublingHighMultiplyOfTflm(x, q));
      }),
      { numRuns: 20_000, seed: 1 },
    );
  });

  it('multiplies by negative numbers too, as the fixed-point activations need', () => {
    fc.assert(
      fc.property(int32, fc.integer({ min: -(2 ** 31) + 1, max: -1 }), (x, q) => {
        expect(doublingHighMultiply(x, q)).toBe(doublingHighMultiplyOfTflm(x, q));
      }),
      { numRuns: 5_000, seed: 2 },
    );
  });

  it('rounds exact ties of the product upwards and those of the shift away from zero', () => {
    expect(doublingHighMultiply(3, 2 ** 30)).toBe(2);
    expect(doublingHighMultiply(-3, 2 ** 30)).toBe(-1);
    expect(roundingShiftRight(6, 2)).toBe(2);
    expect(roundingShiftRight(-6, 2)).toBe(-2);
  });

  it('shifts to the right by 0 to 31 bits, halves away from zero', () => {
    fc.assert(
      fc.property(accumulator, fc.integer({ min: 0, max: 31 }), (x, exponent) => {
        expect(roundingShiftRight(x, exponent)).toBe(roundingShiftRightOfTflm(x, exponent) + 0);
      }),
      { numRuns: 20_000, seed: 3 },
    );
  });

  it('lets a shift to the left wrap modulo 2^32', () => {
    expect(requantize(2 ** 30, 2 ** 30, 1)).toBe(-(2 ** 30));
    expect(requantize(5, 2 ** 30, 3)).toBe(20);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addProducts, packWeights } from '../../host/reference/packed-products.ts';

function checkSums(inputs: number[], filters: number, weightOf: (i: number) => number): void {
  const weights = Int8Array.from({ length: filters * inputs.length }, (_, i) => weightOf(i));
  const packed = packWeights(weights, filters, inputs.length);
  for (let filter = 0; filter < filters; filter++) {
    const sums = new Int32Array(8).fill(7);
    addProducts(Float64Array.from(inputs), packed, filter >> 3, sums);
    const expected = inputs.reduce((sum, x, tap) => sum + x * weights[filter * inputs.length + tap], 7);
    expect(sums[filter % 8]).toBe(expected);
  }
}

describe('addProducts', () => {
  it('is exact at the extremes, over more taps than one double holds', () => {
    for (const taps of [1, 1023, 1024, 1025, 5000]) {
      for (const x of [-255, 255]) {
        for (const weight of [-128, 127]) {
          checkSums(new Array<number>(taps).fill(x), 8, () => weight);
          checkSums(new Array<number>(taps).fill(x), 8, (i) => (i % 2 === 0 ? weight : -weight - 1));
          checkSums(new Array<number>(taps).fill(x), 2, (i) => (i < taps ? weight : -weight - 1)); // channels apart
        }
      }
    }
  });

  it('gives the sums of products for any numbers of filters and taps', () => {
    const inputs = fc.array(fc.integer({ min: -255, max: 255 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(inputs, fc.integer({ min: 1, max: 19 }), fc.nat(255), (values, filters, seed) => {
        checkSums(values, filters, (i) => ((i * 2_654_435_761 + seed) >>> 24) - 128);
      }),
      { numRuns: 500, seed: 9 },
    );
  });
});

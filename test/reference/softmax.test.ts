import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { softmaxInt8 } from '../../host/reference/softmax.ts';

const logitsOf = fc.int8Array({ minLength: 1, maxLength: 100 });

describe('softmaxInt8', () => {
  it('is within a step of the probabilities in floating point', () => {
    const scales = fc.double({ min: 0.001, max: 4, noNaN: true });
    fc.assert(
      fc.property(logitsOf, scales, fc.constantFrom(0.5, 1, 2), (logits, scale, beta) => {
        const largest = Math.max(...logits);
        const powers = Array.from(logits, (logit) => Math.exp(beta * Math.fround(scale) * (logit - largest)));
        const sum = powers.reduce((total, power) => total + power, 0);
        for (const [i, q] of softmaxInt8(logits, scale, beta).entries()) {
          const expected = Math.min(255, (256 * powers[i]) / sum);
          expect(Math.abs(q + 128 - expected)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 2_000, seed: 5 },
    );
  });

  it('gives 255/256 to the only class, half to each of two equal ones, nothing to what is far below', () => {
    expect(softmaxInt8(Int8Array.of(-3), 0.1, 1)).toEqual(Int8Array.of(127));
    expect(softmaxInt8(Int8Array.of(5, 5), 0.1, 1)).toEqual(Int8Array.of(0, 0));
    expect(softmaxInt8(Int8Array.of(127, -128), 1, 1)).toEqual(Int8Array.of(127, -128));
  });

  it('keeps the order of the classes', () => {
    fc.assert(
      fc.property(logitsOf, (logits) => {
        const probabilities = softmaxInt8(logits, 0.05, 1);
        for (const [i, a] of logits.entries()) {
          for (const [j, b] of logits.entries())
            if (a > b) expect(probabilities[i]).toBeGreaterThanOrEqual(probabilities[j]);
        }
      }),
      { numRuns: 200, seed: 6 },
    );
  });
});

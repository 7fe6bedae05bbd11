import { describe, expect, it } from 'vitest';
import { probabilityOfLoss } from '../../host/validate/mcnemar.ts';

describe("McNemar's test", () => {
  it.each([
    [{ lost: 0, gained: 0 }, 1],
    [{ lost: 0, gained: 9 }, 1],
    [{ lost: 5, gained: 0 }, 1 / 32],
    [{ lost: 4, gained: 1 }, 6 / 32],
    [{ lost: 10, gained: 2 }, 79 / 4096],
  ])('of %o has the probability %d', (counts, expected) => {
    expect(probabilityOfLoss(counts)).toBeCloseTo(expected, 12);
  });

  it('holds for many samples', () => {
    expect(probabilityOfLoss({ lost: 500, gained: 500 })).toBeCloseTo(0.5126, 4);
    expect(probabilityOfLoss({ lost: 600, gained: 400 })).toBeLessThan(1e-9);
  });

  it('refuses counts that are none', () => {
    expect(() => probabilityOfLoss({ lost: -1, gained: 0 })).toThrow(/not -1 and 0/);
  });
});

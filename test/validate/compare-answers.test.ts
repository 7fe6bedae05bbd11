import { describe, expect, it } from 'vitest';
import { compareAnswers } from '../../host/validate/compare-answers.ts';

/** `lost`, then `gained`, then samples on which both are right. */
function answers(lost: number, gained: number, both: number): [boolean[], boolean[]] {
  const all = (count: number, value: boolean) => new Array<boolean>(count).fill(value);
  return [
    [...all(lost, true), ...all(gained, false), ...all(both, true)],
    [...all(lost, false), ...all(gained, true), ...all(both, true)],
  ];
}

describe('two students on the same samples', () => {
  it('says nothing where they never differ', () => {
    expect(compareAnswers(...answers(0, 0, 7))).toEqual({
      ...{ bothRight: 7, bothWrong: 0, lost: 0, gained: 0, p: 1 },
      difference: { value: 0, low: 0, high: 0 },
    });
  });

  it('counts who is right alone, and tests that two-sided', () => {
    // Of Binomial(10, 1/2), at most 2 or at least 8: 112 of 1024.
    const { lost, gained, p, difference } = compareAnswers(...answers(2, 8, 90));
    expect([lost, gained]).toEqual([2, 8]);
    expect(p).toBeCloseTo(112 / 1024, 12);
    expect(difference.value).toBeCloseTo(0.06, 12);
    expect(difference.low).toBeLessThan(0);
  });

  it('has an interval that excludes 0 exactly where p is under 0.05', () => {
    for (let lost = 0; lost < 15; lost++)
      for (let gained = 0; gained < 15; gained++) {
        const { p, difference } = compareAnswers(...answers(lost, gained, 20));
        expect(difference.low > 0 || difference.high < 0).toBe(p < 0.05);
      }
  });

  it('refuses other samples, and none', () => {
    expect(() => compareAnswers([true], [])).toThrow('on the same samples, not on 1 and 0');
    expect(() => compareAnswers([], [])).toThrow('not on 0 and 0');
  });
});

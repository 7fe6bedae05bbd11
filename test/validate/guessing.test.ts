import { describe, expect, it } from 'vitest';
import { isNoBetterThanGuessing, majorityShareOf, warnOfGuessing } from '../../host/validate/guessing.ts';
import { proportionOf } from '../../host/validate/statistics.ts';

const labelsOf = (...counts: number[]) => Uint8Array.from(counts.flatMap((count, label) => Array(count).fill(label)));

describe('the majority share', () => {
  it('is that of the most frequent class', () => {
    expect(majorityShareOf(labelsOf(2, 6, 4))).toBe(0.5);
    expect(majorityShareOf(labelsOf(0, 3))).toBe(1);
  });
});

describe('an accuracy', () => {
  it.each([
    [12, labelsOf(12, 12, 12), true],
    [17, labelsOf(12, 12, 12), true], // 17 of 36: 30.4 – 64.5 %
    [19, labelsOf(12, 12, 12), false], // 19 of 36: 35.5 – 69.6 %
    [0, labelsOf(18, 18), true],
    [90, labelsOf(90, 5, 5), true], // what naming the first class gives
    [95, labelsOf(90, 5, 5), true],
    [99, labelsOf(90, 5, 5), false],
  ])('of %i right is compared with always naming the most frequent class', (count, labels, guesses) => {
    expect(isNoBetterThanGuessing(proportionOf(count, labels.length), majorityShareOf(labels))).toBe(guesses);
  });

  it('that is not better gives a warning with its figures and what to try', () => {
    const labels = labelsOf(12, 12, 12);
    const accuracy = proportionOf(13, 36);
    const [warning] = warnOfGuessing({ model: 'teacher', accuracy, labels, advice: 'try something else' });
    expect(warning).toMatchObject({
      kind: 'no-better-than-guessing',
      model: 'teacher',
      accuracy: 13 / 36,
      low: accuracy.low,
      high: accuracy.high,
      majorityShare: 1 / 3,
      advice: 'try something else',
    });
    expect(warning.message).toBe(
      'the teacher is no better than guessing: 36.11 % right (20.82 – 53.78 %), and always naming the most frequent class is right for 33.33 %; try something else',
    );
    expect(warnOfGuessing({ model: 'board', accuracy, labels })[0].message).toMatch(
      /; try --augment, .* --learning-rate and more --epochs, /,
    );
    expect(warnOfGuessing({ model: 'teacher', accuracy: proportionOf(30, 36), labels })).toEqual([]);
  });

  it('of the first samples of a split is compared with the whole split, unless they are too few to tell', () => {
    const sorted = labelsOf(50, 50);
    expect(warnOfGuessing({ model: 'board', accuracy: proportionOf(40, 40), labels: sorted })).toEqual([]);
    expect(warnOfGuessing({ model: 'board', accuracy: proportionOf(20, 40), labels: sorted })).toHaveLength(1);
    expect(warnOfGuessing({ model: 'board', accuracy: proportionOf(0, 3), labels: sorted })).toEqual([]);
  });

  it('of too few samples to tell says so, however good', () => {
    const [{ message }] = warnOfGuessing({ model: 'board', accuracy: proportionOf(4, 4), labels: labelsOf(2, 2) });
    expect(message).toContain('4 samples of these classes are too few to tell; hold out more');
  });
});

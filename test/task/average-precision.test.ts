import { describe, expect, it } from 'vitest';
import {
  averagePrecision,
  averagePrecisions,
  countFound,
  intervalOf,
  matchPicture,
  meanAveragePrecision,
} from '../../host/task/average-precision.ts';
import { type Box, overlapOf, suppressOverlapping } from '../../host/task/boxes.ts';

const unit: Box = [0.1, 0.1, 0.3, 0.3];
const beside: Box = [0.5, 0.5, 0.7, 0.7];
/** Overlaps `unit` by 0.15 · 0.2 of 0.25 · 0.2: 0.6. */
const near: Box = [0.15, 0.1, 0.35, 0.3];

describe('the overlap of two boxes', () => {
  it('is the common area over that of both together', () => {
    expect(overlapOf(unit, unit)).toBeCloseTo(1, 12);
    expect(overlapOf(unit, near)).toBeCloseTo(0.6, 12);
    expect(overlapOf(unit, beside)).toBe(0);
    expect(overlapOf([0, 0, 1, 1], [0, 0, 0.5, 0.5])).toBeCloseTo(0.25, 12);
    expect(overlapOf([0, 0, 0.5, 1], [0.5, 0, 1, 1])).toBe(0); // they touch
    expect(overlapOf([0.2, 0.2, 0.2, 0.2], [0.2, 0.2, 0.2, 0.2])).toBe(0); // no area
  });

  it('lets the most confident of a class stand, and other classes beside it', () => {
    const found = [
      { label: 0, confidence: 0.6, box: unit },
      { label: 0, confidence: 0.9, box: near },
      { label: 1, confidence: 0.3, box: unit },
      { label: 0, confidence: 0.2, box: beside },
    ];
    expect(suppressOverlapping(found).map(({ confidence }) => confidence)).toEqual([0.9, 0.3, 0.2]);
  });
});

describe('the average precision', () => {
  it.each([
    // precision at each recall: 1/1, 2/2; the third box is never found
    ['right, right, of three', [true, true], 3, 2 / 3],
    // recall 1/2 at precision 1/2, recall 1 at 2/3: the larger one holds for both
    ['wrong, right, right, of two', [false, true, true], 2, 2 / 3],
    // 1/1, then 2/4, then 3/5 of four: (1 + 0.6 + 0.6) / 4
    ['right, wrong, wrong, right, right, of four', [true, false, false, true, true], 4, 0.55],
    ['nothing right', [false, false], 2, 0],
    ['nothing found', [], 2, 0],
    ['a wrong one behind all that there is', [true, false], 1, 1],
  ])('of %s is the area under the envelope', (_, right, labelled, expected) => {
    expect(averagePrecision(right, labelled)).toBeCloseTo(expected, 12);
  });

  it('counts a second box of the same thing as wrong, and one of another class', () => {
    const found = [
      { label: 0, confidence: 0.9, box: near },
      { label: 0, confidence: 0.8, box: unit },
      { label: 1, confidence: 0.7, box: unit },
    ];
    const { judged, counts } = matchPicture(found, [{ label: 0, box: unit }], 2);
    expect(judged.map(({ right }) => right)).toEqual([true, false, false]);
    expect(counts).toEqual([1, 0]);
  });

  it('ranks the boxes of all pictures together, and means over the classes that are labelled', () => {
    const labelled = [{ label: 0, box: unit }];
    const one = matchPicture([{ label: 0, confidence: 0.9, box: beside }], labelled, 3);
    const other = matchPicture([{ label: 0, confidence: 0.6, box: unit }], [...labelled, { label: 2, box: beside }], 3);
    // class 0: wrong, right, of two: recall 1/2 at precision 1/2; class 1 has no labels; class 2: nothing found
    expect(averagePrecisions([one, other], 3)).toEqual([0.25, undefined, 0]);
    expect(meanAveragePrecision([one, other], 3)).toBe(0.125);
    expect(countFound([one, other])).toEqual({ found: 1, labelled: 3 });
  });

  it('has an interval over the pictures, which holds it', () => {
    const right = matchPicture([{ label: 0, confidence: 0.9, box: unit }], [{ label: 0, box: unit }], 1);
    const wrong = matchPicture([{ label: 0, confidence: 0.8, box: beside }], [{ label: 0, box: unit }], 1);
    const pictures = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? right : wrong));
    const { low, high } = intervalOf(pictures, 1);
    expect(meanAveragePrecision(pictures, 1)).toBe(0.5);
    expect(low).toBeGreaterThan(0.3); // a proportion of 20 in 40: 0.34 to 0.66
    expect(low).toBeLessThan(0.4);
    expect(high).toBeGreaterThan(0.6);
    expect(high).toBeLessThan(0.7);
    expect(intervalOf([right, right], 1)).toEqual({ low: 1, high: 1 });
  });
});

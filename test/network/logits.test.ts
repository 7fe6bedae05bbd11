import { describe, expect, it } from 'vitest';
import { argmax, softmax } from '../../host/network/logits.ts';

describe('softmax', () => {
  it('divides the logits by the temperature', () => {
    const [first, second] = softmax([2, 0], 2);
    expect(first / second).toBeCloseTo(Math.E, 12);
  });

  it('stays finite and sums to 1 for logits far apart', () => {
    const probabilities = softmax([1e4, -1e4, 9.999e3]);
    expect(probabilities.reduce((sum, p) => sum + p)).toBeCloseTo(1, 12);
    expect(probabilities[1]).toBe(0);
  });
});

it('argmax takes the first of equals', () => {
  expect(argmax([1, 7, 7, 2])).toBe(1);
});

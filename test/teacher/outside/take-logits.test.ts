import { describe, expect, it } from 'vitest';
import { softmax } from '../../../host/network/logits.ts';
import { takeLogits } from '../../../host/teacher/outside/take-logits.ts';

const ids = Int32Array.of(7, 8);

describe('what a teacher puts out', () => {
  it('is logits as it stands where rows do not sum to 1', () => {
    const rows = Float32Array.of(1, 2, 3, 4, -5, 6);
    expect(takeLogits(rows, ids, 3, 'model')).toEqual({ logits: rows, output: 'logits' });
  });

  it('becomes its logarithm where every row is probabilities, and gives them back at temperature 1', () => {
    const rows = Float32Array.of(0.5, 0.25, 0.25, 0.9, 0.1, 0);
    const { logits, output } = takeLogits(rows, ids, 3, 'model');
    expect(output).toBe('probabilities');
    for (const row of [0, 1]) {
      for (const [at, p] of softmax(logits.subarray(3 * row, 3 * row + 3)).entries()) {
        expect(p).toBeCloseTo(rows[3 * row + at], 6);
      }
    }
    expect(logits[5]).toBeCloseTo(-87.34, 2);
  });

  it('is probabilities when written with four decimals', () => {
    expect(takeLogits(Float32Array.of(0.3333, 0.3333, 0.3333), ids.subarray(0, 1), 3, 'file').output).toBe(
      'probabilities',
    );
  });

  it('is what the user says it is', () => {
    const rows = Float32Array.of(0.5, 0.5, 0.1, 0.9);
    expect(takeLogits(rows, ids, 2, 'model', 'logits')).toEqual({ logits: rows, output: 'logits' });
  });

  it.each([
    [[0.5, 0.5, 0.4, 0.4], 'is no probabilities: it sums to 0.8000. Leave --teacher-output out, or name logits.'],
    [[0.5, 0.5, 1.5, -0.5], 'is no probabilities: it has the value -0.5000'],
  ])('is refused as probabilities where it is %s', (rows, says) => {
    expect(() => takeLogits(Float32Array.from(rows), ids, 2, 'model', 'probabilities')).toThrow(
      `model: the output for sample 8 ${says}`,
    );
  });

  it('has to be named where most rows are probabilities and some are not', () => {
    const rows = Float32Array.of(0.5, 0.5, 0.1, 0.9, 3, 4);
    expect(() => takeLogits(rows, Int32Array.of(1, 2, 3), 2, 'model')).toThrow(
      'the output for sample 3 sums to 7.000, but most other rows are probabilities. Say which with --teacher-output logits or',
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('is refused with its sample where it is %s', (value) => {
    expect(() => takeLogits(Float32Array.of(1, 2, 3, value), ids, 2, 'model')).toThrow(
      `model: the output for sample 8 is ${value} for class 1. Check what the model is fed`,
    );
  });
});

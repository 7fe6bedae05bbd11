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

  it.each([
    ['two decimals', 3, [0.34, 0.34, 0.33, 1, 0.01, 0]],
    ['two decimals and five classes', 5, [0.21, 0.21, 0.2, 0.2, 0.2, 0.19, 0.19, 0.2, 0.2, 0.2]],
    ['one decimal', 2, [0.3, 0.7, 0.1, 0.9]],
    ['three decimals', 3, [0.333, 0.333, 0.333, 0.001, 0.999, 0.001]],
    ['per cent', 3, [33.3, 33.3, 33.3, 0, 99.9, 0.1]],
    ['whole per cent', 3, [33, 33, 33, 1, 98, 2]],
    ['per cent unrounded', 2, [12.345678, 87.654322, 0.1234567, 99.8765433]],
  ])('is probabilities when written with %s', (_, classes, rows) => {
    const { logits, output } = takeLogits(Float32Array.from(rows), ids, classes, 'file');
    expect(output).toBe('probabilities');
    const [first, sum] = [rows.slice(0, classes), rows.slice(0, classes).reduce((a, b) => a + b)];
    for (const [at, p] of softmax(logits.subarray(0, classes)).entries()) expect(p).toBeCloseTo(first[at] / sum, 5);
  });

  it('is probabilities where each row names one class', () => {
    const { logits, output } = takeLogits(Float32Array.of(0, 1, 1, 0), ids, 2, 'file');
    expect(output).toBe('probabilities');
    expect(logits.every(Number.isFinite)).toBe(true);
  });

  it.each([
    ['with one decimal and too far from 1', [0.3, 0.3, 0.3, 0.1, 0.8, 0.1], 'sample 7 sums to 0.9000'],
    ['as independent sigmoids', [0.9061, 0.2463, 0.5742, 0.1234, 0.8765, 0.5], 'sample 7 sums to 1.727'],
  ])('has to be named where its values are in 0 … 1, %s', (_, rows, says) => {
    const values = Float32Array.from(rows);
    expect(() => takeLogits(values, ids, 3, 'file')).toThrow(
      `${says}, but all values are in 0 … 1, as probabilities are. Say which with --teacher-output logits or --teacher-output probabilities.`,
    );
    expect(takeLogits(values, ids, 3, 'file', 'logits')).toEqual({ logits: values, output: 'logits' });
    const { logits, output } = takeLogits(values, ids, 3, 'file', 'probabilities');
    expect(output).toBe('probabilities');
    expect(logits[0]).toBeCloseTo(Math.log(rows[0]), 6);
  });

  it('is what the user says it is', () => {
    const rows = Float32Array.of(0.5, 0.5, 0.1, 0.9);
    expect(takeLogits(rows, ids, 2, 'model', 'logits')).toEqual({ logits: rows, output: 'logits' });
  });

  it.each([
    [
      [0.5, 0.5, 4, 4],
      'is not a row of probabilities: it sums to 8.000. Leave --teacher-output out, or use --teacher-output logits.',
    ],
    [
      [0.5, 0.5, 0, 0],
      'is not a row of probabilities: it sums to 0.000. Leave --teacher-output out, or use --teacher-output logits.',
    ],
    [[0.5, 0.5, 1.5, -0.5], 'is not a row of probabilities: it has the value -0.5000'],
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
      `model: the output for sample 8 is ${value} for class 1. Check the model's input scaling`,
    );
  });
});

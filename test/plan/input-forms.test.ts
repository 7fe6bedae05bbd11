import { describe, expect, it } from 'vitest';
import { listInputForms, smallestInputBytes, wholeForm } from '../../host/plan/input-forms.ts';

const within = (most: number) => (bytes: number) => bytes <= most;
const shown = (shape: readonly [number, number, number], most: number) =>
  listInputForms(shape, within(most)).map(
    ({ trim, shape, bits, inputBytes }) => `${shape.join('×')} of ${bits} bits, ${trim} trimmed: ${inputBytes}`,
  );

describe('forms of an input', () => {
  it('that fit, and give up no more than they must', () => {
    expect(shown([28, 28, 1], 200)).toEqual([
      '20×20×1 of 4 bits, 0.125 trimmed: 200',
      '28×28×1 of 2 bits, 0 trimmed: 196',
      '14×14×1 of 8 bits, 0 trimmed: 196',
    ]);
  });

  it('may be the whole picture alone, where that fits', () => {
    expect(listInputForms([28, 28, 1], within(784))).toEqual([wholeForm([28, 28, 1])]);
  });

  it('of colours may be grey', () => {
    expect(shown([32, 32, 3], 256)).toContain('16×16×1 of 8 bits, 0 trimmed: 256');
  });

  it.each([
    [[28, 28, 1], 4],
    [[8, 8, 1], 2],
    [[2, 30, 3], 6],
  ] as const)('of %j have at least %i bytes, and none fits less', (shape, least) => {
    expect(smallestInputBytes(shape)).toBe(least);
    expect(listInputForms(shape, within(least - 1))).toEqual([]);
    for (const form of listInputForms(shape, within(least))) expect(form.inputBytes).toBe(least);
  });

  it('keep to a budget, whatever the picture', () => {
    for (let side = 1; side < 70; side += 3) {
      for (const most of [1, 10, 100, 1_000]) {
        for (const { inputBytes, shape, bits } of listInputForms([side, 2 * side, 3], within(most))) {
          expect(inputBytes).toBeLessThanOrEqual(most);
          expect(inputBytes).toBe(Math.ceil((shape[0] * shape[1] * shape[2] * bits) / 8));
        }
      }
    }
  });
});

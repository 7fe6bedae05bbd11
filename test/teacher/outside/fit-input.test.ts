import { expect, it } from 'vitest';
import { fitInput } from '../../../host/teacher/outside/fit-input.ts';

const source = 'model';

it.each([
  [
    [8, 6, 1],
    [8, 6, 1],
    [8, 6, 1],
  ],
  [
    [null, null, 1],
    [8, 6, 1],
    [8, 6, 1],
  ],
  [
    [8, 6],
    [8, 6, 1],
    [8, 6],
  ],
  [[48], [8, 6, 1], [48]],
  [[null], [8, 6, 3], [144]],
] as const)('an input of %j takes pictures of %j as %j', (inputShape, shape, form) => {
  expect(fitInput({ source, inputShape }, shape)).toEqual(form);
});

it.each([
  [
    [28, 28, 1],
    'model: the input shape is 28×28×1, but the data set has 8×6×3. Name the data set that it was trained on',
  ],
  [[8, 6], 'the input shape is 8×6, but the data set has 8×6×3'],
  [[null, 8], 'the input shape is ?×8'],
  [
    [3, 8, 6],
    "model cannot be used as a teacher: its input 3×8×6 has the channels first, but the data set's pictures are 8×6×3. Build it with",
  ],
])('an input of %j is refused', (inputShape, says) => {
  expect(() => fitInput({ source, inputShape }, [8, 6, 3])).toThrow(says);
});

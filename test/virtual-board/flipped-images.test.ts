import { expect, it } from 'vitest';
import { runFlippedImages } from './run-flipped-images.ts';

it('a board survives images with flipped bits that pass every check, and answers afterwards', async () => {
  const { predicted, refused } = await runFlippedImages(6, 15);
  expect(predicted + refused).toBe(6);
});

import { expect, it } from 'vitest';
import { runFlippedImages } from './run-flipped-images.ts';

it.each([1, 2])('a board survives a hundred images with flipped bits that pass every check (seed %i)', async (seed) => {
  const { predicted, refused } = await runFlippedImages(100, seed);
  expect(predicted + refused).toBe(100);
});

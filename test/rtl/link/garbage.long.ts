// The whole board is never wedged, in numbers: the virtual board's RTL with its real core. garbage.test.ts asks the link alone.
import { expect, it } from 'vitest';
import { benchGarbage } from '../../bench/garbage.ts';

it('answers a valid frame after each of 10,000 random byte strings', () => {
  const figures = benchGarbage({ strings: 10_000, seed: 1 });
  console.log(JSON.stringify(figures));
  expect(figures).toMatchObject({ strings: 10_000, flashes: 100 });
  expect(figures.bytes).toBeGreaterThan(1_000_000);
  expect(figures.rateChanges).toBeGreaterThan(0);
  expect(figures.otherReplies).toBeGreaterThan(1000);
});

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';

describe('random', () => {
  it('repeats a sequence for the same seed, and not for another', () => {
    const draw = (seed: number) => Array.from({ length: 20 }, createRandom(seed).next);
    expect(draw(7)).toEqual(draw(7));
    for (const other of [8, -7, 7 + 2 ** 32, 0]) expect(draw(other)).not.toEqual(draw(7));
  });

  it('draws integers of every value equally often', () => {
    const random = createRandom(1);
    const counts = new Array(7).fill(0);
    for (let draw = 0; draw < 70_000; draw++) counts[random.integer(7)]++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it('draws normal numbers of mean 0 and deviation 1', () => {
    const random = createRandom(2);
    const values = Array.from({ length: 50_000 }, random.normal);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1)).toBeLessThan(0.03);
  });

  it('shuffles in place and loses nothing', () => {
    const items = Int32Array.from({ length: 1000 }, (_, index) => index);
    const shuffled = createRandom(3).shuffle(items);
    expect(shuffled).toBe(items);
    expect(shuffled.some((item, index) => item !== index)).toBe(true);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, index) => index));
  });

  it('refuses a seed or a range that is not an integer', () => {
    expect(() => createRandom(0.5)).toThrow('seed 0.5 is not an integer below 2^53');
    expect(() => createRandom(1).integer(0)).toThrow('0 is not an integer in 1 … 2^32');
  });
});

// Twenty seeds of a line that loses one byte in a thousand.
import { describe, expect, it } from 'vitest';
import { everySample, validateOnLine } from './validate-on-line.ts';

describe('on a line that drops a byte in a thousand', () => {
  const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
  it.concurrent.each(seeds)('validate ends right (seed %i)', async (seed) => {
    expect(await validateOnLine(`virtual:up5k?drop=0.001&seed=${seed}`)).toEqual(everySample);
  });
});

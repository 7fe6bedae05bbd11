// A line that loses one byte in a thousand, and so every other input; the long table of seeds is in ./lossy-line.soak.ts.
import { describe, expect, it } from 'vitest';
import { everySample, validateOnLine } from './validate-on-line.ts';

describe('on a line that drops a byte in a thousand', () => {
  it.concurrent.each([1, 2, 3])(
    'validate ends right (seed %i)',
    async (seed) => {
      expect(await validateOnLine(`virtual:up5k?drop=0.001&seed=${seed}`)).toEqual(everySample);
    },
    300_000,
  );
});

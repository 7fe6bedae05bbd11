import { expect, it } from 'vitest';
import { sentText } from '../../host/cli/steps/flash-image.ts';

const figures = { payloadBytes: 89_232, skipped: false, baud: 3_000_000, seconds: 0.31 };

it('says what of an image was sent, and in how many ranges', () => {
  const text = (sentBytes: number, sentRanges: number) => sentText({ ...figures, sentBytes, sentRanges }, '0.31 s');
  expect(text(89_232, 1)).toBe('89,232 bytes in 0.31 s');
  expect(text(4112, 2)).toBe('sent 4,112 of 89,232 bytes in 2 ranges: the rest was on the board already (0.31 s)');
  expect(text(16, 1)).toBe('sent 16 of 89,232 bytes in 1 range: the rest was on the board already (0.31 s)');
  expect(text(0, 0)).toBe('sent 0 of 89,232 bytes: all was on the board already (0.31 s)');
});

import { expect, it } from 'vitest';
import { sentText, timeText } from '../../host/cli/steps/flash-image.ts';

const figures = { payloadBytes: 89_232, skipped: false, baud: 3_000_000, seconds: 0.31 };

it('says what of an image was sent, and in how many ranges', () => {
  const text = (sentBytes: number, sentRanges: number) => sentText({ ...figures, sentBytes, sentRanges }, '0.31 s');
  expect(text(89_232, 1)).toBe('89,232 bytes in 0.31 s');
  expect(text(4112, 2)).toBe('sent 4,112 of 89,232 bytes in 2 ranges: the rest was on the board already (0.31 s)');
  expect(text(16, 1)).toBe('sent 16 of 89,232 bytes in 1 range: the rest was on the board already (0.31 s)');
  expect(text(0, 0)).toBe('sent 0 of 89,232 bytes: all was on the board already (0.31 s)');
});

it('keeps wall time apart from what of the line the payload fills while data flows, and says by whose clock', () => {
  expect(timeText({ ...figures, lineShare: 0.976, lineClock: 'board' })).toBe(
    "0.31 s at 3,000,000 baud; while data flows, payload fills 97.6 % of the bit times by the board's clock",
  );
  expect(timeText({ ...figures, lineShare: 0.9, lineClock: 'host' })).toContain(
    "90.0 % of the bit times by the host's clock",
  );
  expect(timeText(figures)).toBe('0.31 s at 3,000,000 baud');
});

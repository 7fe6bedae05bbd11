import { expect, it } from 'vitest';
import { lineShareOf } from '../../host/cli/text/line-share.ts';

const frame = (firstStartBit: number, lastStopBit: number, bytes: number) => ({ firstStartBit, lastStopBit, bytes });

it('counts from the first start bit to the last stop bit of the data frames alone', () => {
  const frames = [
    frame(0, 1_000, 27), // begin
    frame(5_000, 25_000, 200),
    frame(25_000, 45_000, 200),
    frame(90_000, 92_000, 22), // commit
  ];
  expect(lineShareOf(frames, { sentBytes: 380, dataFrames: 2, cyclesPerBit: 10 })).toBeCloseTo(0.95, 12);
});

it('counts a pause and a piece sent again as time lost', () => {
  const frames = [frame(0, 10_000, 100), frame(10_000, 20_000, 100), frame(30_000, 40_000, 100)];
  expect(lineShareOf(frames, { sentBytes: 200, dataFrames: 3, cyclesPerBit: 10 })).toBeCloseTo(0.5, 12);
});

it('is 0 where nothing was sent', () => {
  expect(lineShareOf([], { sentBytes: 100, dataFrames: 0, cyclesPerBit: 8 })).toBe(0);
});

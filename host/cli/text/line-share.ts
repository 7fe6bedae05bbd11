// How much of the line an upload's payload filled while data flowed, from what passed the board's receiving pin, on the board's clock.

import type { LineFrame } from '../../../firmware-artifacts/virtual-board/virtual-board.ts';

/** The frames that have passed the board's receiving pin so far; only a virtual board can tell. */
export type LineFrames = () => Promise<readonly LineFrame[]>;

export interface Upload {
  /** Of the payload. */
  readonly sentBytes: number;
  readonly dataFrames: number;
  /** The board's clock over the baud rate. */
  readonly cyclesPerBit: number;
}

/**
 * Bytes sent × 10 bit times ÷ bit times from the first start bit to the last stop bit of the data frames: 1 would be a line that
 * carries nothing but payload without a pause. `frames` are those of one flash; its data frames are the longest, since every one is
 * longer than any other request. 0 without data frames.
 */
export function lineShareOf(frames: readonly LineFrame[], { sentBytes, dataFrames, cyclesPerBit }: Upload): number {
  const data = [...frames].sort((a, b) => b.bytes - a.bytes).slice(0, dataFrames);
  if (data.length === 0) return 0;
  const start = Math.min(...data.map(({ firstStartBit }) => firstStartBit));
  const end = Math.max(...data.map(({ lastStopBit }) => lastStopBit));
  return (sentBytes * 10 * cyclesPerBit) / (end - start);
}

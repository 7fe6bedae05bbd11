// A time on a board, always shown with its clock.

import { boards } from '../../image/core-description.ts';

/** `24 MHz`. */
export function megahertz(hertz: number): string {
  return `${Number((hertz / 1e6).toFixed(2))} MHz`;
}

/** `0.752 ms at 24 MHz, a target: no bitstream runs at that clock`. */
export function boardTime(milliseconds: number, clockHz: number): string {
  const isAim = boards.some((board) => board.clockHz === clockHz && board.noBitstream !== undefined);
  return `${milliseconds.toFixed(3)} ms at ${megahertz(clockHz)}${isAim ? ', a target: no bitstream runs at that clock' : ''}`;
}

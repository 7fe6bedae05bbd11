// Whether a routed design reaches its board's clock, with something to spare for what its timing model leaves out.
import { RetortError } from '../../proto/retort-error.ts';
import type { Timing } from './layout-report.ts';

/** Of its clock, what a routed design must reach. */
const MARGIN = 1.1;

export class TooSlowError extends RetortError {
  readonly code = 'BOARD_TOO_SLOW';
  readonly category = 'comparison';
  override readonly name = 'TooSlowError';
  readonly board: string;
  readonly fmaxMHz: number;
  readonly neededMHz: number;

  constructor(board: string, { fmaxMHz, criticalPath }: Timing, { needed, seed }: { needed: number; seed: number }) {
    const { nanoseconds, from, to } = criticalPath;
    super(
      `${board} reaches ${fmaxMHz.toFixed(2)} MHz as routed with seed ${seed}, and needs ${needed.toFixed(2)}, a tenth more than its ` +
        `clock: the longest path takes ${nanoseconds.toFixed(2)} ns, from ${from} to ${to}; try another --seed`,
    );
    this.board = board;
    this.fmaxMHz = fmaxMHz;
    this.neededMHz = needed;
  }
}

/** @throws TooSlowError */
export function requireMargin(
  board: string,
  timing: Timing,
  { clockHz, seed }: { readonly clockHz: number; readonly seed: number },
): void {
  const needed = (MARGIN * clockHz) / 1e6;
  if (timing.fmaxMHz < needed) throw new TooSlowError(board, timing, { needed, seed });
}

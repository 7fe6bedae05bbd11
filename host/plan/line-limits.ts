// Where the line is slower than the core, and how small an input would have to be for that to end. A faster line is in the plan's rates.
import type { LinkPlan } from './link-time.ts';

/** At a rate at which the line is the bottleneck. */
export interface LineLimit {
  readonly baud: number;
  /**
   * The longest input, in bytes, that is on the line no longer than the core computes for the present one; null where even one byte is on it
   * longer, or a prediction is.
   */
  readonly balancedInputBytes: number | null;
}

/**
 * In the order of the rates; none where the core is the bottleneck at all of them.
 * @param wireBytesOf bytes on the line for an input of that many bytes; a longer input never takes fewer
 */
export function findLineLimits(
  { rates, computeMilliseconds }: LinkPlan,
  inputBytes: number,
  wireBytesOf: (inputBytes: number) => number,
): LineLimit[] {
  return rates
    .filter(({ bottleneck }) => bottleneck !== 'core')
    .map(({ baud, outputMilliseconds }) => {
      const fits = (bytes: number) => (10_000 * wireBytesOf(bytes)) / baud <= computeMilliseconds;
      const most = outputMilliseconds > computeMilliseconds ? 0 : findLongest(inputBytes, fits);
      return { baud, balancedInputBytes: most === 0 ? null : most };
    });
}

/** The largest of 1 … `most` that fits, by halving; 0 where none does. */
function findLongest(most: number, fits: (bytes: number) => boolean): number {
  let [longest, tooLong] = [0, most + 1];
  while (tooLong - longest > 1) {
    const middle = (longest + tooLong) >> 1;
    if (fits(middle)) longest = middle;
    else tooLong = middle;
  }
  return longest;
}

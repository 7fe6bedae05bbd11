// Where the line is slower than the core, how small an input would have to be for that to end, and what inputs of fewer bits a value bring. A
// faster line is in the plan's rates.
import { type InputBits, inputBits } from '../quantize/input-levels.ts';
import { type LinkedStudent, type LinkPlan, planLink } from './link-time.ts';

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

/** The same student with fewer bits in each value of its inputs. */
export interface PackedInput {
  readonly bits: InputBits;
  /** Of an input, without framing. */
  readonly inputBytes: number;
  readonly inferencesPerSecond: number;
}

/** @param student with inputs of `values` values of `bits` bits; `wireBytesOf` as above */
export function findPackedInputs(
  student: LinkedStudent,
  { values, bits, baud }: { readonly values: number; readonly bits: InputBits; readonly baud: number },
  wireBytesOf: (inputBytes: number) => number,
): PackedInput[] {
  const fewer = inputBits.filter((each) => each < bits).reverse();
  return fewer.map((each) => {
    const inputBytes = Math.ceil((values * each) / 8);
    const bytes = { ...student.bytes, input: wireBytesOf(inputBytes) };
    const [{ inferencesPerSecond }] = planLink({ ...student, bytes }, [baud]).rates;
    return { bits: each, inputBytes, inferencesPerSecond };
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

// SOFTMAX of int8 logits to int8 probabilities, value for value that of TensorFlow Lite Micro (reference/softmax.h). It runs on the host,
// after the network's output.
import { splitExponent } from '../quantize/multiplier.ts';
import { doublingHighMultiply, roundingShiftRight } from '../quantize/requantize.ts';
import { expOfNegative, reciprocalOfOnePlus } from './fixed-point.ts';

/** A difference of logits is held in Q5, the sum of exponentials in Q12. */
const DIFFERENCE_INTEGER_BITS = 5;
const SUM_INTEGER_BITS = 12;

/**
 * The SOFTMAX of TensorFlow Lite Micro, bit for bit: int8 [classes], probability = (q + 128) / 256, saturated at 255 / 256.
 * @param logits int8 [classes], fewer than 4,096 of them, at `scale`
 * @param beta the operator's factor; beta · scale must be above 2^−26
 * @example
 * import { softmaxInt8 } from 'retort-fpga/image';
 *
 * const probabilities = softmaxInt8(Int8Array.of(-38, -128), 0.0627, 1);
 * console.log([...probabilities].map((q) => (q + 128) / 256));
 */
export function softmaxInt8(logits: Int8Array, scale: number, beta: number): Int8Array {
  const exponential = compileExponential(scale, beta);
  const largest = logits.reduce((most, logit) => Math.max(most, logit), -128);
  let sum = 0;
  for (const logit of logits) sum += roundingShiftRight(exponential(logit - largest) ?? 0, SUM_INTEGER_BITS);
  const headroom = Math.clz32(sum);
  const reciprocal = reciprocalOfOnePlus(((sum << headroom) - 0x8000_0000) | 0);
  // 1 / sum = reciprocal · 2^(headroom − 12), and eight bits of it are wanted of 31.
  const exponent = SUM_INTEGER_BITS - headroom + 31 - 8;
  return logits.map((logit) => {
    const power = exponential(logit - largest);
    if (power === undefined) return -128;
    return Math.min(127, roundingShiftRight(doublingHighMultiply(reciprocal, power), exponent) - 128);
  });
}

/** exp(beta · scale · difference) in Q0 for a difference ≤ 0 of logits; undefined where it is too small to count. */
function compileExponential(scale: number, beta: number): (difference: number) => number | undefined {
  const real = Math.min(Math.fround(beta) * Math.fround(scale) * 2 ** (31 - DIFFERENCE_INTEGER_BITS), 2 ** 31 - 1);
  const { fraction, exponent } = splitExponent(real);
  const rounded = Math.floor(fraction * 2 ** 31 + 0.5);
  const [q, shift] = rounded === 2 ** 31 ? [2 ** 30, exponent + 1] : [rounded, exponent];
  const radius = Math.floor(((2 ** DIFFERENCE_INTEGER_BITS - 1) * 2 ** (31 - DIFFERENCE_INTEGER_BITS)) / 2 ** shift);
  return (difference) =>
    difference < -radius
      ? undefined
      : expOfNegative(doublingHighMultiply((difference * 2 ** shift) | 0, q), DIFFERENCE_INTEGER_BITS);
}

// ADD as TensorFlow Lite Micro computes it (add_common.cc): both inputs brought to twice the larger of their scales with 20 more bits, added,
// and requantized. What an int8 value adds depends on the value alone, so each input is a table.
import { type Multiplier, quantizeMultiplier } from './multiplier.ts';
import type { ActivationTensor } from './quantized-network.ts';
import { requantize } from './requantize.ts';

const LEFT_SHIFT = 20;

export interface AddTerms {
  /** What each value of the inputs, from −128 on, adds to the sum; [256]. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Of the sum, which then gets the output's zero point and clamp. */
  readonly sum: Multiplier;
}

export function addTerms(left: ActivationTensor, right: ActivationTensor, output: ActivationTensor): AddTerms {
  const [leftScale, rightScale] = [Math.fround(left.scale), Math.fround(right.scale)];
  const common = 2 * Math.max(leftScale, rightScale);
  return {
    left: scaledValues(left.zeroPoint, leftScale / common),
    right: scaledValues(right.zeroPoint, rightScale / common),
    sum: quantizeMultiplier(common / (2 ** LEFT_SHIFT * Math.fround(output.scale))),
  };
}

function scaledValues(zeroPoint: number, real: number): Int32Array {
  const { q, shift } = quantizeMultiplier(real);
  return Int32Array.from({ length: 256 }, (_, i) => requantize((i - 128 - zeroPoint) << LEFT_SHIFT, q, shift));
}

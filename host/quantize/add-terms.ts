// ADD and SUB as TensorFlow Lite Micro computes them (add_common.cc, sub_common.cc): both inputs brought to twice the larger of their scales
// with 20 more bits, added or subtracted, and requantized. What an int8 value adds depends on the value alone, so each input is a table.
import { type Multiplier, quantizeMultiplier } from './multiplier.ts';
import type { ActivationTensor, AddOperation } from './quantized-network.ts';
import { requantize } from './requantize.ts';

const LEFT_SHIFT = 20;

export interface AddTerms {
  /** What each value of the inputs, from −128 on, adds to the sum; [256]. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Of the sum, which then gets the output's zero point and clamp. */
  readonly sum: Multiplier;
}

/** `left` and `right`: in the operation's order. */
export function addTerms(
  operator: AddOperation['operator'],
  left: ActivationTensor,
  right: ActivationTensor,
  output: ActivationTensor,
): AddTerms {
  const [leftScale, rightScale] = [Math.fround(left.scale), Math.fround(right.scale)];
  const common = 2 * Math.max(leftScale, rightScale);
  const second = scaledValues(right.zeroPoint, rightScale / common);
  return {
    left: scaledValues(left.zeroPoint, leftScale / common),
    right: operator === 'ADD' ? second : second.map((value) => -value),
    sum: quantizeMultiplier(common / (2 ** LEFT_SHIFT * Math.fround(output.scale))),
  };
}

function scaledValues(zeroPoint: number, real: number): Int32Array {
  const { q, shift } = quantizeMultiplier(real);
  return Int32Array.from({ length: 256 }, (_, i) => requantize((i - 128 - zeroPoint) << LEFT_SHIFT, q, shift));
}

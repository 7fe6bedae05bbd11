// LOGISTIC, TANH and HARD_SWISH as tables of 256 int8 outputs, value for value those of TensorFlow Lite Micro's int8 kernels
// (integer_ops/logistic.h, tanh.h, hard_swish.h), made from the tensors' scales and zero points.
import { quantizeMultiplier, splitExponent } from '../quantize/multiplier.ts';
import type { ActivationTensor } from '../quantize/quantized-network.ts';
import { requantize, roundingShiftRight } from '../quantize/requantize.ts';
import { logisticFixedPoint, tanhFixedPoint } from './fixed-point.ts';

/** The activations that TFLM computes in fixed point. */
export type FixedPointActivation = 'LOGISTIC' | 'TANH' | 'HARD_SWISH';

/** Outputs for the inputs −128…127, in order. */
export function makeActivationTable(
  operator: FixedPointActivation,
  input: ActivationTensor,
  output: ActivationTensor,
): Int8Array {
  const compute = {
    LOGISTIC: () => sigmoidal(input, (x) => roundingShiftRight(logisticFixedPoint(x), 23) - 128),
    TANH: () => sigmoidal(input, (x) => roundingShiftRight(tanhFixedPoint(x), 24)),
    HARD_SWISH: () => hardSwish(input, output),
  }[operator]();
  return Int8Array.from({ length: 256 }, (_, i) => clampInt8(compute(i - 128 - input.zeroPoint)));
}

const clampInt8 = (x: number): number => Math.min(127, Math.max(-128, x));
const saturateInt16 = (x: number): number => Math.min(32_767, Math.max(-32_768, x));

/** `evaluate` reads Q4 fixed point, so inputs of 15 and more (less, at the other end) saturate first. */
function sigmoidal(input: ActivationTensor, evaluate: (q4: number) => number): (x: number) => number {
  const integerBits = 4;
  const real = Math.fround(input.scale) * 2 ** (31 - integerBits);
  const { q, shift } = quantizeMultiplier(real);
  const radius = Math.floor((2 ** integerBits - 1) * 2 ** (31 - integerBits - splitExponent(real).exponent));
  return (x) => (x <= -radius ? -128 : x >= radius ? 127 : evaluate(requantize(x, q, shift)));
}

/** x · relu6(x + 3) / 6 in 16-bit fixed point. */
function hardSwish(input: ActivationTensor, output: ActivationTensor): (x: number) => number {
  const extraBits = 7;
  const hiresScale = Math.fround(Math.fround(input.scale) / 2 ** extraBits);
  const toOutput = multiplier16(Math.fround(hiresScale / Math.fround(output.scale)));
  const toReluish = multiplier16(Math.fround(hiresScale / Math.fround(3 / 32_768)));
  return (x) => {
    const hires = x << extraBits;
    const gate = (reluish(hires, toReluish) + 32_768) >> 1;
    const product = saturateInt16(Math.trunc((gate * multiply16(hires, toOutput.q)) / 32_768));
    return roundingShiftRight(product, -toOutput.shift) + output.zeroPoint;
  };
}

/** x / 3 in Q0 of 16 bits, saturated to −1…1. A shift to the left goes last by one bit, so that the product keeps it. */
function reluish(x: number, { q, shift }: { q: number; shift: number }): number {
  const shifted = shift > 0 ? saturateInt16(x * 2 ** (shift - 1)) : x;
  const product = multiply16(shifted, q);
  if (shift > 0) return saturateInt16(product * 2);
  return roundingShiftRight(product, -shift);
}

/** A multiplier whose q has 15 bits, rounded from one of 31. */
function multiplier16(real: number): { q: number; shift: number } {
  const { q, shift } = quantizeMultiplier(real);
  return { q: Math.min(32_767, Math.floor((q + 32_768) / 65_536)), shift };
}

/** round(a · b / 2^15) of int16 values, halves up; −2^15 · −2^15 saturates. */
function multiply16(a: number, b: number): number {
  return saturateInt16(Math.floor((a * b + 16_384) / 32_768));
}

// From float scales to the integers that the core and the reference multiply by: TensorFlow Lite Micro's QuantizeMultiplier and what it
// feeds it with. How they are applied is host/quantize/requantize.ts and the RTL's requantizer.
import type {
  ActivationTensor,
  Conv2dOperation,
  DepthwiseConv2dOperation,
  FullyConnectedOperation,
} from './quantized-network.ts';

/** real = q · 2^(shift − 31), q in [2^30, 2^31) or 0, shift in −31…30. */
export interface Multiplier {
  readonly q: number;
  readonly shift: number;
}

export type WeightedOperation = Conv2dOperation | DepthwiseConv2dOperation | FullyConnectedOperation;

const TWO_31 = 2 ** 31;
/** Where multipliers begin to saturate. */
export const LARGEST_MULTIPLIER = 2 ** 30;

/** real = fraction · 2^exponent with fraction in [0.5, 1), for a finite real > 0 (C's frexp). */
export function splitExponent(real: number): { fraction: number; exponent: number } {
  let exponent = Math.floor(Math.log2(real)) + 1;
  let fraction = real / 2 ** exponent;
  if (fraction >= 1) {
    fraction /= 2;
    exponent += 1;
  } else if (fraction < 0.5) {
    fraction *= 2;
    exponent -= 1;
  }
  return { fraction, exponent };
}

/**
 * `real` ≥ 0 as an integer and a power of two, rounded half up. Below 2^−32 it becomes 0, at 2^30 and above it saturates, as in TensorFlow
 * Lite's QuantizeMultiplier; the quantizer refuses such networks (./quantize-weights.ts), the importer those that saturate.
 */
export function quantizeMultiplier(real: number): Multiplier {
  if (real === 0) return { q: 0, shift: 0 };
  const { fraction, exponent } = splitExponent(real);
  const rounded = Math.floor(fraction * TWO_31 + 0.5);
  const [q, shift] = rounded === TWO_31 ? [rounded / 2, exponent + 1] : [rounded, exponent];
  if (shift < -31) return { q: 0, shift: 0 };
  if (shift > 30) return { q: TWO_31 - 1, shift: 30 };
  return { q, shift };
}

/** s_in · s_w / s_out of one output channel, in double from the float32 scales. */
export function effectiveScale(weightScale: number, input: ActivationTensor, output: ActivationTensor): number {
  return (Math.fround(input.scale) * Math.fround(weightScale)) / Math.fround(output.scale);
}

/** s_in / s_out in double from the float32 scales. */
export function identityMultiplier(input: ActivationTensor, output: ActivationTensor): Multiplier {
  return quantizeMultiplier(Math.fround(input.scale) / Math.fround(output.scale));
}

/** Of value times factor: MUL's, and PRELU's below 0. */
export function factorMultiplier(
  { factorScale }: { readonly factorScale: number },
  input: ActivationTensor,
  output: ActivationTensor,
): Multiplier {
  return quantizeMultiplier(effectiveScale(factorScale, input, output));
}

/** One multiplier per output channel, also where the weights have one scale for all. */
export function outputMultipliers(
  operation: WeightedOperation,
  input: ActivationTensor,
  output: ActivationTensor,
): Multiplier[] {
  const scales = operation.weightScales;
  return Array.from(operation.bias, (_, channel) =>
    quantizeMultiplier(effectiveScale(scales[scales.length === 1 ? 0 : channel], input, output)),
  );
}

/**
 * MEAN over `count` elements as one multiplier of their sum (less count · zero point): s_in / s_out, its q divided by `count` after a
 * shift to the left that keeps its bits (TFLM's reference reduce.h, QuantizedMeanOrSum). Here q may lie below 2^30.
 */
export function meanMultiplier(count: number, input: ActivationTensor, output: ActivationTensor): Multiplier {
  const { q, shift } = identityMultiplier(input, output);
  const extra = Math.min(Math.floor(Math.log2(count)), 32, 31 + shift);
  return { q: Number((BigInt(q) << BigInt(extra)) / BigInt(count)), shift: shift - extra };
}

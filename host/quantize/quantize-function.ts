// Functions of one real number as tables of 256 int8 values: a TABLE operation computes any of them, exactly as they are quantized here.
import type { ActivationTensor } from './quantized-network.ts';

/**
 * round(f(s_in · (q − zp_in)) / s_out) + zp_out for the inputs −128…127, in order; halves away from zero, saturated. `evaluate` must give
 * finite numbers.
 */
export function quantizeFunction(
  evaluate: (x: number) => number,
  input: ActivationTensor,
  output: ActivationTensor,
): Int8Array {
  return Int8Array.from({ length: 256 }, (_, i) => {
    const steps = evaluate((i - 128 - input.zeroPoint) * input.scale) / output.scale;
    const rounded = Math.sign(steps) * Math.floor(Math.abs(steps) + 0.5);
    return Math.min(127, Math.max(-128, rounded + output.zeroPoint));
  });
}

/** β·x·σ(x) */
export function swish(beta: number): (x: number) => number {
  return (x) => (beta * x) / (1 + Math.exp(-x));
}

/** 1 above 0, else 0: with it a decision tree becomes fully connected layers. */
export function step(x: number): number {
  return x > 0 ? 1 : 0;
}

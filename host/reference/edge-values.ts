// QUANTIZE and DEQUANTIZE at a model's edges, value for value those of TensorFlow Lite Micro (quantize_common.cc, reference/quantize.h,
// reference/dequantize.h, reference/requantize.h). They run on the host: between what the model takes and gives, and the int8 inside.
import { quantizeMultiplier } from '../quantize/multiplier.ts';
import type { Edge } from '../quantize/quantized-network.ts';
import { requantize } from '../quantize/requantize.ts';

/** real = scale · (q − zeroPoint); float32 scale. */
interface Quantization {
  readonly scale: number;
  readonly zeroPoint: number;
}

type Uint8Edge = Extract<Edge, { type: 'uint8' }>;

const INT8_RANGE = [-128, 127] as const;
const UINT8_RANGE = [0, 255] as const;

/** q = round(value / scale) + zeroPoint in float32, halves away from zero, saturated. `values`: finite float32. */
export function quantizeReals(values: Float32Array, inside: Quantization): Int8Array {
  return Int8Array.from(values, (value) => quantizeReal(value, inside));
}

export function quantizeReal(value: number, { scale, zeroPoint }: Quantization): number {
  const steps = Math.fround(value / Math.fround(scale));
  return clamp(Math.sign(steps) * Math.floor(Math.abs(steps) + 0.5) + zeroPoint, INT8_RANGE);
}

/** float32 of scale · (q − zeroPoint). */
export function dequantizeToReals(values: Int8Array, inside: Quantization): Float32Array {
  return Float32Array.from(values, (q) => dequantizeToReal(q, inside));
}

export function dequantizeToReal(q: number, { scale, zeroPoint }: Quantization): number {
  return Math.fround(Math.fround(scale) * (q - zeroPoint));
}

export function requantizeFromUint8(values: Uint8Array, outside: Uint8Edge, inside: Quantization): Int8Array {
  return Int8Array.from(values, compileRequantize(outside, inside, INT8_RANGE));
}

export function requantizeToUint8(values: Int8Array, inside: Quantization, outside: Uint8Edge): Uint8Array {
  return Uint8Array.from(values, compileRequantize(inside, outside, UINT8_RANGE));
}

/** From the integers of one quantization to those of another within `range`. */
export function compileRequantize(
  from: Quantization,
  to: Quantization,
  range: readonly [lowest: number, highest: number],
): (value: number) => number {
  const { q, shift } = quantizeMultiplier(Math.fround(from.scale) / Math.fround(to.scale));
  return (value) => clamp(requantize(value - from.zeroPoint, q, shift) + to.zeroPoint, range);
}

function clamp(value: number, [lowest, highest]: readonly [number, number]): number {
  return Math.min(highest, Math.max(lowest, value));
}

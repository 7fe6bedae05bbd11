// What follows from an operation's options and its tensors' parameters: where a window starts, and between which values an output is
// clamped. TensorFlow Lite's rules, shared by the reference and the image compiler.
import type { ActivationTensor, FusedActivation } from './quantized-network.ts';

/** Rows (or columns) of padding before the first: with SAME the smaller half of what the last window lacks. */
export function paddingBefore(
  size: number,
  outputSize: number,
  kernel: number,
  stride: number,
  padding: 'SAME' | 'VALID',
): number {
  if (padding === 'VALID') return 0;
  return Math.floor(Math.max(0, (outputSize - 1) * stride + kernel - size) / 2);
}

/** [lowest, highest] int8 value of an output with this fused activation. */
export function clampRange(activation: FusedActivation, output: ActivationTensor): [number, number] {
  if (activation === 'NONE') return [-128, 127];
  const lowest = Math.max(-128, output.zeroPoint);
  if (activation === 'RELU') return [lowest, 127];
  const six = output.zeroPoint + Math.round(Math.fround(6 / Math.fround(output.scale)));
  return [lowest, Math.min(127, six)];
}

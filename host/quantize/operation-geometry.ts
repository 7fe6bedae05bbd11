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
  const stepsOf = (real: number) => Math.round(Math.fround(real / Math.fround(output.scale)));
  const { zeroPoint } = output;
  switch (activation) {
    case 'NONE':
      return [-128, 127];
    case 'RELU':
      return [zeroPoint, 127];
    case 'RELU6':
      return [zeroPoint, Math.min(127, zeroPoint + stepsOf(6))];
    case 'RELU_N1_TO_1':
      return [Math.max(-128, zeroPoint - stepsOf(1)), Math.min(127, zeroPoint + stepsOf(1))];
  }
}

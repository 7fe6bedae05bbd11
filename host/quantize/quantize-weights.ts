// Weights to int8, one scale per output channel, and the bias to int32 at the accumulator's scale.
import { largestWeight, type WeightBits } from '../network/network.ts';
import { effectiveScale, LARGEST_MULTIPLIER } from './multiplier.ts';
import { ChannelRangeError } from './quantize-errors.ts';
import type { ActivationTensor } from './quantized-network.ts';
import { scaleOf, toNearestStep } from './weight-steps.ts';

/** Below it a multiplier becomes 0. */
const SMALLEST_MULTIPLIER = 2 ** -32;

export interface QuantizedWeights {
  readonly weights: Int8Array;
  readonly weightScales: Float32Array;
  readonly bias: Int32Array;
}

/**
 * `channels[c]` are the indices of output channel c's weights in `kernel`, in the order in which the operator wants them; the result is
 * channel after channel. A channel of zeros gets the scale at which its multiplier is 1. Throws `ChannelRangeError` where a weight is not
 * finite, the accumulator could leave int32, or the multiplier its range.
 */
export function quantizeWeights(
  layer: string,
  kernel: Float32Array,
  realBias: Float32Array,
  channels: readonly Int32Array[],
  input: ActivationTensor,
  output: ActivationTensor,
  bits: WeightBits = 8,
): QuantizedWeights {
  const most = largestWeight(bits);
  const weights = new Int8Array(kernel.length);
  const weightScales = new Float32Array(channels.length);
  const bias = new Int32Array(channels.length);
  let at = 0;
  for (const [channel, indices] of channels.entries()) {
    const fail = (problem: string) => new ChannelRangeError(layer, channel, problem);
    const largest = largestMagnitude(kernel, indices, fail);
    const scale = largest === 0 ? Math.fround(output.scale / input.scale) : scaleOf(largest, most);
    let magnitude = 0;
    for (const index of indices) {
      const q = toNearestStep(kernel[index], scale, most);
      weights[at++] = q;
      magnitude += Math.abs(q);
    }
    weightScales[channel] = scale;
    bias[channel] = quantizeBias(realBias[channel], input.scale * scale, magnitude, fail);
    checkMultiplier(effectiveScale(scale, input, output), fail);
  }
  return { weights, weightScales, bias };
}

type Fail = (problem: string) => ChannelRangeError;

function largestMagnitude(kernel: Float32Array, indices: Int32Array, fail: Fail): number {
  let largest = 0;
  for (const index of indices) {
    if (!Number.isFinite(kernel[index])) throw fail(`one of its weights is ${kernel[index]}`);
    largest = Math.max(largest, Math.abs(kernel[index]));
  }
  return largest;
}

function quantizeBias(real: number, scale: number, weightMagnitude: number, fail: Fail): number {
  const bias = Math.round(real / scale);
  if (!Number.isFinite(bias)) throw fail(`its bias is ${real}, at a scale of ${scale}`);
  // Each of the taps is at most 255 away from the zero point.
  if (Math.abs(bias) + 255 * weightMagnitude >= 2 ** 31) {
    throw fail(
      `its bias ${real} is ${bias} at the accumulator's scale of ${scale.toPrecision(3)}, too large for int32`,
    );
  }
  return bias;
}

function checkMultiplier(multiplier: number, fail: Fail): void {
  if (multiplier >= SMALLEST_MULTIPLIER && multiplier < LARGEST_MULTIPLIER) return;
  throw fail(`its multiplier ${multiplier.toPrecision(3)} is outside 2^-32 to 2^30`);
}

// What a quantized student weighs, by one rule for all methods, so that they can be compared at equal bytes.
import { isWeighted, type TrainedNetwork } from '../network/network.ts';

/**
 * Kernels at their bits (8 unless a layer says otherwise), or, where that is less, one bit for each weight and the bits of those that are not
 * 0; four bytes for each bias and each channel's scale. That is what a file needs: the core holds int8 weights dense.
 * @param folded as quantizing has it: every weighted layer has a bias, batch-norm is gone
 */
export function countBytes({ network, weights }: TrainedNetwork): number {
  let bits = 0;
  for (const layer of network.layers) {
    if (!isWeighted(layer)) continue;
    const { data } = weights.get(`${layer.name}/kernel`)!;
    const each = layer.weightBits ?? 8;
    const nonZero = data.reduce((count, value) => count + Number(value !== 0), 0);
    const channels = weights.get(`${layer.name}/bias`)!.data.length;
    bits += Math.min(data.length * each, data.length + nonZero * each) + 2 * 32 * channels;
  }
  return Math.ceil(bits / 8);
}

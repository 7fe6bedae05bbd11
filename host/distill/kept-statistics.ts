// What a network's batch normalization has kept of the training split: each channel's mean and variance. Pictures that are made without one
// picture can be held to it (Yin et al. 2020, "Dreaming to Distill", equation 4).
import { defaultEpsilon, type Network, type TrainedNetwork } from '../network/network.ts';
import { inputsOf } from '../network/shapes.ts';
import type { Operations } from '../tensorflow/operations.ts';

export interface KeptStatistics {
  /** The layer that the normalization reads. */
  readonly layer: string;
  /** [channels] each. */
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

/** Of each batch normalization. */
export function keptStatistics({ network, weights }: TrainedNetwork): KeptStatistics[] {
  return network.layers.flatMap((one, i) => {
    if (one.type !== 'batchNorm') return [];
    const { epsilon = defaultEpsilon, name } = one;
    const deviation = weights.get(`${name}/variance`)!.data.map((variance) => Math.sqrt(variance + epsilon));
    const [layer] = inputsOf(network, i);
    return [{ layer, mean: weights.get(`${name}/mean`)!.data, deviation }];
  });
}

/** Whether it has kept any. */
export function keepsStatistics(network: Network): boolean {
  return network.layers.some(({ type }) => type === 'batchNorm');
}

/**
 * Mean over the channels of ((μ − μ_kept) / σ_kept)² + (σ / σ_kept − 1)²: without units, so that no layer outweighs the others.
 * @param output of the layer, [batch, …, channels]
 */
export function distanceFromStatistics<T>(ops: Operations<T>, output: T, kept: KeptStatistics): T {
  const axes = ops
    .shapeOf(output)
    .slice(0, -1)
    .map((_, axis) => axis);
  const scale = ops.constant(kept.deviation, [kept.deviation.length]);
  const mean = ops.mean(output, axes);
  const variance = ops.mean(ops.square(ops.sub(output, mean)), axes);
  const ofMean = ops.div(ops.sub(mean, ops.constant(kept.mean, [kept.mean.length])), scale);
  const ofDeviation = ops.sub(ops.div(ops.sqrt(ops.add(variance, 1e-8)), scale), 1);
  return ops.mean(ops.add(ops.square(ofMean), ops.square(ofDeviation)));
}

// Networks with random weights, as if trained: for tests that need a float network but no training.
import { createRandom } from '../../host/artifact/random.ts';
import type { Network, TrainedNetwork } from '../../host/network/network.ts';
import { inferWeightShapes, sizeOf } from '../../host/network/shapes.ts';

/** Kernels as He et al. draw them, biases and batch-norm's weights moderately away from their neutral values. */
export function makeRandomTrained(network: Network, seed: number): TrainedNetwork {
  const random = createRandom(seed);
  const draw = (name: string, shape: readonly number[]): (() => number) => {
    if (name.endsWith('/variance') || name.endsWith('/gamma')) return () => 0.5 + random.next();
    if (!name.endsWith('/kernel')) return () => random.normal() * 0.1;
    const fanIn = shape.at(-1) === 1 ? shape[0] * shape[1] : sizeOf(shape.slice(0, -1));
    return () => random.normal() * Math.sqrt(2 / fanIn);
  };
  const weights = Array.from(inferWeightShapes(network), ([name, shape]) => {
    const next = draw(name, shape);
    return [name, { shape, data: Float32Array.from({ length: sizeOf(shape) }, next) }] as const;
  });
  return { network, weights: new Map(weights) };
}

// The weights with which training starts, drawn from a seed by our own generator.
import { createRandom } from '../artifact/random.ts';
import { deriveSeed } from './derive-seed.ts';
import type { Layer, Network, Weight, Weights } from './network.ts';
import { inferWeightShapes, sizeOf } from './shapes.ts';

/**
 * Kernels whose output goes through a ReLU or a swish: normal with variance 2/fan-in (He et al. 2015, equation 10); others: uniform in
 * ±√(6/(fan-in + fan-out)) (Glorot, Bengio 2010, equation 16). Biases 0; a batch-norm starts as the identity.
 * @throws NetworkError
 */
export function drawInitialWeights(network: Network, seed: number): Weights {
  const weights = new Map<string, Weight>();
  const shapes = inferWeightShapes(network);
  for (const [position, layer] of network.layers.entries()) {
    for (const weight of ['kernel', 'bias', 'gamma', 'beta', 'mean', 'variance']) {
      const name = `${layer.name}/${weight}`;
      const shape = shapes.get(name);
      if (!shape) continue;
      const data = new Float32Array(sizeOf(shape));
      if (weight === 'gamma' || weight === 'variance') data.fill(1);
      if (weight === 'kernel') {
        const random = createRandom(deriveSeed(seed, 'weights', name));
        const { fanIn, fanOut } = countFans(layer, shape);
        const heDeviation = Math.sqrt(2 / fanIn);
        const glorotBound = Math.sqrt(6 / (fanIn + fanOut));
        const draw = isRectified(layer, network.layers.slice(position + 1, position + 3))
          ? () => heDeviation * random.normal()
          : () => glorotBound * (2 * random.next() - 1);
        for (let i = 0; i < data.length; i++) data[i] = draw();
      }
      weights.set(name, { shape, data });
    }
  }
  return weights;
}

/**
 * A weight of no layer, such as a loss's own: kernels [window…, in, out] uniform in ±√(6/(fan-in + fan-out)), what has one axis 0.
 * @param name tells it from others of the same seed
 */
export function drawOutsideLayer(name: string, shape: readonly number[], seed: number): Weight {
  const data = new Float32Array(sizeOf(shape));
  if (shape.length < 2) return { shape, data };
  const random = createRandom(deriveSeed(seed, 'weights', 'loss', name));
  const [channelsIn, channelsOut] = shape.slice(-2);
  const bound = Math.sqrt(6 / (sizeOf(shape.slice(0, -2)) * (channelsIn + channelsOut)));
  return { shape, data: data.map(() => bound * (2 * random.next() - 1)) };
}

/** Whether a ReLU follows: the layer's own, or that of the batch-norm behind it; a swish behind either counts as one. */
function isRectified(layer: Layer, [next, afterNext]: readonly Layer[]): boolean {
  const hasRelu = (node: Layer) =>
    'activation' in node && node.activation !== undefined && node.activation !== 'linear';
  if (next?.type !== 'batchNorm') return hasRelu(layer) || next?.type === 'swish';
  return hasRelu(layer) || hasRelu(next) || afterNext?.type === 'swish';
}

/** Inputs that reach one output, and outputs that one input reaches (strides left aside). */
function countFans(layer: Layer, kernel: readonly number[]): { fanIn: number; fanOut: number } {
  const window = sizeOf(kernel.slice(0, -2));
  const [channelsIn, channelsOut] = kernel.slice(-2);
  return layer.type === 'depthwiseConv2d'
    ? { fanIn: window, fanOut: window }
    : { fanIn: window * channelsIn, fanOut: window * channelsOut };
}

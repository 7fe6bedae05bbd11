// Folds batch-norm into the layer before it and drops dropout: the same function with fewer layers. Pure arithmetic on typed arrays.
import {
  type BatchNorm,
  defaultEpsilon,
  isWeighted,
  type Layer,
  type Network,
  type TrainedNetwork,
  type Weight,
  type WeightedLayer,
} from '../network/network.ts';
import { inputsOf } from '../network/shapes.ts';
import { UnsupportedLayerTypeError } from './quantize-errors.ts';

/**
 * Every layer names its inputs, every weighted one has a bias. Throws `UnsupportedLayerTypeError` for a batch-norm that does not directly
 * follow a weighted layer without an activation, or whose layer is read by others too.
 */
export function foldNetwork({ network, weights }: TrainedNetwork): TrainedNetwork {
  const folded = new Map(weights);
  const layers: Layer[] = [];
  // What stands for a layer that is gone.
  const renamed = new Map<string, string>();
  for (const [position, layer] of network.layers.entries()) {
    const inputs = inputsOf(network, position).map((name) => renamed.get(name) ?? name);
    if (layer.type === 'dropout') {
      renamed.set(layer.name, inputs[0]);
    } else if (layer.type === 'batchNorm') {
      const index = layers.findIndex(({ name }) => name === inputs[0]);
      const target = layers[index];
      checkFoldable(layer, target, network, renamed);
      foldWeights(layer, target, folded);
      layers[index] = { ...target, activation: layer.activation };
      renamed.set(layer.name, target.name);
    } else {
      layers.push(nameInputs(layer, inputs));
      if (isWeighted(layer)) completeBias(layer, folded);
    }
  }
  return { network: { ...network, layers }, weights: folded };
}

/** A layer that reads `inputs`; a weighted one with a bias. */
export function nameInputs(layer: Layer, inputs: readonly string[]): Layer {
  if (layer.type === 'add') return { ...layer, inputs: [inputs[0], inputs[1]] };
  return isWeighted(layer) ? { ...layer, inputs, useBias: true } : { ...layer, inputs };
}

function completeBias(layer: WeightedLayer, weights: Map<string, Weight>): void {
  const kernel = weights.get(`${layer.name}/kernel`)!;
  const channels = channelsOf(layer, kernel);
  const bias = weights.get(`${layer.name}/bias`) ?? { shape: [channels], data: new Float32Array(channels) };
  weights.set(`${layer.name}/bias`, bias);
}

function channelsOf(layer: WeightedLayer, kernel: Weight): number {
  return kernel.shape[layer.type === 'depthwiseConv2d' ? 2 : kernel.shape.length - 1];
}

function checkFoldable(
  layer: BatchNorm,
  target: Layer | undefined,
  network: Network,
  renamed: ReadonlyMap<string, string>,
): asserts target is WeightedLayer {
  const fail = (reason: string) => new UnsupportedLayerTypeError(layer.name, layer.type, reason);
  if (!isWeighted(target)) throw fail('it does not follow a convolution or dense layer to fold it into');
  if ((target.activation ?? 'linear') !== 'linear') {
    throw fail(`"${target.name}" before it has the activation ${target.activation}; put that on the batch-norm`);
  }
  // Also through what is folded or dropped already, and that itself does not count.
  const readers = network.layers.filter(
    ({ name }, position) =>
      !renamed.has(name) && inputsOf(network, position).some((read) => (renamed.get(read) ?? read) === target.name),
  );
  if (readers.length > 1) throw fail(`"${target.name}" before it is read by ${readers.length} layers`);
}

/** y = (w·x + b − mean) · gain + beta with gain = gamma / √(variance + epsilon), so w' = w · gain, b' = (b − mean) · gain + beta. */
function foldWeights(layer: BatchNorm, target: WeightedLayer, weights: Map<string, Weight>): void {
  const statistic = (name: string) => weights.get(`${layer.name}/${name}`)!.data;
  const [gamma, beta, mean, variance] = ['gamma', 'beta', 'mean', 'variance'].map(statistic);
  const gain = Array.from(gamma, (value, c) => value / Math.sqrt(variance[c] + (layer.epsilon ?? defaultEpsilon)));
  const kernel = weights.get(`${target.name}/kernel`)!;
  const bias = weights.get(`${target.name}/bias`)!;
  // Output channels are the last axis that is longer than one in all three layouts.
  const scaled = kernel.data.map((weight, i) => weight * gain[i % gain.length]);
  weights.set(`${target.name}/kernel`, { shape: kernel.shape, data: scaled });
  const shifted = bias.data.map((value, c) => (value - mean[c]) * gain[c] + beta[c]);
  weights.set(`${target.name}/bias`, { shape: bias.shape, data: shifted });
  for (const name of ['gamma', 'beta', 'mean', 'variance']) weights.delete(`${layer.name}/${name}`);
}

// Whole channels go: those of a kernel that weigh least, and with them what later layers multiply them by. The network becomes smaller, not sparse.
import type { Layer, Network, TrainedNetwork, Weight } from '../network/network.ts';
import { checkWeights, inferShapes, inferWeightShapes, inputsOf, isKernel, networkInput } from '../network/shapes.ts';
import { countKeptChannels, findProducers } from './channels.ts';

export interface ChannelPruning {
  readonly whole: TrainedNetwork;
  readonly pruned: TrainedNetwork;
  /** Ascending positions in the whole network of the channels that are left, of layers that lost some. */
  readonly kept: ReadonlyMap<string, readonly number[]>;
}

/**
 * Of each layer that `countKeptChannels` lists, the output channels of least L1 norm go (Li, Kadav et al. 2017, "Pruning Filters for Efficient
 * ConvNets", section 3.1), each layer by itself; of equal norms the last go. The norms are comparable where batch norm has been folded in
 * (quantize/fold.ts).
 * @param keep share of channels, above 0, below 1
 * @throws CompressionSettingError, NoChannelToPruneError, NetworkError, WeightsMismatchError
 */
export function pruneChannels(whole: TrainedNetwork, keep: number): ChannelPruning {
  const { network, weights } = whole;
  checkWeights(network, weights);
  const kept = new Map<string, readonly number[]>();
  for (const [name, count] of countKeptChannels(network, keep)) {
    kept.set(name, findLargest(normsOf(weights.get(`${name}/kernel`)!), count));
  }
  return { whole, pruned: { network: narrow(network, kept), weights: selectWeights(whole, kept) }, kept };
}

/** L1, of each output channel of a convolution's or dense layer's kernel. */
function normsOf({ shape, data }: Weight): Float64Array {
  const norms = new Float64Array(shape.at(-1)!);
  for (const [i, weight] of data.entries()) norms[i % norms.length] += Math.abs(weight);
  return norms;
}

function findLargest(values: Float64Array, count: number): number[] {
  const order = Array.from(values.keys()).sort((a, b) => values[b] - values[a] || a - b);
  return order.slice(0, count).sort((a, b) => a - b);
}

function narrow(network: Network, kept: ChannelPruning['kept']): Network {
  const layers = network.layers.map((layer): Layer => {
    const channels = kept.get(layer.name)?.length;
    if (channels === undefined) return layer;
    if (layer.type === 'dense') return { ...layer, units: channels };
    return layer.type === 'conv2d' ? { ...layer, filters: channels } : layer;
  });
  return { ...network, layers };
}

/** Of every weight, what belongs to channels that are left. */
function selectWeights({ network, weights }: TrainedNetwork, kept: ChannelPruning['kept']): Map<string, Weight> {
  const producers = findProducers(network);
  const shapes = inferShapes(network);
  const axisOf = (name: string): Axis => {
    const [, , channels] = name === networkInput ? network.inputShape : shapes.get(name)!;
    return { channels, kept: kept.get(producers.get(name)!) ?? Array.from({ length: channels }, (_, c) => c) };
  };
  const selected = new Map<string, Weight>();
  for (const [name, shape] of inferWeightShapes(narrow(network, kept))) {
    const layer = name.slice(0, name.lastIndexOf('/'));
    const position = network.layers.findIndex((one) => one.name === layer);
    const readsAll = isKernel(name) && network.layers[position].type !== 'depthwiseConv2d';
    const inputs = readsAll ? axisOf(inputsOf(network, position)[0]) : single;
    selected.set(name, { shape, data: select(weights.get(name)!.data, inputs, axisOf(layer)) });
  }
  return selected;
}

interface Axis {
  readonly channels: number;
  readonly kept: readonly number[];
}

/** Of all but the kernels of convolutions and dense layers: an output has one input, or none. */
const single: Axis = { channels: 1, kept: [0] };

/** @param data [positions, inputs, outputs]: a dense kernel's positions are those of the map that it flattens, a convolution's its window's */
function select(data: Float32Array, inputs: Axis, outputs: Axis): Float32Array {
  const positions = data.length / (inputs.channels * outputs.channels);
  const selected = new Float32Array(positions * inputs.kept.length * outputs.kept.length);
  let at = 0;
  for (let position = 0; position < positions; position++) {
    for (const input of inputs.kept) {
      const from = (position * inputs.channels + input) * outputs.channels;
      for (const output of outputs.kept) selected[at++] = data[from + output];
    }
  }
  return selected;
}

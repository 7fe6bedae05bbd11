// Which layer makes the channels that another one passes on or reads, and which channels may go: what pruning of channels needs to know of a network.
import type { Network } from '../network/network.ts';
import { inferWeightShapes, inputsOf, networkInput } from '../network/shapes.ts';
import { CompressionSettingError, NoChannelToPruneError } from './compress-errors.ts';

/**
 * For the input and each layer, whose channels its output has, one for one: its own of a convolution or dense layer, `networkInput`, or those of the
 * layer that all between them pass on. A sum has those of its first operand, a concatenation its own.
 * @throws NetworkError
 */
export function findProducers(network: Network): ReadonlyMap<string, string> {
  const producers = new Map([[networkInput, networkInput]]);
  for (const [position, { name, type }] of network.layers.entries()) {
    const makesChannels = type === 'conv2d' || type === 'dense' || type === 'concatenate';
    producers.set(name, makesChannels ? name : producers.get(inputsOf(network, position)[0])!);
  }
  return producers;
}

/**
 * How many output channels stay of each layer that loses some: max(1, round(keep · channels)). Not in the list are layers of which a sum adds the
 * channels to another's, or a concatenation joins them, or which make the logits: those keep all.
 * @param keep share of channels, above 0, below 1
 * @throws CompressionSettingError; NoChannelToPruneError where the list would be empty; NetworkError
 */
export function countKeptChannels(network: Network, keep: number): ReadonlyMap<string, number> {
  if (!(keep > 0 && keep < 1)) throw new CompressionSettingError('keep', keep, 'a number above 0 and below 1');
  const shapes = inferWeightShapes(network); // Throws where the layers do not fit together.
  const free = findFreeLayers(network);
  const kept = new Map<string, number>();
  for (const name of free) {
    const channels = shapes.get(`${name}/kernel`)!.at(-1)!;
    const count = Math.max(1, Math.round(keep * channels));
    if (count < channels) kept.set(name, count);
  }
  if (kept.size > 0) return kept;
  const problem =
    free.length === 0
      ? 'there is no convolution or hidden dense layer whose channels are neither added nor joined to another’s; use a teacher with such a layer'
      : `a share of ${keep} keeps all of ${free.join(', ')}; use a smaller one`;
  throw new NoChannelToPruneError(network.name, problem);
}

function findFreeLayers(network: Network): string[] {
  const producers = findProducers(network);
  const tied = new Set([producers.get(network.layers.at(-1)!.name)!]);
  for (const layer of network.layers) {
    if (layer.type === 'concatenate') tied.add(layer.name);
    if (layer.type !== 'add' && layer.type !== 'concatenate') continue;
    for (const input of layer.inputs) tied.add(producers.get(input)!);
  }
  return network.layers.map(({ name }) => name).filter((name) => producers.get(name) === name && !tied.has(name));
}

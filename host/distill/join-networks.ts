// An ensemble as one network: all members read the same input, and its logits are the mean of theirs.

import type { Layer, TrainedNetwork, Weight } from '../network/network.ts';
import { networkInput } from '../network/shapes.ts';
import { readOutputLayer } from './output-layer.ts';

/**
 * Layers and weights of member i are named `${i}-${name}`. The division by the number of members is in their last layers' weights.
 * @param members one or more, of the same input and classes
 * @throws OutputBiasError where a member's last layer is not dense and linear with a bias
 */
export function joinNetworks(members: readonly TrainedNetwork[]): TrainedNetwork {
  const layers: Layer[] = [];
  const weights = new Map<string, Weight>();
  const outputs = members.map((member, i) => {
    const { network } = member;
    const output = readOutputLayer(member).layer.name;
    const renamed = (name: string) => (name === networkInput ? name : `${i}-${name}`);
    for (const [at, layer] of network.layers.entries()) {
      const inputs = (layer.inputs ?? [network.layers[at - 1]?.name ?? networkInput]).map(renamed);
      layers.push({ ...layer, name: renamed(layer.name), inputs } as Layer);
    }
    for (const [name, { shape, data }] of member.weights) {
      const scale = name.startsWith(`${output}/`) ? members.length : 1;
      weights.set(renamed(name), { shape, data: data.map((value) => value / scale) });
    }
    return renamed(output);
  });
  for (const [i, output] of outputs.slice(1).entries()) {
    const before = i === 0 ? outputs[0] : `sum of ${i + 1}`;
    layers.push({ type: 'add', name: `sum of ${i + 2}`, inputs: [before, output] });
  }
  const { name, inputShape } = members[0].network;
  return { network: { name: `${members.length} × ${name}`, inputShape, layers }, weights };
}

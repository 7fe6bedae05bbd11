// An ensemble as one network: all members read the same input, and its logits are the mean of theirs.

import type { Layer, Network, TrainedNetwork, Weight } from '../network/network.ts';
import { inferWeightShapes, networkInput } from '../network/shapes.ts';
import { readOutputLayer } from './output-layer.ts';

export interface JoinedNetwork extends TrainedNetwork {
  /** The layer of each member's own logits. */
  readonly outputs: readonly string[];
}

/**
 * Logits are the mean of the members'. Layers and weights of member i are named `${i}-${name}`; the division by the number of members is in their
 * last layers' weights.
 * @param members one or more, of the same input and classes
 * @throws OutputBiasError where a member's last layer is not dense and linear with a bias
 */
export function joinNetworks(members: readonly TrainedNetwork[]): TrainedNetwork {
  const { network, weights } = addNetworks(members, members.length);
  return { network, weights };
}

/** As joinNetworks, with the members as they are, to be trained side by side: logits are the sum of theirs. @throws as joinNetworks */
export function setSideBySide(members: readonly TrainedNetwork[]): JoinedNetwork {
  return addNetworks(members, 1);
}

/** The members of `setSideBySide` again, from the weights that they have now. @param network of each */
export function takeApart({ weights }: TrainedNetwork, network: Network, members: number): TrainedNetwork[] {
  return Array.from({ length: members }, (_, i) => {
    const names = [...inferWeightShapes(network).keys()];
    return { network, weights: new Map(names.map((name) => [name, weights.get(nameIn(i, name))!])) };
  });
}

/** @param divisor of the logits of each */
function addNetworks(members: readonly TrainedNetwork[], divisor: number): JoinedNetwork {
  const layers: Layer[] = [];
  const weights = new Map<string, Weight>();
  const outputs = members.map((member, i) => {
    const { network } = member;
    const output = readOutputLayer(member).layer.name;
    const renamed = (name: string) => (name === networkInput ? name : nameIn(i, name));
    for (const [at, layer] of network.layers.entries()) {
      const inputs = (layer.inputs ?? [network.layers[at - 1]?.name ?? networkInput]).map(renamed);
      layers.push({ ...layer, name: renamed(layer.name), inputs } as Layer);
    }
    for (const [name, { shape, data }] of member.weights) {
      const scale = name.startsWith(`${output}/`) ? divisor : 1;
      weights.set(renamed(name), { shape, data: data.map((value) => value / scale) });
    }
    return renamed(output);
  });
  for (const [i, output] of outputs.slice(1).entries()) {
    const before = i === 0 ? outputs[0] : `sum of ${i + 1}`;
    layers.push({ type: 'add', name: `sum of ${i + 2}`, inputs: [before, output] });
  }
  const { name, inputShape } = members[0].network;
  return { network: { name: `${members.length} × ${name}`, inputShape, layers }, weights, outputs };
}

function nameIn(member: number, name: string): string {
  return `${member}-${name}`;
}

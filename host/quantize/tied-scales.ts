// Which layers have one scale between them: what a concatenation joins has its scale and zero point, so that nothing is rescaled.
import type { Layer, Network } from '../network/network.ts';
import { networkInput } from '../network/shapes.ts';
import { UnsupportedLayerTypeError } from './quantize-errors.ts';

/**
 * By layer, all that have its scale, itself included; the same set for each of them. Layers that have a scale to themselves, and pooling, which
 * keeps its input's, are not in it.
 * @param network folded: its layers name their inputs
 * @throws UnsupportedLayerTypeError where the scale of what is joined cannot be chosen
 */
export function findTiedLayers({ layers }: Pick<Network, 'layers'>): ReadonlyMap<string, ReadonlySet<string>> {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const tied = new Map<string, Set<string>>();
  for (const { name, type, inputs } of layers) {
    if (type !== 'concatenate') continue;
    for (const input of inputs!) {
      let source = byName.get(input);
      while (source && keepsScale(source)) source = byName.get(source.inputs![0]);
      if (!source || source.type === 'step') {
        const what = source ? `the steps of "${source.name}"` : `the network's ${networkInput}`;
        throw new UnsupportedLayerTypeError(
          name,
          type,
          `it joins ${what}, whose scale is fixed; put a convolution in between`,
        );
      }
      const all = new Set([...(tied.get(name) ?? [name]), ...(tied.get(source.name) ?? [source.name])]);
      for (const member of all) tied.set(member, all);
    }
  }
  return tied;
}

/** Pooling neither scales nor shifts. */
export function keepsScale({ type }: Layer): boolean {
  return type === 'maxPool2d' || type === 'averagePool2d';
}

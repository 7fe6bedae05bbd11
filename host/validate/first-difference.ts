// Finds the layer at which a board first computes something else than the reference.
import { type LayerProbe, type PlacedLayer, traceLayers, type ValueDifference } from './trace-layers.ts';

export interface LayerDifference extends ValueDifference {
  /** The first layer whose output differs. */
  readonly layer: string;
  readonly layerIndex: number;
  /** How many of its values differ. */
  readonly differing: number;
  readonly of: number;
}

/** `reference` gives each layer's output, HWC without padding. Undefined when every layer is equal. */
export async function findFirstDifference<Layer extends PlacedLayer>(
  probe: LayerProbe,
  input: Uint8Array,
  layers: readonly Layer[],
  reference: (layer: Layer) => Int8Array,
): Promise<LayerDifference | undefined> {
  for await (const { layer, layerIndex, differing, of, first } of traceLayers(probe, input, layers, reference)) {
    if (first) return { layer: layer.name, layerIndex, differing, of, ...first };
  }
  return undefined;
}

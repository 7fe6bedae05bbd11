// Finds the layer at which a board first computes something else than the reference: the board runs one sample up to each layer in
// turn, and what it left in its memory is compared. Layers' outputs share memory, so each is read right after its own run.

/** What is needed of a board; device-bridge/session's Board has it. */
export interface LayerProbe {
  /** Runs the first `stopAfter` descriptors of the program on `input`, which is in the board's layout. */
  runLayers(input: Uint8Array, stopAfter: number): Promise<unknown>;
  readMemory(address: number, length: number): Promise<Uint8Array>;
}

/** Where a layer's output lies in the board's memory: one of `StudentImage.layers`. */
export interface PlacedLayer {
  readonly name: string;
  readonly descriptorIndex: number;
  readonly outputAddress: number;
  /** [rows, columns, channels], without padding */
  readonly shape: readonly [number, number, number];
  readonly channelsPadded: number;
}

export interface LayerDifference {
  /** The first layer whose output differs. */
  readonly layer: string;
  readonly layerIndex: number;
  /** How many of its values differ, and the first of them: [row, column, channel]. */
  readonly differing: number;
  readonly of: number;
  readonly at: readonly [number, number, number];
  readonly expected: number;
  readonly actual: number;
}

/** `reference` gives each layer's output, HWC without padding. Undefined when every layer is equal. */
export async function findFirstDifference(
  probe: LayerProbe,
  input: Uint8Array,
  layers: readonly PlacedLayer[],
  reference: (layer: PlacedLayer) => Int8Array,
): Promise<LayerDifference | undefined> {
  for (const [layerIndex, layer] of layers.entries()) {
    const [rows, columns] = layer.shape;
    await probe.runLayers(input, layer.descriptorIndex + 1);
    const memory = await probe.readMemory(layer.outputAddress, rows * columns * layer.channelsPadded);
    const difference = compareLayer(layer, reference(layer), memory);
    if (difference) return { layer: layer.name, layerIndex, ...difference };
  }
  return undefined;
}

function compareLayer(
  { shape: [rows, columns, channels], channelsPadded }: PlacedLayer,
  expected: Int8Array,
  memory: Uint8Array,
): Omit<LayerDifference, 'layer' | 'layerIndex'> | undefined {
  const actual = new Int8Array(memory.buffer, memory.byteOffset, memory.byteLength);
  const differing: number[] = [];
  for (let i = 0; i < expected.length; i++) {
    if (expected[i] !== actual[addressOf(i)]) differing.push(i);
  }
  if (differing.length === 0) return undefined;
  const first = differing[0];
  return {
    differing: differing.length,
    of: rows * columns * channels,
    at: [Math.floor(first / channels / columns), Math.floor(first / channels) % columns, first % channels],
    expected: expected[first],
    actual: actual[addressOf(first)],
  };

  function addressOf(index: number): number {
    return Math.floor(index / channels) * channelsPadded + (index % channels);
  }
}

// Reads every layer's output back from a board and compares it with the reference: the board runs one sample up to each
// layer in turn, and what it left in its memory is compared. Layers' outputs share memory, so each is read right after
// its own run.

/** What is needed of a board; device-bridge/session's Board has it. */
export interface LayerProbe {
  /** Runs the first `stopAfter` descriptors of the program on `input`, which is in the board's layout; cycles from the start. */
  runLayers(input: Uint8Array, stopAfter: number): Promise<{ readonly cycles: number }>;
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

export interface ValueDifference {
  /** [row, column, channel] */
  readonly at: readonly [number, number, number];
  readonly expected: number;
  readonly actual: number;
}

export interface TracedLayer<Layer> {
  readonly layer: Layer;
  readonly layerIndex: number;
  /** Of this layer alone, by the board's counter. */
  readonly cycles: number;
  /** Values compared, padding left out, and how many of them differ. */
  readonly of: number;
  readonly differing: number;
  /** The first of those, row by row. */
  readonly first?: ValueDifference;
}

/** `reference` gives each layer's output, HWC without padding. Throws what the probe throws. */
export async function* traceLayers<Layer extends PlacedLayer>(
  probe: LayerProbe,
  input: Uint8Array,
  layers: readonly Layer[],
  reference: (layer: Layer) => Int8Array,
): AsyncGenerator<TracedLayer<Layer>, void, void> {
  let before = 0;
  for (const [layerIndex, layer] of layers.entries()) {
    const [rows, columns] = layer.shape;
    const { cycles } = await probe.runLayers(input, layer.descriptorIndex + 1);
    const memory = await probe.readMemory(layer.outputAddress, rows * columns * layer.channelsPadded);
    yield { layer, layerIndex, cycles: cycles - before, ...compareLayer(layer, reference(layer), memory) };
    before = cycles;
  }
}

function compareLayer(
  { shape: [, columns, channels], channelsPadded }: PlacedLayer,
  expected: Int8Array,
  memory: Uint8Array,
): Pick<TracedLayer<PlacedLayer>, 'of' | 'differing' | 'first'> {
  const actual = new Int8Array(memory.buffer, memory.byteOffset, memory.byteLength);
  let differing = 0;
  let first: ValueDifference | undefined;
  for (const [i, value] of expected.entries()) {
    const pixel = Math.floor(i / channels);
    const channel = i % channels;
    const found = actual[pixel * channelsPadded + channel];
    if (found === value) continue;
    differing++;
    first ??= { at: [Math.floor(pixel / columns), pixel % columns, channel], expected: value, actual: found };
  }
  return { of: expected.length, differing, ...(first && { first }) };
}

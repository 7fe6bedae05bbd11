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

/**
 * Each layer in turn: its own cycles on the board, and how many of its int8 values differ from the reference's.
 * @param input one sample, as `encodeInput` gives it
 * @param reference each layer's output, int8 [rows, columns, channels] without padding
 * @throws what the probe throws
 * @example
 * import { readFileSync } from 'node:fs';
 * import { traceLayers, flashStudent, openBoard, readStudentImage } from 'retort-fpga/board';
 * import { createReference, encodeInput, loadQuantizedNetwork } from 'retort-fpga/image';
 *
 * const image = readStudentImage(readFileSync('retort-out/student.retort'), 'student.retort');
 * const { quantized } = await loadQuantizedNetwork('retort-out/student.int8.safetensors');
 * const [rows, columns, channels] = image.input.shape;
 * const input = new Int8Array(rows * columns * channels).fill(-128); // a black picture
 * const expected = createReference(quantized).runLayers(input);
 * const board = await openBoard('virtual:up5k');
 * await flashStudent(board, image);
 * const sent = encodeInput(image, input);
 * for await (const { layer, cycles, differing } of traceLayers(board, sent, image.layers, (one) => expected.get(one.tensor)!)) {
 *   console.log(layer.name, cycles, differing);
 * }
 * await board.close();
 */
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

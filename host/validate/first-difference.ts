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

/**
 * The first layer whose output on the board is not the reference's, with the first value that differs; undefined where every layer is equal.
 * @param input one sample, as `encodeInput` gives it
 * @param reference each layer's output, int8 [rows, columns, channels] without padding
 * @throws what the probe throws
 * @example
 * import { readFileSync } from 'node:fs';
 * import { findFirstDifference, flashStudent, openBoard, readStudentImage } from 'retort-fpga/board';
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
 * const difference = await findFirstDifference(board, sent, image.layers, ({ tensor }) => expected.get(tensor)!);
 * console.log(difference?.layer ?? 'all layers are equal');
 * await board.close();
 */
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

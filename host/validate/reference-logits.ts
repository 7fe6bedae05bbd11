// The integer reference over many samples, with which every prediction is compared.
import { sizeOf } from '../network/shapes.ts';
import type { QuantizedNetwork } from '../quantize/quantized-network.ts';
import { type BatchOptions, runBatch } from '../reference/batch.ts';

export interface ReferenceLogitsOptions extends BatchOptions {
  readonly onEvent?: (event: { readonly type: 'reference'; readonly done: number; readonly total: number }) => void;
}

/**
 * Logits of the integer reference, int8 [samples, classes], to which a board's are equal byte for byte. Lets other work in between.
 * @param inputs int8 [samples, rows, columns, channels], quantized
 * @throws InputLengthError where the last sample is not whole; the signal's reason when aborted
 * @example
 * import { computeReferenceLogits } from 'retort-fpga/board';
 * import { loadQuantizedNetwork, quantizeInput } from 'retort-fpga/image';
 * import { loadDataset } from 'retort-fpga/train';
 *
 * const { test, preprocessing } = await loadDataset('glyphs');
 * const { quantized } = await loadQuantizedNetwork('retort-out/student.int8.safetensors');
 * const inputs = quantizeInput(test.images, preprocessing, quantized.tensors.get(quantized.input)!);
 * const logits = await computeReferenceLogits(quantized, inputs);
 * console.log(logits.length / test.ids.length, 'classes');
 */
export async function computeReferenceLogits(
  network: QuantizedNetwork,
  inputs: Int8Array,
  { onEvent, ...options }: ReferenceLogitsOptions = {},
): Promise<Int8Array> {
  const size = sizeOf(network.tensors.get(network.input)!.shape);
  const classes = sizeOf(network.tensors.get(network.output)!.shape);
  const total = Math.ceil(inputs.length / size);
  const inputOf = (sample: number) => inputs.subarray(sample * size, (sample + 1) * size);
  const logits = new Int8Array(total * classes);
  let at = 0;
  for await (const outputs of runBatch(network, { count: total, inputOf }, options)) {
    logits.set(outputs, at);
    at += outputs.length;
    onEvent?.({ type: 'reference', done: at / classes, total });
  }
  return logits;
}

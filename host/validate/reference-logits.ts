// The integer reference over many samples: what every prediction is held against.

import { setImmediate as nextTurn } from 'node:timers/promises';
import { sizeOf } from '../network/shapes.ts';
import type { QuantizedNetwork } from '../quantize/quantized-network.ts';
import { createReference } from '../reference/reference.ts';

const SAMPLES_A_TURN = 64;

export interface ReferenceLogitsOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: { readonly type: 'reference'; readonly done: number; readonly total: number }) => void;
}

/** `inputs`: int8 [samples, rows, columns, channels], quantized. Returns [samples, classes]. Lets other work in between. */
export async function computeReferenceLogits(
  network: QuantizedNetwork,
  inputs: Int8Array,
  { signal, onEvent }: ReferenceLogitsOptions = {},
): Promise<Int8Array> {
  const reference = createReference(network);
  const size = sizeOf(network.tensors.get(network.input)!.shape);
  const classes = sizeOf(network.tensors.get(network.output)!.shape);
  const total = inputs.length / size;
  const logits = new Int8Array(total * classes);
  for (let sample = 0; sample < total; sample++) {
    if (sample % SAMPLES_A_TURN === 0) {
      await nextTurn();
      signal?.throwIfAborted();
      onEvent?.({ type: 'reference', done: sample, total });
    }
    logits.set(reference.run(inputs.subarray(sample * size, (sample + 1) * size)), sample * classes);
  }
  return logits;
}

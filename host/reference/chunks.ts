// How the threads of a batch share its samples: each takes the next chunk when it has finished one.
import type { Reference } from './reference.ts';

export const SAMPLES_PER_CHUNK = 16;

export interface Samples {
  readonly count: number;
  /** int8 [rows, columns, channels], quantized. */
  inputOf(sample: number): Int8Array;
}

/** The first sample of the next chunk; beyond the last sample where all are taken. `next`: one counter, shared by the threads. */
export function takeChunk(next: Int32Array): number {
  return Atomics.add(next, 0, SAMPLES_PER_CHUNK);
}

/** The outputs of the chunk that begins with sample `first`, int8 [samples, rows, columns, channels]. */
export function computeChunk(reference: Reference, { count, inputOf }: Samples, first: number): Int8Array {
  const end = Math.min(first + SAMPLES_PER_CHUNK, count);
  const start = reference.run(inputOf(first));
  const outputs = new Int8Array((end - first) * start.length);
  outputs.set(start);
  for (let sample = first + 1; sample < end; sample++) {
    outputs.set(reference.run(inputOf(sample)), (sample - first) * start.length);
  }
  return outputs;
}

// The integer reference over many samples: on the caller's thread, and on more (crew.ts) where what is left is worth starting them. Neither
// the bytes nor their order depend on the number of threads.
import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sizeOf } from '../network/shapes.ts';
import type { QuantizedNetwork } from '../quantize/quantized-network.ts';
import { computeChunk, SAMPLES_PER_CHUNK, type Samples, takeChunk } from './chunks.ts';
import { Crew } from './crew.ts';
import { createReference, InputLengthError } from './reference.ts';

export interface BatchOptions {
  readonly signal?: AbortSignal;
  /** All that compute, the caller's among them. Where absent, as many as pay, at most one per core. */
  readonly threads?: number;
}

/** Between two looks at what else has happened, so that Ctrl-C is heard. */
const TURN_MS = 50;
/** Computed on the caller's thread alone, to estimate how long the rest takes. */
const TRIAL_MS = 50;
/**
 * What has to be left for each further thread. To start one takes 60 ms, and up to 200 where the cores are busy: that is where it only breaks
 * even. In kernels, 200 ms are some 4 billion multiply-accumulates, 300 samples of ResNet-8.
 */
const THREAD_PAYS_MS = 200;

/**
 * Gives outputs in the order of the samples, int8 [some samples, rows, columns, channels] at a time.
 * @throws InputLengthError before anything is computed; the signal's reason when aborted
 */
export async function* runBatch(
  network: QuantizedNetwork,
  samples: Samples,
  { signal, threads }: BatchOptions = {},
): AsyncGenerator<Int8Array, void, void> {
  checkLengths(network, samples);
  const reference = createReference(network);
  const { count } = samples;
  await using crew = new Crew(network, samples);
  const { next, finished } = crew;
  if (threads !== undefined) crew.enlist(threads - 1);
  let [given, spentMs, turnEnds, onTrial] = [0, 0, 0, threads === undefined];
  while (given < count) {
    signal?.throwIfAborted();
    if (performance.now() >= turnEnds) {
      await nextTurn();
      turnEnds = performance.now() + TURN_MS;
    }
    const outputs = finished.get(given);
    if (outputs) {
      finished.delete(given);
      given += SAMPLES_PER_CHUNK;
      yield outputs;
      continue;
    }
    const first = takeChunk(next);
    if (first >= count && crew.works) {
      await crew.news();
      continue;
    }
    const started = performance.now();
    const chunk = first < count ? first : given; // What is missing in the end, a lost thread had taken.
    finished.set(chunk, computeChunk(reference, samples, chunk));
    spentMs += performance.now() - started;
    if (onTrial && spentMs >= TRIAL_MS) {
      onTrial = false;
      crew.enlist(countThatPay(spentMs, first + SAMPLES_PER_CHUNK, count));
    }
  }
}

function checkLengths(network: QuantizedNetwork, { count, inputOf }: Samples): void {
  const size = sizeOf(network.tensors.get(network.input)!.shape);
  for (let sample = 0; sample < count; sample++) {
    const { length } = inputOf(sample);
    if (length !== size) throw new InputLengthError(size, length);
  }
}

/** Threads beside the caller's, for the samples after the first `done` of `count`, which took `spentMs`. */
function countThatPay(spentMs: number, done: number, count: number): number {
  const restMs = (spentMs / done) * (count - done);
  return Math.max(0, Math.min(Math.floor(restMs / THREAD_PAYS_MS), availableParallelism() - 1));
}

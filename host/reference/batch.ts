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
/** Of processor time, which the caller's thread computes alone, to estimate what the rest takes. */
const TRIAL_MS = 50;
/**
 * Of processor time: what has to be left for each further thread. Starting one takes 65 to 95 ms of it, so with less than about 100 left a batch
 * becomes slower, and on busy cores it gains nothing. In kernels, 400 ms are some 9 billion multiply-accumulates: 750 samples of ResNet-8.
 */
const THREAD_PAYS_MS = 400;

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
  const begun = process.cpuUsage();
  let [given, turnEnds, onTrial] = [0, 0, threads === undefined];
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
    const chunk = first < count ? first : given; // What is missing in the end, a lost thread had taken.
    finished.set(chunk, computeChunk(reference, samples, chunk));
    if (!onTrial) continue;
    const { user, system } = process.cpuUsage(begun);
    const spentMs = (user + system) / 1000;
    onTrial = spentMs < TRIAL_MS;
    if (!onTrial) crew.enlist(countThatPay(spentMs, first + SAMPLES_PER_CHUNK, count));
  }
}

function checkLengths(network: QuantizedNetwork, { count, inputOf }: Samples): void {
  const size = sizeOf(network.tensors.get(network.input)!.shape);
  for (let sample = 0; sample < count; sample++) {
    const { length } = inputOf(sample);
    if (length !== size) throw new InputLengthError(size, length);
  }
}

/** Threads beside the caller's, for what is left of `count` samples after the first `done`, which took `spentMs`. */
function countThatPay(spentMs: number, done: number, count: number): number {
  const restMs = (spentMs / done) * (count - done);
  return Math.max(0, Math.min(Math.floor(restMs / THREAD_PAYS_MS), availableParallelism() - 1));
}

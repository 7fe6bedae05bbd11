// A thread of crew.ts: takes chunks until there are none, then ends.
import { parentPort, workerData } from 'node:worker_threads';
import { computeChunk, takeChunk } from './chunks.ts';
import type { CrewShare, FinishedChunk } from './crew.ts';
import { createReference } from './reference.ts';

if (parentPort === null) throw new Error('this file is a thread of crew.ts');
const { network, count, inputs, next } = workerData as CrewShare;
const reference = createReference(network);
const size = inputs.length / count;
const samples = { count, inputOf: (sample: number) => inputs.subarray(sample * size, (sample + 1) * size) };

for (let first = takeChunk(next); first < count; first = takeChunk(next)) {
  const outputs = computeChunk(reference, samples, first);
  parentPort.postMessage({ first, outputs } satisfies FinishedChunk, [outputs.buffer as ArrayBuffer]);
}

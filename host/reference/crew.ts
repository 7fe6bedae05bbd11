// The threads that compute a batch beside the caller's (batch.ts): how they start, what they have finished, how they end.
import { Worker } from 'node:worker_threads';
import { sizeOf } from '../network/shapes.ts';
import type { QuantizedNetwork } from '../quantize/quantized-network.ts';
import { SAMPLES_PER_CHUNK, type Samples } from './chunks.ts';

/** What a thread is given. */
export interface CrewShare {
  readonly network: QuantizedNetwork;
  readonly count: number;
  /** int8 [samples, rows, columns, channels] */
  readonly inputs: Int8Array;
  readonly next: Int32Array;
}

/** What it answers with, chunk by chunk. */
export interface FinishedChunk {
  readonly first: number;
  readonly outputs: Int8Array;
}

export class Crew implements AsyncDisposable {
  /** Where the next chunk begins. */
  readonly next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  /** Outputs by the first sample of their chunk. */
  readonly finished = new Map<number, Int8Array>();
  readonly #network: QuantizedNetwork;
  readonly #samples: Samples;
  readonly #workers = new Set<Worker>();
  #wake = () => {};
  #warned = false;

  constructor(network: QuantizedNetwork, samples: Samples) {
    this.#network = network;
    this.#samples = samples;
  }

  /** Whether any thread may still finish a chunk. */
  get works(): boolean {
    return this.#workers.size > 0;
  }

  /** Starts up to `wanted` threads, always fewer than the batch has chunks. The samples are copied once, into memory that all threads read. */
  enlist(wanted: number): void {
    const count = Math.min(wanted, Math.ceil(this.#samples.count / SAMPLES_PER_CHUNK) - 1);
    if (count < 1) return;
    const share = this.#makeShare();
    try {
      for (let i = 0; i < count; i++) this.#start(share);
    } catch (error) {
      this.#warn(error);
    }
  }

  /** Resolves when a thread has finished a chunk, or has ended. */
  news(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Ends all threads, whatever they do. */
  async [Symbol.asyncDispose](): Promise<void> {
    const workers = [...this.#workers];
    this.#workers.clear();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  #makeShare(): CrewShare {
    const { count, inputOf } = this.#samples;
    const size = sizeOf(this.#network.tensors.get(this.#network.input)!.shape);
    const inputs = new Int8Array(new SharedArrayBuffer(count * size));
    for (let sample = 0; sample < count; sample++) inputs.set(inputOf(sample), sample * size);
    return { network: this.#network, count, inputs, next: this.next };
  }

  #start(share: CrewShare): void {
    const fromSource = import.meta.url.endsWith('.ts');
    const file = fromSource ? './crew-worker-from-source.mjs' : './crew-worker.js';
    const worker = new Worker(new URL(file, import.meta.url), { workerData: share, execArgv: [] });
    this.#workers.add(worker);
    let failure: unknown;
    worker.on('message', ({ first, outputs }: FinishedChunk) => {
      this.finished.set(first, outputs);
      this.#wake();
    });
    worker.on('error', (error) => {
      failure = error;
    });
    worker.on('exit', (code) => {
      const expected = code === 0 || !this.#workers.has(worker);
      this.#workers.delete(worker);
      if (!expected) this.#warn(failure ?? `exit code ${code}`);
      this.#wake();
    });
  }

  /** The samples of a lost thread are not lost: batch.ts computes what is missing, and meets their error itself where they have one. */
  #warn(reason: unknown): void {
    if (this.#warned) return;
    this.#warned = true;
    process.emitWarning(
      `a thread of the integer reference was lost (${reason}): the results stay the same but take longer`,
      { type: 'RetortWarning', code: 'REFERENCE_THREAD_LOST' },
    );
  }
}

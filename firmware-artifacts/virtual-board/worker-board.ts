// A virtual board in a thread of its own, and its owner's end of it: bytes, controls, statistics.
import { Worker } from 'node:worker_threads';
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts';
import type { VirtualBoardOptions } from './options.ts';
import { compileModel, type LineFrame } from './virtual-board.ts';

export interface WorkerBoardEvents {
  bytes(chunk: Uint8Array): void;
  /** Bytes that have passed the board's pin, so that there is room for as many more. */
  taken(bytes: number): void;
  closed(error?: Error): void;
}

export class WorkerBoard {
  readonly #worker: Worker;
  readonly #frameWaiters: ((frames: readonly LineFrame[]) => void)[] = [];
  #ended: Promise<void>;

  /** @throws VirtualBoardModelError */
  constructor(options: VirtualBoardOptions, followBaud: boolean, events: WorkerBoardEvents) {
    compileModel(options.wasmPath); // here, where its error keeps its type
    const fromSource = import.meta.url.endsWith('.ts');
    this.#worker = new Worker(new URL(fromSource ? './worker-from-source.mjs' : './worker.js', import.meta.url), {
      workerData: { options, followBaud } satisfies WorkerStart,
      execArgv: [],
    });
    let failure: Error | undefined;
    this.#worker.on('message', (message: FromWorker) => {
      if (message.kind === 'bytes') events.bytes(message.bytes);
      else if (message.kind === 'taken') events.taken(message.bytes);
      else this.#frameWaiters.shift()?.(message.frames);
    });
    this.#worker.on('error', (error) => {
      failure = error;
    });
    this.#ended = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        for (const answer of this.#frameWaiters.splice(0)) answer([]);
        events.closed(failure);
        resolve();
      });
    });
  }

  write(bytes: Uint8Array): void {
    this.#tell({ kind: 'bytes', bytes });
  }
  /** Of our side of the line, in the board's cycles. */
  setBitTime(cycles: number): void {
    this.#tell({ kind: 'bit time', cycles });
  }
  reset(): void {
    this.#tell({ kind: 'reset' });
  }
  powerCut(): void {
    this.#tell({ kind: 'power cut' });
  }
  /** Loses what is under way in either direction. */
  cut(): void {
    this.#tell({ kind: 'cut' });
  }

  /** The frames that have passed the board's receiving pin, in its cycles; none once it has ended. */
  frames(): Promise<readonly LineFrame[]> {
    return new Promise((resolve) => {
      this.#frameWaiters.push(resolve);
      this.#tell({ kind: 'frames' });
    });
  }

  /** Resolves when the thread has ended. */
  async close(): Promise<void> {
    this.#tell({ kind: 'close' });
    await this.#ended;
  }

  #tell(message: ToWorker): void {
    this.#worker.postMessage(message);
  }
}

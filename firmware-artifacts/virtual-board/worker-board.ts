// A virtual board in a worker thread, and its owner's end of it: bytes, controls, statistics.
import { Worker } from 'node:worker_threads';
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts';
import type { VirtualBoardOptions } from './options.ts';
import { compileModel, type LineFrame } from './virtual-board.ts';

export interface WorkerBoardEvents {
  bytes(chunk: Uint8Array): void;
  /** Bytes that have passed the board's pin, or were lost before it, so that there is room for as many more. */
  taken(bytes: number): void;
  /** Milliseconds of the board's time have passed in which it worked. */
  worked?(milliseconds: number): void;
  /** It has done all that it was told, and nothing is under way. */
  idle?(): void;
  closed(error?: Error): void;
}

export class WorkerBoard {
  readonly #worker: Worker;
  readonly #frameWaiters: ((frames: readonly LineFrame[]) => void)[] = [];
  readonly #ready: Promise<number>;
  #clockHz = 0;
  #told = 0;
  readonly #ended: Promise<void>;

  /** Resolves when the board answers. @throws VirtualBoardModelError, and why the thread could not start */
  static async start(options: VirtualBoardOptions, events: WorkerBoardEvents): Promise<WorkerBoard> {
    const board = new WorkerBoard(options, events);
    board.#clockHz = await board.#ready;
    return board;
  }

  private constructor(options: VirtualBoardOptions, events: WorkerBoardEvents) {
    compileModel(options); // here, where its error keeps its type
    const fromSource = import.meta.url.endsWith('.ts');
    this.#worker = new Worker(new URL(fromSource ? './worker-from-source.mjs' : './worker.js', import.meta.url), {
      workerData: { options } satisfies WorkerStart,
      execArgv: [],
    });
    let failure: Error | undefined;
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
    this.#ready = new Promise((resolve, reject) => {
      this.#worker.on('message', (message: FromWorker) => {
        if (message.kind === 'bytes') events.bytes(message.bytes);
        else if (message.kind === 'taken') events.taken(message.bytes);
        else if (message.kind === 'worked') events.worked?.(message.milliseconds);
        else if (message.kind === 'idle') {
          if (message.obeyed === this.#told) events.idle?.();
        } else if (message.kind === 'frames') this.#frameWaiters.shift()?.(message.frames);
        else resolve(message.clockHz);
      });
      this.#worker.once('exit', () =>
        reject(failure ?? new Error("the virtual board's thread ended before it was ready")),
      );
    });
  }

  get clockHz(): number {
    return this.#clockHz;
  }

  write(bytes: Uint8Array): void {
    this.#tell({ kind: 'bytes', bytes });
  }
  /** Of our side of the line, in the board's cycles; until this is called, whatever the board's own is. */
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
    this.#told += 1;
    this.#worker.postMessage(message);
  }
}

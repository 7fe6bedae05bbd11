// One virtual board: the RTL of ../rtl as WebAssembly (runner.cpp), cycle for cycle, with its serial pins as byte queues. Synchronous and
// deterministic; it knows nothing of threads, time on the wall, or faults on the line.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RetortError } from '../../proto/retort-error.ts';
import type { VirtualBoardOptions } from './options.ts';

/** A model: another build's (`build.mjs --rtl DIR --out DIR`), or the one checked in for a board of ../boards.json. */
export type Model = Pick<VirtualBoardOptions, 'board' | 'wasmPath'>;

function wasmPathOf({ board = 'up5k', wasmPath }: Model): string {
  return wasmPath ?? fileURLToPath(new URL(`./${board}.wasm`, import.meta.url));
}

/** A frame as it passed the board's receiving pin, in the board's cycles; `bytes` without the zeros around it. */
export interface LineFrame {
  readonly firstStartBit: number;
  readonly lastStopBit: number;
  readonly bytes: number;
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  _initialize(): void;
  power_on(seed: number): void;
  reset(): void;
  set_bit_time(cycles: number): void;
  buffer_address(): number;
  buffer_size(): number;
  write(bytes: number): number;
  read(): number;
  waiting(): number;
  idle(): number;
  run(cycles: number, stopWhenIdle: number): number;
  skip(cycles: number): void;
  clock_hz(): number;
  cycle_count(): number;
  own_bit_time(): number;
  evaluate_all(): void;
  state_address(): number;
  state_size(): number;
  frames_address(): number;
  frames_seen(): number;
}

/** The model asks nothing of a system: these answer "no such file", and an abort becomes an exception. */
const system = {
  environ_get: () => 0,
  environ_sizes_get: () => 0,
  fd_close: () => 8,
  fd_fdstat_get: () => 8,
  fd_prestat_get: () => 8,
  fd_prestat_dir_name: () => 8,
  fd_seek: () => 8,
  fd_write: () => 8,
  proc_exit: (code: number) => {
    throw new Error(`the virtual board's model ended itself with code ${code}`);
  },
};

const FRAMES_KEPT = 4096;

/** A file that is missing or holds no board. */
export class VirtualBoardModelError extends RetortError {
  readonly code = 'VIRTUAL_BOARD_MODEL';
  readonly category = 'board';
  override readonly name = 'VirtualBoardModelError';
  readonly wasmPath: string;

  constructor(wasmPath: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${wasmPath} is not a virtual board (${reason}); build one with "npm run build:board -- --out FOLDER"`, {
      cause,
    });
    this.wasmPath = wasmPath;
  }
}

const compiled = new Map<string, WebAssembly.Module>();

/**
 * Each file once in a thread: what the engine has optimized serves every board.
 * @throws VirtualBoardModelError
 */
export function compileModel(model: Model): WebAssembly.Module {
  const wasmPath = wasmPathOf(model);
  try {
    const module = compiled.get(wasmPath) ?? new WebAssembly.Module(readFileSync(wasmPath));
    compiled.set(wasmPath, module);
    return module;
  } catch (error) {
    throw new VirtualBoardModelError(wasmPath, error);
  }
}

export class VirtualBoard {
  readonly #model: Exports;
  #seed: number;
  #bitTime: number | 'follow' = 'follow';

  /** @param seed of what the memory holds at power-on. @throws VirtualBoardModelError */
  constructor(options: Model & { seed?: number } = {}) {
    const instance = new WebAssembly.Instance(compileModel(options), { wasi_snapshot_preview1: system });
    this.#model = instance.exports as unknown as Exports;
    this.#seed = options.seed ?? 1;
    this.#model._initialize();
    this.#model.power_on(this.#seed);
  }

  /** Parameter CLOCK_HZ of ../rtl/retort_board.v. */
  get clockHz(): number {
    return this.#model.clock_hz();
  }

  /** Cycles since it was made, resets and power cuts included. */
  get cycle(): number {
    return this.#model.cycle_count();
  }

  /** Nothing on the line in either direction, and nothing that the board still has to do. */
  get idle(): boolean {
    return this.#model.idle() !== 0;
  }

  /** Bytes that wait to go out to the board. */
  get waiting(): number {
    return this.#model.waiting();
  }

  /** Cycles per bit at which the board itself sends and samples now. */
  get ownBitTime(): number {
    return this.#model.own_bit_time();
  }

  /** Whether our side's bit time is near enough to the board's own for bytes to arrive. */
  get ratesAgree(): boolean {
    return this.#bitTime === 'follow' || Math.abs(this.#bitTime / this.ownBitTime - 1) < 0.04;
  }

  /** The bit time of our side in cycles, any fraction; `'follow'`, as at first, takes the board's own, as a pseudo-terminal has to. */
  setBitTime(cycles: number | 'follow'): void {
    this.#bitTime = cycles;
    this.#model.set_bit_time(cycles === 'follow' ? 0 : cycles);
  }

  /** Queues bytes for the line to the board; returns how many there was room for (64 KB wait at most). */
  write(bytes: Uint8Array): number {
    const part = bytes.subarray(0, this.#model.buffer_size());
    new Uint8Array(this.#model.memory.buffer, this.#model.buffer_address(), part.length).set(part);
    return this.#model.write(part.length);
  }

  /** What has come from the board since the last call, 64 KB at most; what came beyond them is lost. */
  read(): Uint8Array {
    const length = this.#model.read();
    return new Uint8Array(this.#model.memory.buffer, this.#model.buffer_address(), length).slice();
  }

  /** Runs up to `cycles`, fewer once idle where `stop.whenIdle`. Returns the cycles run. */
  run(cycles: number, stop: { whenIdle?: boolean } = {}): number {
    return this.#model.run(cycles, stop.whenIdle ? 1 : 0);
  }

  /** Lets `cycles` pass while idle, with the same outcome as run() but at once. @throws while it is not idle */
  skip(cycles: number): void {
    if (!this.idle) throw new Error('only an idle board can skip cycles; run it until it is idle');
    this.#model.skip(Math.floor(cycles));
  }

  /** The frames that passed the receiving pin so far, the last 4,096 of them. */
  frames(): LineFrame[] {
    const seen = this.#model.frames_seen();
    const log = new Float64Array(this.#model.memory.buffer, this.#model.frames_address(), FRAMES_KEPT * 3);
    return Array.from({ length: Math.min(seen, FRAMES_KEPT) }, (_, age) => {
      const at = ((seen - Math.min(seen, FRAMES_KEPT) + age) % FRAMES_KEPT) * 3;
      return { firstStartBit: log[at], lastStopBit: log[at + 1], bytes: log[at + 2] };
    });
  }

  /** Evaluates every cycle from now on, also those in which nothing but a bit's time passes; with the same outcome, but slower. */
  evaluateAll(): void {
    this.#model.evaluate_all();
  }

  /** All that the model keeps: registers, memory, and signals between them. A view, which the next cycle changes. */
  state(): Uint8Array {
    return new Uint8Array(this.#model.memory.buffer, this.#model.state_address(), this.#model.state_size());
  }

  /** The reset button: registers lost, memory kept. */
  reset(): void {
    this.#model.reset();
  }

  /** Power off and on: memory lost too. */
  powerCut(): void {
    this.#seed += 1;
    this.#model.power_on(this.#seed);
  }
}

// A virtual board with the line to it: faults, and an adapter that holds bytes back for some milliseconds of the board's time in each
// direction. Pure and deterministic; who lets time pass (lockstep-port.ts, worker.ts) decides when.
import { LineFaults } from './faults.ts';
import type { VirtualBoardOptions } from './options.ts';
import { VirtualBoard } from './virtual-board.ts';

interface Delayed {
  readonly bytes: Uint8Array;
  /** Cycle at which they reach the other end. */
  readonly due: number;
}

/** The adapter samples the line once per this many cycles (0.1 ms of a board at 24 MHz), which is how finely the arrival of bytes is timed. */
const SLICE = 2400;

export class Adapter {
  readonly board: VirtualBoard;
  readonly #latency: number;
  readonly #toBoard: Delayed[] = [];
  readonly #fromBoard: Delayed[] = [];
  readonly #faultsTo: LineFaults;
  readonly #faultsFrom: LineFaults;

  constructor(options: VirtualBoardOptions) {
    this.board = new VirtualBoard(options);
    this.#latency = Math.round(((options.latencyMs ?? 0) * this.board.clockHz) / 1000);
    this.#faultsTo = new LineFaults(options, 'to board');
    this.#faultsFrom = new LineFaults(options, 'from board');
  }

  /** Milliseconds of the board's time. */
  get now(): number {
    return (this.board.cycle / this.board.clockHz) * 1000;
  }

  /** Nothing under way anywhere. */
  get idle(): boolean {
    return this.board.idle && this.#toBoard.length === 0 && this.#fromBoard.length === 0;
  }

  /** Bytes on their way to the board that have not been on its pin. */
  get waiting(): number {
    return this.#toBoard.reduce((sum, { bytes }) => sum + bytes.length, this.board.waiting);
  }

  write(bytes: Uint8Array): void {
    this.#toBoard.push({ bytes: this.#faultsTo.pass(bytes.slice()), due: this.board.cycle + this.#latency });
    this.#deliver();
  }

  /** Lets up to `cycles` pass, fewer once there are bytes for the host or, if `untilIdle`, nothing is under way. Returns those bytes. */
  run(cycles: number, untilIdle: boolean): Uint8Array {
    const end = this.board.cycle + cycles;
    while (this.board.cycle < end) {
      this.#deliver();
      if (untilIdle && this.idle) break;
      if (this.board.idle) this.board.skip(Math.min(end, this.#nextDue()) - this.board.cycle);
      else this.board.run(Math.min(end - this.board.cycle, SLICE), { whenIdle: true });
      const bytes = this.board.read();
      if (bytes.length > 0) {
        this.#fromBoard.push({ bytes: this.#faultsFrom.pass(bytes), due: this.board.cycle + this.#latency });
      }
      const arrived = this.#arrived();
      if (arrived.length > 0) return arrived;
    }
    return new Uint8Array(0);
  }

  /** Lets milliseconds of the board's time pass in which nothing is under way. */
  rest(milliseconds: number): void {
    this.board.skip((milliseconds / 1000) * this.board.clockHz);
  }

  reset(): void {
    this.board.reset();
  }

  powerCut(): void {
    this.board.powerCut();
  }

  /** What is under way in either direction is lost: the cable has been pulled. */
  cut(): void {
    this.#toBoard.length = 0;
    this.#fromBoard.length = 0;
  }

  /** The cycle at which held bytes reach either end next. */
  #nextDue(): number {
    return Math.min(this.#toBoard[0]?.due ?? Infinity, this.#fromBoard[0]?.due ?? Infinity);
  }

  #deliver(): void {
    while (this.#toBoard.length > 0 && this.#toBoard[0].due <= this.board.cycle) {
      const { bytes, due } = this.#toBoard[0];
      const taken = this.board.write(bytes);
      if (taken === bytes.length) this.#toBoard.shift();
      else {
        this.#toBoard[0] = { bytes: bytes.subarray(taken), due };
        return;
      }
    }
  }

  #arrived(): Uint8Array {
    const parts: Uint8Array[] = [];
    while (this.#fromBoard.length > 0 && this.#fromBoard[0].due <= this.board.cycle) {
      parts.push(this.#fromBoard.shift()!.bytes);
    }
    return Buffer.concat(parts);
  }
}

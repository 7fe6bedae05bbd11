// What can be asked of a virtual board and the line to it.

export interface VirtualBoardOptions {
  /** One of ../boards.json; default up5k. */
  readonly board?: string;
  /** Another build than the one checked in for `board` (a mutant of the RTL). */
  readonly wasmPath?: string;
  /** Of the memory's contents at power-on and of every fault on the line; default 1. */
  readonly seed?: number;
  /** Keep to real time instead of running flat out. The simulation is slower than a 24 MHz board, so this only ever slows it down. */
  readonly pace?: boolean;
  /** Share of bytes lost on the line, each way, 0…1. */
  readonly dropRate?: number;
  /** Share of bytes changed on the line, each way, 0…1. */
  readonly corruptRate?: number;
  /** Share of frames in which one byte is changed, each way, 0…1. */
  readonly corruptFrameRate?: number;
  /** Of an adapter that holds bytes back this long, each way, in milliseconds of the board's time. */
  readonly latencyMs?: number;
}

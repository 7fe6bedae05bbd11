// Words on their way to memory (retort_lanes, retort_requantizer, retort_output): from a pixel's last step on, nothing waits.
import type { Descriptor } from '../../image/descriptor.ts';

/** Cycles from a pixel's last step to the requantizer's start, and, beside its passes, to the write. */
const START_AFTER = 4;
const WRITE_AFTER = 11;

export class Output {
  /** Of the last write so far; −1 before the first. */
  lastWrite = -1;
  readonly #passes: number;
  readonly #post: boolean;
  /** Cycles, in ascending order. */
  readonly #starts: number[] = [];
  readonly #writes: number[] = [];
  #formerWanted = false;
  #bytes = 0;

  /** `passes`: cycles that the requantizer takes for a pixel. */
  constructor(d: Descriptor, passes: number) {
    this.#passes = passes;
    this.#post = d.post;
  }

  get idle(): boolean {
    return this.#writes.length === 0;
  }

  /** Whether this cycle's port is taken: by a write, or else by the word that an output had before. */
  usesPort(cycle: number): boolean {
    return this.#writes[0] === cycle || this.#formerWanted;
  }

  tick(cycle: number): void {
    if (this.#writes[0] === cycle) this.lastWrite = this.#writes.shift()!;
    else this.#formerWanted = false;
    if (this.#starts[0] !== cycle) return;
    this.#starts.shift();
    this.#formerWanted = this.#post;
  }

  endPixel(cycle: number): void {
    this.#starts.push(cycle + START_AFTER);
    this.#writes.push(cycle + WRITE_AFTER + this.#passes);
  }

  expandByte(cycle: number, pixelEnds: boolean): void {
    this.#bytes = this.#bytes === 7 || pixelEnds ? 0 : this.#bytes + 1;
    if (this.#bytes === 0) this.#writes.push(cycle + 1);
  }
}

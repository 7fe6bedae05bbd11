// Words on their way to memory (retort_lanes, retort_requantizer, retort_output): from a pixel's last step on, nothing waits.
import type { Descriptor } from '../../image/descriptor.ts';
import type { CoreTiming } from './core-timing.ts';

/** Cycles from a pixel's last step to the requantizer's start, and, beside its passes, to the write; of a second rescaler, from one to the other. */
const START_AFTER = 5;
const WRITE_AFTER = 14;
const SECOND_AFTER = 8;

export class Output {
  /** Of the last write so far; −1 before the first. */
  lastWrite = -1;
  readonly #post: boolean;
  readonly #writeAfter: number;
  /** Cycles, in ascending order. */
  readonly #starts: number[] = [];
  readonly #writes: number[] = [];
  #formerWanted = false;
  #bytes = 0;

  /** `spacing`: cycles that the requantizer takes for a pixel. */
  constructor(d: Descriptor, spacing: number, { requantizeCycles, rescalers }: CoreTiming) {
    this.#post = d.post;
    this.#writeAfter = WRITE_AFTER + spacing + (d.post && rescalers === 2 ? SECOND_AFTER + requantizeCycles : 0);
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
    this.#writes.push(cycle + this.#writeAfter);
  }

  expandByte(cycle: number, pixelEnds: boolean): void {
    this.#bytes = this.#bytes === 7 || pixelEnds ? 0 : this.#bytes + 1;
    if (this.#bytes === 0) this.#writes.push(cycle + 1);
  }
}

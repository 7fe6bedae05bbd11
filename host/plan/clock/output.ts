// Words on their way to memory (retort_lanes, retort_requantizer, retort_output): from a pixel's last step on, nothing waits.
import type { Descriptor } from '../../image/descriptor.ts';
import type { CoreTiming } from './core-timing.ts';

/** Cycles from a pixel's last step to the requantizer's start. */
const START_AFTER = 5;

/** From the read of a lane to its value: two cycles a value are taken without multipliers (retort_rescaler). */
const valueAfter = (requantizeCycles: number) => (requantizeCycles === 2 ? 6 : 7 + requantizeCycles);

/** Cycles from a pixel's last step to the one before a former word is asked for: with the start, or else as though memory answered in 4 cycles. */
function formerAfter(spacing: number, { requantizeCycles, rescalers, readLatency }: CoreTiming): number {
  const tooEarly = spacing < 5 && readLatency < 4;
  const tooLate = requantizeCycles === 2 && rescalers > 1 && readLatency > 4;
  return tooEarly || tooLate ? 9 - readLatency : START_AFTER;
}

export class Output {
  /** Of the last write so far; −1 before the first. */
  lastWrite = -1;
  readonly #post: boolean;
  readonly #writeAfter: number;
  readonly #formerAfter: number;
  /** Cycles, in ascending order: in the one after, a former word is wanted; a word is written. */
  readonly #formers: number[] = [];
  readonly #writes: number[] = [];
  #formerWanted = false;
  #bytes = 0;

  /** `spacing`: cycles that the requantizer takes for a pixel. */
  constructor(d: Descriptor, spacing: number, core: CoreTiming) {
    const { requantizeCycles, rescalers } = core;
    const value = valueAfter(requantizeCycles);
    const lastRead = START_AFTER + 1 + spacing - requantizeCycles;
    this.#post = d.post;
    this.#writeAfter = lastRead + value + 1 + (d.post && rescalers > 1 ? value + 1 : 0);
    this.#formerAfter = formerAfter(spacing, core);
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
    if (this.#formers[0] !== cycle) return;
    this.#formers.shift();
    this.#formerWanted = this.#post;
  }

  endPixel(cycle: number): void {
    this.#formers.push(cycle + this.#formerAfter);
    this.#writes.push(cycle + this.#writeAfter);
  }

  expandByte(cycle: number, pixelEnds: boolean): void {
    this.#bytes = this.#bytes === 7 || pixelEnds ? 0 : this.#bytes + 1;
    if (this.#bytes === 0) this.#writes.push(cycle + 1);
  }
}

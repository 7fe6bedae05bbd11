// The ring of weights (retort_weights): how much of it is claimed, filled and kept.

import type { Descriptor } from '../../image/descriptor.ts';
import type { CoreTiming } from './core-timing.ts';

export class Ring {
  claimed = 0;
  filled = 0;
  next = 0;
  kept = 0;
  #claimedBank = 0;
  #filledBank = 0;
  readonly #banks: number;
  readonly #entries: number;
  readonly #stream: boolean;
  readonly #constant: boolean;

  constructor(d: Descriptor, { inputs, weightEntries }: CoreTiming) {
    this.#banks = d.opcode === 'CONV' || d.slide ? inputs : 1;
    this.#entries = weightEntries;
    this.#stream = d.stream;
    this.#constant = d.constant;
  }

  get room(): boolean {
    return this.claimed - this.kept < this.#entries;
  }
  get available(): boolean {
    return this.filled !== this.next;
  }

  claim(): void {
    this.#claimedBank = (this.#claimedBank + 1) % this.#banks;
    if (this.#claimedBank === 0) this.claimed++;
  }
  fill(): void {
    this.#filledBank = (this.#filledBank + 1) % this.#banks;
    if (this.#filledBank === 0) this.filled++;
  }
  step(pixelEnds: boolean, groupEnds: boolean): void {
    const following = this.next + 1;
    const again = !groupEnds && (this.#constant || (pixelEnds && !this.#stream));
    this.next = again ? this.kept : following;
    if (this.#stream || groupEnds) this.kept = following;
  }
}

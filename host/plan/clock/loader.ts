// What is read ahead (retort_loader): tables, then each group's record and weights, in the cycles in which the port is free.
import type { Descriptor } from '../../image/descriptor.ts';
import type { Ring } from './ring.ts';

const TABLE_WORDS = 257;
const RECORD_WORDS = 9;
const RECORDS_AHEAD = 3;

export class Loader {
  part: 'idle' | 'tables' | 'record' | 'weights';
  recordsThere = 0;
  #index = 0;
  #pass = 0;
  #group = 0;
  #recordsAhead = 0;
  /** What the word asked for in the cycle before is. */
  #coming: 'nothing' | 'weight' | 'record’s last' = 'nothing';
  readonly #d: Descriptor;
  readonly #weighted: boolean;
  readonly #ring: Ring;

  constructor(d: Descriptor, weighted: boolean, ring: Ring) {
    const requantized = d.opcode !== 'EXPAND' && d.opcode !== 'ARGMAX';
    this.#d = d;
    this.#weighted = weighted;
    this.#ring = ring;
    this.part = !requantized ? 'idle' : d.post ? 'tables' : 'record';
  }

  get wants(): boolean {
    if (this.part === 'record') return this.#recordsAhead < RECORDS_AHEAD;
    return this.part === 'tables' || (this.part === 'weights' && this.#ring.room);
  }

  /** One cycle: what was asked for arrives, and where the port is free, a word is asked for. */
  tick(portFree: boolean, groupDone: boolean): void {
    const asks = this.wants && portFree;
    if (this.#coming === 'weight') this.#ring.fill();
    if (this.#coming === 'record’s last') this.recordsThere++;
    this.#coming = 'nothing';
    if (asks) this.#ask();
    if (groupDone) {
      this.recordsThere--;
      this.#recordsAhead--;
    }
  }

  #ask(): void {
    const { groupWeights, weightPasses, groups } = this.#d;
    const words = this.part === 'tables' ? TABLE_WORDS : this.part === 'record' ? RECORD_WORDS : groupWeights;
    if (this.part === 'weights') {
      this.#ring.claim();
      this.#coming = 'weight';
    }
    const partEnds = ++this.#index === words;
    if (!partEnds) return;
    this.#index = 0;
    if (this.part === 'record') {
      this.#coming = 'record’s last';
      this.#recordsAhead++;
    }
    if (this.part === 'tables') this.part = 'record';
    else if (this.part === 'record' && this.#weighted) this.part = 'weights';
    else if (this.part === 'weights' && ++this.#pass < weightPasses) return;
    else {
      this.#pass = 0;
      this.part = ++this.#group === groups ? 'idle' : 'record';
    }
  }
}

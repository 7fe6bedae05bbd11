// What is read ahead (retort_loader): tables, then each group's record and weights, in the cycles in which the port is free.
import type { Descriptor } from '../../image/descriptor.ts';
import type { CoreTiming } from './core-timing.ts';
import { InFlight } from './in-flight.ts';
import type { Ring } from './ring.ts';

const TABLE_WORDS = 257;
const RECORD_WORDS = 9;
const RECORDS_AHEAD = 3;

type Word = 'weight' | 'record’s last' | 'other';

export class Loader {
  part: 'idle' | 'tables' | 'record' | 'weights';
  recordsThere = 0;
  #index = 0;
  #pass = 0;
  #group = 0;
  #recordsAhead = 0;
  readonly #coming: InFlight<Word>;
  readonly #d: Descriptor;
  readonly #ring: Ring;

  constructor(d: Descriptor, ring: Ring, { readLatency }: CoreTiming) {
    const requantized = d.opcode !== 'EXPAND' && d.opcode !== 'ARGMAX';
    this.#d = d;
    this.#ring = ring;
    this.#coming = new InFlight(readLatency);
    this.part = !requantized ? 'idle' : d.post ? 'tables' : 'record';
  }

  get wants(): boolean {
    if (this.part === 'record') return this.#recordsAhead < RECORDS_AHEAD;
    return this.part === 'tables' || (this.part === 'weights' && this.#ring.room);
  }

  /** One cycle: what was asked for arrives, and where the port is free, a word is asked for. */
  tick(portFree: boolean, groupDone: boolean): void {
    const came = this.#coming.tick(this.wants && portFree ? this.#ask() : undefined);
    if (came === 'weight') this.#ring.fill();
    if (came === 'record’s last') this.recordsThere++;
    if (groupDone) {
      this.recordsThere--;
      this.#recordsAhead--;
    }
  }

  #ask(): Word {
    const { groupWeights, weightPasses, groups } = this.#d;
    const part = this.part;
    const words = part === 'tables' ? TABLE_WORDS : part === 'record' ? RECORD_WORDS : groupWeights;
    if (part === 'weights') this.#ring.claim();
    const partEnds = ++this.#index === words;
    if (partEnds) {
      this.#index = 0;
      if (part === 'record') this.#recordsAhead++;
      if (part === 'tables') this.part = 'record';
      else if (part === 'record') this.part = 'weights';
      else if (part === 'weights' && ++this.#pass === weightPasses) {
        this.#pass = 0;
        this.part = ++this.#group === groups ? 'idle' : 'record';
      }
    }
    return part === 'weights' ? 'weight' : part === 'record' && partEnds ? 'record’s last' : 'other';
  }
}

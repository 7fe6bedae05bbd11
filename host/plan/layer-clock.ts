// How many cycles the core takes for one descriptor: its control, cycle by cycle, without its data. Each part mirrors the RTL module of its
// name (firmware-artifacts/rtl/core); what a core is held to, on every program in the tests, is that the counts are equal.
import { opcodes, type TimedDescriptor } from './read-program.ts';

/** The parameters of the RTL that decide over time. */
export interface CoreTiming {
  readonly inputs: number;
  readonly weightEntries: number;
  readonly requantizeCycles: number;
}

/** In cycles from the first in which the layer runs, which is 0. */
export interface LayerTime {
  /** Of the last write; −1 where nothing is written. */
  readonly lastWrite: number;
  /** The cycle in which the layer is found to have ended. */
  readonly end: number;
}

/** From a pixel's last step: to the requantizer's start, to the former word's request, and to the write beyond the passes. */
const START_AFTER = 4;
const WRITE_AFTER = 11;

/** Steps, tap by tap: the same for whoever asks for operands and whoever uses them. */
class Walk {
  readonly inside: Uint8Array;
  readonly words: number;
  readonly taps: number;
  readonly groups: number;
  word = 0;
  /** Of the group's taps, pixel by pixel. */
  tap = 0;
  group = 0;

  constructor(d: TimedDescriptor, inside: Uint8Array) {
    this.inside = inside;
    this.words = d.tapWords;
    this.taps = d.kernel[0] * d.kernel[1];
    this.groups = d.groups;
  }

  get tapLast(): boolean {
    return this.word === this.words - 1;
  }
  get pixelLast(): boolean {
    return this.tapLast && (this.tap + 1) % this.taps === 0;
  }
  get groupLast(): boolean {
    return this.tapLast && this.tap === this.inside.length - 1;
  }
  get layerLast(): boolean {
    return this.groupLast && this.group === this.groups - 1;
  }

  advance(): void {
    const [tapLast, groupLast] = [this.tapLast, this.groupLast];
    this.word = tapLast ? 0 : this.word + 1;
    if (tapLast) this.tap = groupLast ? 0 : this.tap + 1;
    if (groupLast) this.group++;
  }
}

/** For each tap of each output pixel: whether it lies inside the input. */
function findInside(d: TimedDescriptor): Uint8Array {
  const [rows, columns] = d.output;
  const inside = new Uint8Array(rows * columns * d.kernel[0] * d.kernel[1]);
  let tap = 0;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      for (let ky = 0; ky < d.kernel[0]; ky++) {
        const row = d.first[0] + y * d.strides[0] + ky;
        for (let kx = 0; kx < d.kernel[1]; kx++) {
          const column = d.first[1] + x * d.strides[1] + kx;
          inside[tap++] = row >= 0 && row < d.input[0] && column >= 0 && column < d.input[1] ? 1 : 0;
        }
      }
    }
  }
  return inside;
}

/** retort_weights: a ring of entries. */
class Ring {
  claimed = 0;
  filled = 0;
  next = 0;
  kept = 0;
  #claimedBank = 0;
  #filledBank = 0;
  readonly #banks: number;
  readonly #entries: number;
  readonly #stream: boolean;

  constructor(d: TimedDescriptor, { inputs, weightEntries }: CoreTiming) {
    this.#banks = d.opcode === opcodes.CONV ? inputs : 1;
    this.#entries = weightEntries;
    this.#stream = d.stream;
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
    this.next = pixelEnds && !groupEnds && !this.#stream ? this.kept : following;
    if (this.#stream || groupEnds) this.kept = following;
  }
}

const TABLE_WORDS = 257;
const RECORD_WORDS = 9;
const RECORDS_AHEAD = 3;

/** retort_loader: tables, then each group's record and weights. */
class Loader {
  part: 'idle' | 'tables' | 'record' | 'weights';
  recordsThere = 0;
  #index = 0;
  #pass = 0;
  #group = 0;
  #recordsAhead = 0;
  /** What the word asked for in the cycle before is. */
  #coming: 'nothing' | 'weight' | 'record’s last' = 'nothing';
  readonly #d: TimedDescriptor;
  readonly #weighted: boolean;
  readonly #ring: Ring;

  constructor(d: TimedDescriptor, weighted: boolean, ring: Ring) {
    const requantized = d.opcode !== opcodes.EXPAND && d.opcode !== opcodes.ARGMAX;
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

/** The whole layer, from its first running cycle to the one in which its last write is out. */
export function timeLayer(d: TimedDescriptor, core: CoreTiming): LayerTime {
  const inside = findInside(d);
  const asker = new Walk(d, inside);
  const user = new Walk(d, inside);
  const [expand, argmax] = [d.opcode === opcodes.EXPAND, d.opcode === opcodes.ARGMAX];
  const requantized = !expand && !argmax;
  const weighted = requantized && !d.constantFactor;
  const ring = new Ring(d, core);
  const loader = new Loader(d, weighted, ring);
  const spacing = 8 * core.requantizeCycles * (d.post ? 2 : 1);
  const fullSteps = argmax ? 8 : d.opcode === opcodes.CONV ? 8 / core.inputs : 1;
  let walking = true;
  let coming = 0; // operand words asked for in the cycle before
  let queued = 0;
  let step = 0;
  let mayEndAt = 0;
  let formerWanted = false;
  let lastWrite = -1;
  let ended = false;
  let expandedByte = 0;
  const writes: number[] = []; // cycles, in ascending order
  const starts: number[] = [];

  for (let cycle = 0; ; cycle++) {
    const write = writes[0] === cycle;
    if (write) lastWrite = writes.shift()!;
    else if (ended && writes.length === 0) return { lastWrite, end: cycle };

    const wordEnds = !ended && step === (user.tapLast ? d.lastSteps : fullSteps) - 1;
    const pixelEnds = wordEnds && user.pixelLast;
    const mayEnd = !requantized || !pixelEnds || (cycle >= mayEndAt && loader.recordsThere > 0);
    const steps = queued > 0 && (!weighted || ring.available) && mayEnd;
    const takes = steps && wordEnds;
    const groupEnds = steps && pixelEnds && user.groupLast;

    const room = walking && queued + coming < 2 + (takes ? 1 : 0);
    const reads = room && asker.inside[asker.tap] === 1;
    const asks = room && (!reads || (!write && !formerWanted));
    loader.tick(!write && !formerWanted && !reads, groupEnds && requantized);

    if (formerWanted && !write) formerWanted = false;
    if (starts[0] === cycle) {
      starts.shift();
      formerWanted = d.post;
    }
    queued += coming - (takes ? 1 : 0);
    coming = asks ? 1 : 0;
    if (asks) {
      walking = !asker.layerLast;
      asker.advance();
    }
    if (!steps) continue;
    if (weighted) ring.step(pixelEnds, groupEnds);
    step = wordEnds ? 0 : step + 1;
    if (expand) {
      expandedByte = expandedByte === 7 || pixelEnds ? 0 : expandedByte + 1;
      if (expandedByte === 0) writes.push(cycle + 1);
    } else if (pixelEnds && requantized) {
      mayEndAt = cycle + spacing;
      starts.push(cycle + START_AFTER);
      writes.push(cycle + WRITE_AFTER + spacing);
    }
    if (pixelEnds && user.layerLast) ended = true;
    if (wordEnds) user.advance();
  }
}

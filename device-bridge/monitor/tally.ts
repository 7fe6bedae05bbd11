// What a monitor knows of a board, in bounded memory: counts, recent times, the last disagreements. Draws nothing and compares nothing.
import type { LinkHealth } from '../session/connection.ts';
import type { Observation, WatchEvent } from './observation.ts';

/** An observation compared with each reference that is known; unknown ones are absent. */
export interface Judgement {
  /** The class that the prediction names; absent where the student's output names none. */
  readonly label?: number;
  /** Of independent labels, those that it says yes to. */
  readonly labels?: readonly number[];
  /** Probability of the class, 0…1. */
  readonly confidence?: number;
  readonly referenceLabel?: number;
  /** Every logit equals the reference's. */
  readonly bitExact?: boolean;
  readonly teacherLabel?: number;
  /** int8 [classes], without padding. */
  readonly referenceLogits?: Int8Array;
  /** Probabilities [classes], 0…1. */
  readonly teacherScores?: ArrayLike<number>;
  /** The words of the question that the input holds, where it holds one. */
  readonly question?: string;
}

export interface Judged {
  readonly observation: Observation;
  readonly judgement: Judgement;
}

interface Count {
  readonly count: number;
  readonly total: number;
}

export interface Snapshot {
  readonly seconds: number;
  readonly predictions: number;
  /** Over the last seconds. */
  readonly perSecond: number;
  /** Made, but did not reach us. */
  readonly missed: number;
  /** Reached us, but there was no time to compare them, or nothing to compare with. */
  readonly notCompared: number;
  /** Came between two drawings; the drawing shows one. */
  readonly notDrawn: number;
  /** Predictions whose logits all equal the reference's. */
  readonly bitExact: Count;
  /** Predictions whose label is the teacher's. */
  readonly agreement: Count;
  /** Predictions whose class is the true one, of those whose true class is known. */
  readonly right: Count;
  /** Shares of the last seconds, the oldest first; undefined where none was compared. */
  readonly agreementBySecond: readonly (number | undefined)[];
  readonly latest?: Judged;
  /** Newest first. */
  readonly disagreements: readonly Judged[];
  /** Of the last predictions, in no order. */
  readonly latenciesMs: Float64Array;
  readonly cycles: Float64Array;
  /** `imageId` as last heard, 0: none. */
  readonly board: { readonly present: boolean; readonly problem: string; readonly imageId: number };
  readonly clockHz: number;
  /** Undefined where there is no bridge, or it has not spoken yet. */
  readonly bridgeOnline?: boolean;
  /** Since a bridge that the broker still keeps as online last said so. */
  readonly bridgeStaleSeconds?: number;
  readonly brokerConnected: boolean;
  readonly health?: Readonly<LinkHealth>;
  /** Of a live source: what came so far, by name, and the last that could not be fed. */
  readonly fed?: { readonly counts: Readonly<Record<string, number>>; readonly problem?: string };
  /** Times that the board's image became another one. */
  readonly imageChanges: number;
}

const recent = 1024;
const mostDisagreements = 8;
const rateSeconds = 5;
const agreementSeconds = 30;

export class Tally {
  readonly #now: () => number;
  readonly #since: number;
  readonly #latencies = new Float64Array(recent);
  readonly #cycles = new Float64Array(recent);
  /** Predictions in each of the last seconds, the present one included. */
  readonly #perSecond = makeRing(rateSeconds + 1);
  #predictions = 0;
  #missed = 0;
  #compared = 0;
  #drawnUpTo = 0;
  #notDrawn = 0;
  #bitExact = { count: 0, total: 0 };
  #agreement = { count: 0, total: 0 };
  #right = { count: 0, total: 0 };
  readonly #agreements = makeRing(agreementSeconds);
  #latest: Judged | undefined;
  #disagreements: Judged[] = [];
  #board = { present: false, problem: '', imageId: 0 };
  #clockHz = 0;
  #bridgeOnline: boolean | undefined;
  #bridgeStaleSeconds: number | undefined;
  #brokerConnected = true;
  #health: Readonly<LinkHealth> | undefined;
  #fed: Snapshot['fed'];
  #lastImageId = 0;
  #imageChanges = 0;

  /** @param now milliseconds from any start */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#since = now();
  }

  get predictions(): number {
    return this.#predictions;
  }

  take(event: WatchEvent): void {
    switch (event.kind) {
      case 'predictions':
        this.#missed += event.missed;
        this.#setImage(event.imageId);
        for (const observation of event.observations) this.#count(observation);
        break;
      case 'board':
        this.#board = { present: event.present, problem: event.problem ?? '', imageId: this.#board.imageId };
        if (event.present) this.#setImage(event.imageId);
        if (event.clockHz !== 0) this.#clockHz = event.clockHz;
        break;
      case 'bridge':
        this.#bridgeOnline = event.online;
        this.#bridgeStaleSeconds = event.staleSeconds;
        break;
      case 'broker':
        this.#brokerConnected = event.connected;
        break;
      case 'health':
        this.#health = { ...event.health };
        break;
      case 'fed':
        this.#fed = { counts: event.counts, problem: event.problem ?? this.#fed?.problem };
    }
  }

  judge(judged: Judged): void {
    const { label, bitExact, teacherLabel } = judged.judgement;
    this.#latest = judged;
    if (bitExact !== undefined) this.#bitExact = add(this.#bitExact, bitExact);
    const agrees = teacherLabel === undefined ? undefined : teacherLabel === label;
    if (agrees !== undefined) {
      this.#agreement = add(this.#agreement, agrees);
      const slot = slotOf(this.#agreements, this.#second());
      Object.assign(slot, add(slot, agrees));
    }
    const { trueLabel } = judged.observation;
    if (trueLabel !== undefined && label !== undefined) this.#right = add(this.#right, trueLabel === label);
    if (bitExact !== undefined || teacherLabel !== undefined) this.#compared += 1;
    if (bitExact === false || agrees === false) {
      this.#disagreements = [judged, ...this.#disagreements].slice(0, mostDisagreements);
    }
  }

  /** @param drawn whether the snapshot is shown, so that what came since the last one and is not on it counts as not drawn */
  snapshot({ drawn = false } = {}): Snapshot {
    if (drawn) {
      this.#notDrawn += Math.max(0, this.#predictions - this.#drawnUpTo - 1);
      this.#drawnUpTo = this.#predictions;
    }
    const kept = Math.min(this.#predictions, recent);
    return {
      seconds: (this.#now() - this.#since) / 1000,
      predictions: this.#predictions,
      perSecond: this.#rate(),
      missed: this.#missed,
      notCompared: this.#predictions - this.#compared,
      notDrawn: this.#notDrawn,
      bitExact: this.#bitExact,
      agreement: this.#agreement,
      right: this.#right,
      agreementBySecond: this.#agreementBySecond(),
      latest: this.#latest,
      disagreements: this.#disagreements,
      latenciesMs: this.#latencies.slice(0, kept),
      cycles: this.#cycles.slice(0, kept),
      board: this.#board,
      clockHz: this.#clockHz,
      bridgeOnline: this.#bridgeOnline,
      bridgeStaleSeconds: this.#bridgeStaleSeconds,
      brokerConnected: this.#brokerConnected,
      health: this.#health,
      fed: this.#fed,
      imageChanges: this.#imageChanges,
    };
  }

  #count({ latencyMs, cycles }: Observation): void {
    this.#latencies[this.#predictions % recent] = latencyMs;
    this.#cycles[this.#predictions % recent] = cycles;
    this.#predictions += 1;
    slotOf(this.#perSecond, this.#second()).count += 1;
  }

  #second(): number {
    return Math.floor(this.#now() / 1000);
  }

  #agreementBySecond(): (number | undefined)[] {
    const first = this.#second() - agreementSeconds + 1;
    return Array.from({ length: agreementSeconds }, (_, i) => {
      const { second, count, total } = this.#agreements.at((first + i) % agreementSeconds)!;
      return second === first + i && total > 0 ? count / total : undefined;
    });
  }

  /** Over the last whole seconds, fewer at the start. */
  #rate(): number {
    const now = this.#now();
    const second = Math.floor(now / 1000);
    const seconds = Math.min(rateSeconds, Math.max(second - Math.ceil(this.#since / 1000), 0));
    if (seconds === 0) return (1000 * this.#predictions) / Math.max(now - this.#since, 1);
    const counts = this.#perSecond.filter((slot) => slot.second < second && slot.second >= second - seconds);
    return counts.reduce((sum, { count }) => sum + count, 0) / seconds;
  }

  #setImage(imageId: number): void {
    this.#board = { ...this.#board, imageId };
    if (imageId === 0) return; // being flashed, or new
    if (this.#lastImageId !== 0 && this.#lastImageId !== imageId) this.#imageChanges += 1;
    this.#lastImageId = imageId;
  }
}

/** Counts of the last seconds; index: second modulo their number. */
function makeRing(seconds: number) {
  return Array.from({ length: seconds }, () => ({ second: -1, count: 0, total: 0 }));
}

/** The counts of `second`, which begin at 0 in place of an older second's. */
function slotOf(ring: ReturnType<typeof makeRing>, second: number) {
  const slot = ring[second % ring.length];
  return slot.second === second ? slot : Object.assign(slot, { second, count: 0, total: 0 });
}

function add({ count, total }: Count, isOne: boolean): Count {
  return { count: count + (isOne ? 1 : 0), total: total + 1 };
}

// Inputs as they come in, run on a board one after another (../session/infer.ts) until it is ended. Their predictions leave in the same
// order, as on a line: where an input is asked again those after it wait, since to a client a later prediction says that an earlier one
// will not come.

import type { Prediction } from '../../proto/prediction.ts';
import type { Board } from '../session/board.ts';
import type { Sample } from '../session/sample.ts';

export interface QueuedInput {
  /** Whose abort() ends it. */
  readonly owner: unknown;
  readonly input: Uint8Array;
  /** As in proto/link.proto's Infer. */
  readonly stopAfter: number;
  onPrediction(prediction: Prediction, latencyMs: number): void;
  /** The run has failed, and this input will not be answered. */
  onFailure(error: unknown): void;
}

/** A run remembers each of its samples, so it must not last for ever. */
const mostInRun = 50_000;

interface UnderWay extends QueuedInput {
  readonly since: number;
  /** Waits for those before it. */
  made?: { readonly prediction: Prediction; readonly latencyMs: number };
}

export class InferenceQueue {
  readonly #waiting: Sample[] = [];
  /** In the order in which they came. */
  readonly #underWay = new Map<number, UnderWay>();
  readonly #run: Promise<void>;
  #nextId = 0;
  #ended = false;
  #stop = new AbortController();
  #wake = () => {};

  /** @param onFailure called once, after that of each input under way, where the run fails */
  constructor(board: Board, onFailure: () => void) {
    this.#run = this.#predict(board).catch((error) => {
      this.#ended = true;
      for (const queued of this.#underWay.values()) queued.onFailure(error);
      this.#underWay.clear();
      onFailure();
    });
  }

  /** Inputs that are not answered yet. */
  get length(): number {
    return this.#underWay.size;
  }

  push(queued: QueuedInput): void {
    const { input, stopAfter } = queued;
    const sampleId = this.#nextId;
    this.#nextId = (this.#nextId + 1) & 0x7fff_ffff;
    this.#underWay.set(sampleId, { ...queued, since: performance.now() });
    this.#waiting.push({ sampleId, input, stopAfter });
    this.#wake();
  }

  /** Forgets the inputs of `owner` and returns how many they were; the board is stopped where it has no others under way. */
  abort(owner: unknown): number {
    const ids = [...this.#underWay].filter(([, queued]) => queued.owner === owner).map(([sampleId]) => sampleId);
    for (const sampleId of ids) this.#underWay.delete(sampleId);
    const others = this.#waiting.filter(({ sampleId }) => !ids.includes(sampleId));
    this.#waiting.splice(0, Infinity, ...others);
    if (ids.length > 0 && this.#underWay.size === others.length) this.#stop.abort();
    else this.#release();
    this.#wake();
    return ids.length;
  }

  /** Takes no more; resolves when all is answered or the run has failed. */
  async end(): Promise<void> {
    this.#ended = true;
    this.#wake();
    await this.#run;
  }

  async #predict(board: Board): Promise<void> {
    while (!this.#ended || this.#waiting.length > 0) {
      this.#stop = new AbortController();
      await this.#predictUntil(board, this.#stop.signal);
    }
  }

  /** Ends early where `signal` is aborted: the board is then free, and what waits has not been taken. */
  async #predictUntil(board: Board, signal: AbortSignal): Promise<void> {
    try {
      for await (const prediction of board.infer(this.#samples(signal), { signal })) {
        const queued = this.#underWay.get(prediction.sampleId);
        if (!queued) continue;
        queued.made = { prediction, latencyMs: performance.now() - queued.since };
        this.#release();
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  #release(): void {
    for (const [sampleId, { made, onPrediction }] of this.#underWay) {
      if (!made) return;
      this.#underWay.delete(sampleId);
      onPrediction(made.prediction, made.latencyMs);
    }
  }

  async *#samples(signal: AbortSignal): AsyncGenerator<Sample, void, void> {
    for (let taken = 0; taken < mostInRun && !signal.aborted; ) {
      const sample = this.#waiting.shift();
      if (sample) {
        taken += 1;
        yield sample;
      } else if (this.#ended) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

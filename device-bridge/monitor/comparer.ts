// Compares as many observations as a share of a core allows, the newest first to be kept: a stream can be faster than a reference.
import type { Observation } from './observation.ts';
import type { Judged, Judgement } from './tally.ts';

/** What each is compared with, in the same order. */
export type Judge = (observations: readonly Observation[]) => Promise<readonly Judgement[]>;

export interface ComparerOptions {
  /** Of the time that passes, at most this share is spent comparing. */
  readonly share?: number;
  /** Compared at once. */
  readonly batch?: number;
  readonly now?: () => number;
  readonly wait?: (milliseconds: number) => Promise<void>;
}

export class Comparer {
  readonly #judge: Judge;
  readonly #onJudged: (judged: Judged) => void;
  readonly #onError: (error: unknown) => void;
  readonly #options: Required<ComparerOptions>;
  #waiting: Observation[] = [];
  #running = false;

  constructor(
    judge: Judge,
    events: { onJudged(judged: Judged): void; onError(error: unknown): void },
    options: ComparerOptions = {},
  ) {
    this.#judge = judge;
    this.#onJudged = events.onJudged;
    this.#onError = events.onError;
    const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref());
    this.#options = { share: 0.08, batch: 16, now: () => performance.now(), wait, ...options };
  }

  /** Those that have to make room for newer ones are never compared. */
  add(observations: readonly Observation[]): void {
    this.#waiting = [...this.#waiting, ...observations].slice(-this.#options.batch);
    if (!this.#running) this.#run().catch(this.#onError);
  }

  async #run(): Promise<void> {
    const { share, now, wait } = this.#options;
    this.#running = true;
    try {
      while (this.#waiting.length > 0) {
        const batch = this.#waiting;
        this.#waiting = [];
        const started = now();
        const judgements = await this.#judge(batch);
        for (const [i, judgement] of judgements.entries()) this.#onJudged({ observation: batch[i], judgement });
        await wait((now() - started) * (1 / share - 1));
      }
    } finally {
      this.#running = false;
    }
  }
}

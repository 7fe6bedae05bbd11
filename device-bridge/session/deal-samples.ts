// One run of inferences on several boards: sample i of the run on board i mod N, predictions in the order of the samples. What a board
// does with its share is ./infer.ts's.

import type { Prediction } from '../../proto/prediction.ts';
import type { Board } from './board.ts';
import { nameBoard } from './board-pool-errors.ts';
import type { InferOptions, Sample } from './sample.ts';
import { SampleSource } from './sample-source.ts';
import { signalForAll } from './signal-for-all.ts';

/** The board that gets the sample at `index` of a run. */
export function boardForSample(boards: readonly Board[], index: number): Board {
  return boards[index % boards.length];
}

/**
 * Where a board fails, every prediction of a sample before its first unanswered one is given, then its error.
 * @throws what ./infer.ts throws, with the board's name
 */
export async function* inferInTurn(
  boards: readonly Board[],
  samples: AsyncIterable<Sample> | Iterable<Sample>,
  options: InferOptions = {},
): AsyncGenerator<Prediction, void, void> {
  const stop = new AbortController();
  const signal = signalForAll([options.signal, stop.signal]);
  const deal = new Deal(samples, boards.length);
  const lanes = boards.map((board, lane) => predictLane(board, deal, lane, { ...options, signal }));
  // Every board works on while another one's prediction is waited for.
  const ask = (lane: number) => {
    const next = lanes[lane].next();
    next.catch(() => {}); // thrown when its turn comes
    return next;
  };
  try {
    const asked = lanes.map((_, lane) => ask(lane));
    for (let lane = 0; ; lane = (lane + 1) % lanes.length) {
      const { done, value } = await asked[lane];
      if (done) return;
      asked[lane] = ask(lane);
      yield value;
    }
  } finally {
    stop.abort();
    await Promise.allSettled(lanes.map((lane) => lane.return()));
    deal.end();
  }
}

/** One board's predictions in the order of its samples: one that was lost on the line and asked again comes late. */
async function* predictLane(
  board: Board,
  deal: Deal,
  lane: number,
  options: InferOptions,
): AsyncGenerator<Prediction, void, void> {
  const early = new Map<number, Prediction>();
  const due: number[] = [];
  try {
    for await (const prediction of board.infer(deal.share(lane, due), options)) {
      early.set(prediction.sampleId, prediction);
      for (let next = early.get(due[0]); next; next = early.get(due[0])) {
        early.delete(next.sampleId);
        due.shift();
        yield next;
      }
    }
  } catch (error) {
    const notOfBoard = deal.failedWith(error) || error === options.signal?.reason;
    throw notOfBoard ? error : nameBoard(error, board.name);
  }
}

/** Reads the samples once and deals them out in turn. */
class Deal {
  readonly #source: SampleSource;
  readonly #hands: readonly Sample[][];
  #dealt = 0;
  #reading: Promise<void> | undefined;
  #failure: { readonly reason: unknown } | undefined;

  constructor(samples: AsyncIterable<Sample> | Iterable<Sample>, lanes: number) {
    this.#source = new SampleSource(samples);
    this.#hands = Array.from({ length: lanes }, () => []);
  }

  /** The samples of one board; their ids are added to `due`. */
  async *share(lane: number, due: number[]): AsyncGenerator<Sample, void, void> {
    const hand = this.#hands[lane];
    for (;;) {
      while (hand.length === 0 && !this.#source.ended) await this.#read();
      const sample = hand.shift();
      if (!sample) return;
      due.push(sample.sampleId);
      yield sample;
    }
  }

  /** Whether `error` is the samples' own. */
  failedWith(error: unknown): boolean {
    return this.#failure?.reason === error;
  }

  /** Lets the source clean up; one that is still making a sample does so afterwards. */
  end(): void {
    this.#source.end().catch(() => {});
  }

  /** One sample more, whichever boards wait for it. */
  #read(): Promise<void> {
    this.#reading ??= this.#deal().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #deal(): Promise<void> {
    try {
      if (this.#failure) throw this.#failure.reason;
      const sample = await this.#source.next();
      if (sample) this.#hands[this.#dealt++ % this.#hands.length].push(sample);
    } catch (error) {
      this.#failure ??= { reason: error };
      throw error;
    }
  }
}

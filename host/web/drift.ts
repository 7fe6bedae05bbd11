// Whether what a board is fed has changed: a conformal test martingale over confidence and class mix. Pure arithmetic and a seeded generator.
//
// Each prediction's score is ranked among all scores since the start, itself included, with ties broken at random: as long as predictions are
// exchangeable these ranks are independent and uniform on 0…1, whatever the scores' distribution (Vovk, Gammerman, Shafer, Algorithmic Learning
// in a Random World, 2005, theorem 8.2). A bettor gains when they are not. Its wealth starts at 1 and is a martingale, so by Ville's inequality
// it ever reaches 1/α with a probability of at most α: over any number of predictions, and however often it is looked at.
import { createRandom } from '../artifact/random.ts';

/** Probability of any false alarm, from one start to the next. */
export const driftAlpha = 0.01;

/** Confidence is ranked in this many steps; a step's members are ties. */
const confidenceSteps = 256;
/** Of the Simple Jumper: what it bets, and how often it changes its mind (Vovk, Petej, Nouretdinov, Ahlberg, Carlsson, COPA 2021, algorithm 1). */
const bets = [-1, 0, 1];
const jumpRate = 0.01;
/** Bettors start at prediction 0, 2^firstDoubling, 2^(firstDoubling + 1), …, so that a change after a long time finds one with its wealth whole. */
const firstDoubling = 6;
const mostBettors = 24;

export interface DriftState {
  /** Predictions since the start. */
  readonly seen: number;
  /** log10 of the wealth; 0 at the start. */
  readonly log10Wealth: number;
  /** Since the wealth reached 1/α, until the next start: how many had been seen by then. */
  readonly alarmAt?: number;
}

/** One from start to start: another student starts another. */
export class DriftTest {
  readonly #random: ReturnType<typeof createRandom>;
  readonly #confidence: RankedScores;
  readonly #confidenceBettors = new Bettors();
  readonly #mix: readonly { readonly ranks: RankedScores; readonly bettors: Bettors }[];
  #seen = 0;
  #alarmAt: number | undefined;

  /** @param classes how many there are */
  constructor(classes: number, seed = 1) {
    this.#random = createRandom(seed);
    this.#confidence = new RankedScores(confidenceSteps);
    this.#mix = Array.from({ length: classes }, () => ({ ranks: new RankedScores(2), bettors: new Bettors() }));
  }

  /** @param confidence probability of the class, 0…1 @returns whether the alarm is raised now */
  take(label: number, confidence: number): boolean {
    const step = Math.min(confidenceSteps - 1, Math.floor(confidence * confidenceSteps));
    this.#confidenceBettors.take(this.#confidence.rank(step, this.#random.next()), this.#seen);
    for (const [index, { ranks, bettors }] of this.#mix.entries()) {
      bettors.take(ranks.rank(index === label ? 1 : 0, this.#random.next()), this.#seen);
    }
    this.#seen += 1;
    if (this.#alarmAt !== undefined || this.#wealth() < 1 / driftAlpha) return false;
    this.#alarmAt = this.#seen;
    return true;
  }

  get state(): DriftState {
    return { seen: this.#seen, log10Wealth: Math.log10(this.#wealth()), alarmAt: this.#alarmAt };
  }

  /** Half is bet on confidence, and an equal part of the rest on each class: a mean of martingales is one. */
  #wealth(): number {
    const confidence = this.#confidenceBettors.wealth;
    if (this.#mix.length === 0) return confidence;
    const mix = this.#mix.reduce((sum, { bettors }) => sum + bettors.wealth, 0) / this.#mix.length;
    return Math.min(1e300, (confidence + mix) / 2);
  }
}

/** How often each of a few scores was seen. */
class RankedScores {
  readonly #counts: Float64Array;

  constructor(scores: number) {
    this.#counts = new Float64Array(scores);
  }

  /** The share of all scores up to this one that are less, ties in proportion to `tie`, 0…1. */
  rank(score: number, tie: number): number {
    this.#counts[score] += 1;
    let [less, all] = [0, 0];
    for (const [other, count] of this.#counts.entries()) {
      all += count;
      if (other < score) less += count;
    }
    return (less + tie * this.#counts[score]) / all;
  }
}

/** Simple Jumpers with different starts; wealth is shared out beforehand, 1/(k(k + 1)) to the k-th, and lies idle until its start. */
class Bettors {
  /** Of those that bet: [bets.length] each. */
  readonly #jumpers: Float64Array[] = [];
  #idle = 1;

  /** @param seen ranks before this one */
  take(rank: number, seen: number): void {
    if (isStart(seen) && this.#jumpers.length < mostBettors) this.#start();
    for (const capital of this.#jumpers) bet(capital, rank);
  }

  get wealth(): number {
    return this.#jumpers.reduce((sum, capital) => sum + totalOf(capital), this.#idle);
  }

  #start(): void {
    const k = this.#jumpers.length + 1;
    const share = 1 / (k * (k + 1));
    this.#idle -= share;
    this.#jumpers.push(new Float64Array(bets.length).fill(share / bets.length));
  }
}

function isStart(seen: number): boolean {
  return seen === 0 || (seen >= 2 ** firstDoubling && Number.isInteger(Math.log2(seen)));
}

function bet(capital: Float64Array, rank: number): void {
  const pooled = (jumpRate * totalOf(capital)) / bets.length;
  for (let i = 0; i < bets.length; i++) {
    // A cap keeps it finite; far above any alarm, it can only lose.
    capital[i] = Math.min(1e290, ((1 - jumpRate) * capital[i] + pooled) * (1 + bets[i] * (rank - 0.5)));
  }
}

function totalOf(capital: Float64Array): number {
  let sum = 0;
  for (const part of capital) sum += part;
  return sum;
}

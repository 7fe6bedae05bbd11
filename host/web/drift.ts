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
const mostCapital = 1e280;

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
  readonly #confidenceBettor = new Bettor();
  readonly #mix: readonly { readonly ranks: RankedScores; readonly bettor: Bettor }[];
  #seen = 0;
  #alarmAt: number | undefined;

  /** @param classes how many there are */
  constructor(classes: number, seed = 1) {
    this.#random = createRandom(seed);
    this.#confidence = new RankedScores(confidenceSteps);
    this.#mix = Array.from({ length: classes }, () => ({ ranks: new RankedScores(2), bettor: new Bettor() }));
  }

  /** @param confidence probability of the class, 0…1 @returns whether the alarm is raised now */
  take(label: number, confidence: number): boolean {
    const step = Math.min(confidenceSteps - 1, Math.floor(confidence * confidenceSteps));
    this.#confidenceBettor.take(this.#confidence.rank(step, this.#random.next()));
    for (let index = 0; index < this.#mix.length; index++) {
      const { ranks, bettor } = this.#mix[index];
      bettor.take(ranks.rank(index === label ? 1 : 0, this.#random.next()));
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
    const confidence = this.#confidenceBettor.wealth;
    if (this.#mix.length === 0) return confidence;
    let mix = 0;
    for (let index = 0; index < this.#mix.length; index++) mix += this.#mix[index].bettor.wealth / this.#mix.length;
    return Math.min(1e300, (confidence + mix) / 2);
  }
}

/** How often each of a few scores was seen. */
class RankedScores {
  readonly #counts: Float64Array;
  #all = 0;

  constructor(scores: number) {
    this.#counts = new Float64Array(scores);
  }

  /** The share of all scores up to this one that are less, ties in proportion to `tie`, 0…1. */
  rank(score: number, tie: number): number {
    this.#counts[score] += 1;
    this.#all += 1;
    let less = 0;
    for (let other = 0; other < score; other++) less += this.#counts[other];
    return (less + tie * this.#counts[score]) / this.#all;
  }
}

/**
 * A Simple Jumper that is joined by further ones at every rank, merged into it: each loses its wealth while nothing changes, so one that starts
 * late must have some left. After t ranks 1/ln(e + t) of the first wealth still lies idle, so that a change at t costs about ln(t ln² t) more
 * to hear than one at the start. Whatever is released when, the sum stays a martingale.
 */
class Bettor {
  readonly #capital = new Float64Array(bets.length);
  #idle = 1;
  #seen = 0;
  #wealth = 1;

  get wealth(): number {
    return this.#wealth;
  }

  take(rank: number): void {
    this.#seen += 1;
    const idle = 1 / Math.log(Math.E + this.#seen);
    const released = this.#idle - idle;
    this.#idle = idle;
    let betting = released;
    for (const part of this.#capital) betting += part;
    let wealth = idle;
    for (let i = 0; i < bets.length; i++) {
      const kept = (1 - jumpRate) * (this.#capital[i] + released / bets.length) + (jumpRate * betting) / bets.length;
      // The cap keeps it finite: far above any alarm, and it can only lower the wealth.
      this.#capital[i] = Math.min(mostCapital, kept * (1 + bets[i] * (rank - 0.5)));
      wealth += this.#capital[i];
    }
    this.#wealth = wealth;
  }
}

// A board's last minutes as one entry per second, in bounded memory: what the page's charts are drawn of.
import type { Observation } from '../../device-bridge/monitor/observation.ts';
import type { Judged } from '../../device-bridge/monitor/tally.ts';
import { percentilesOf } from '../validate/statistics.ts';
import type { SecondOfBoard } from './messages.ts';
import type { Count } from './wilson.ts';

/** Seconds that are kept. */
export const keptSeconds = 900;
/** Of latencies and cycles in a second; the first of it. */
const mostTimes = 2048;

export class Seconds {
  readonly #seconds: SecondOfBoard[] = [];
  #now = startSecond(0);

  predict(
    { latencyMs, cycles, trueLabel }: Observation,
    label: number | undefined,
    confidence: number | undefined,
  ): void {
    const now = this.#now;
    now.predictions += 1;
    if (now.latencies.length < mostTimes) {
      now.latencies.push(latencyMs);
      now.cycles.push(cycles);
    }
    if (label === undefined) return;
    now.classes[label] = (now.classes[label] ?? 0) + 1;
    if (confidence !== undefined) {
      now.confidenceSum += confidence;
      now.confidences += 1;
    }
    if (trueLabel !== undefined) add(now.right, trueLabel === label);
  }

  judge({ judgement: { label, bitExact, teacherLabel } }: Judged): void {
    if (bitExact !== undefined) add(this.#now.bitExact, bitExact);
    if (teacherLabel !== undefined) add(this.#now.agreement, teacherLabel === label);
  }

  miss(predictions: number): void {
    this.#now.missed += predictions;
  }

  repeat(messages: number): void {
    this.#now.repeated += messages;
  }

  /** Ends the second that runs. @param at seconds since 1970 @param classes how many the student has */
  end(at: number, classes: number, drift: number): SecondOfBoard {
    const { latencies, cycles, confidenceSum, confidences, classes: counts, ...rest } = this.#now;
    const second = {
      ...rest,
      at,
      classes: Array.from({ length: classes }, (_, label) => counts[label] ?? 0),
      confidence: confidences === 0 ? null : confidenceSum / confidences,
      latencyMs: latencies.length === 0 ? null : timesOf(latencies),
      cycles: cycles.length === 0 ? null : percentilesOf(cycles).median,
      drift,
    };
    this.#now = startSecond(classes);
    this.#seconds.push(second);
    if (this.#seconds.length > keptSeconds) this.#seconds.shift();
    return second;
  }

  /** The oldest first. */
  get all(): readonly SecondOfBoard[] {
    return this.#seconds;
  }
}

function startSecond(classes: number) {
  const none = (): { -readonly [Key in keyof Count]: number } => ({ count: 0, total: 0 });
  return {
    ...{ predictions: 0, missed: 0, repeated: 0, confidenceSum: 0, confidences: 0 },
    ...{ agreement: none(), right: none(), bitExact: none() },
    classes: new Array<number>(classes).fill(0),
    latencies: [] as number[],
    cycles: [] as number[],
  };
}

function timesOf(latencies: readonly number[]) {
  const { median, p99 } = percentilesOf(latencies);
  return { median, p99 };
}

function add(count: { count: number; total: number }, isOne: boolean): void {
  count.total += 1;
  if (isOne) count.count += 1;
}

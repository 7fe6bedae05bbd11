// Is a classifier better than guessing? Whoever always names the most frequent class is right on that class's share of the samples: an
// accuracy whose interval does not lie above that share shows nothing.
import { grouped, percent } from '../../proto/numbers.ts';
import type { Task } from '../task/task.ts';
import { type Proportion, proportionOf } from './statistics.ts';

export interface GuessingWarning {
  readonly kind: 'no-better-than-guessing';
  /** Which of the run's models. */
  readonly model: string;
  readonly accuracy: number;
  /** Ends of its 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** Of the most frequent class among the samples that it was measured on. */
  readonly majorityShare: number;
  /** What to try. */
  readonly advice: string;
  /** Figures and advice in one line. */
  readonly message: string;
}

/** Whether one of a run's warnings says so: `noBetterThanGuessing` of every command's JSON. */
export function hasGuessing(warnings: readonly { readonly kind: string }[]): boolean {
  return warnings.some(({ kind }) => kind === 'no-better-than-guessing');
}

/** Of labels [n], the most frequent one's share. */
export function majorityShareOf(labels: ArrayLike<number>): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < labels.length; i++) counts.set(labels[i], (counts.get(labels[i]) ?? 0) + 1);
  return Math.max(...counts.values()) / labels.length;
}

/** Of whoever does not look at the samples: what the task says, else always naming the most frequent class. @param labels of the whole split */
export function guessedShareOf(labels: Uint8Array, task?: Task): number {
  return task?.guess ? task.guess(labels) : majorityShareOf(labels);
}

export function isNoBetterThanGuessing({ low }: Pick<Proportion, 'low'>, majorityShare: number): boolean {
  return low <= majorityShare;
}

/** What to try, in the order in which it is usually the cause. */
export const trainingAdvice =
  'try --augment, a lower or higher --learning-rate and more --epochs, and make sure that each picture is in its class folder or has its class label';

/** How a model did, and what it was measured on. */
export interface Measured {
  /** Such as `teacher`. */
  readonly model: string;
  readonly accuracy: Proportion;
  /** Of the whole split, of which the samples may be the first few: those of a sorted split may all be of one class. */
  readonly labels: Uint8Array;
  /** Of the data; a classification where absent. */
  readonly task?: Task;
  /** What to try; by default the advice for training. */
  readonly advice?: string;
}

/** Nothing where the model is better than guessing, else one warning. */
export function warnOfGuessing(measured: Measured): GuessingWarning[] {
  const { model, accuracy, labels, task, advice = trainingAdvice } = measured;
  const said = describeGuessing(accuracy, labels, task);
  if (said === undefined) return [];
  const { value, low, high } = accuracy;
  const figures = { accuracy: value, low, high, majorityShare: guessedShareOf(labels, task) };
  const message = `the ${model} is no better than guessing: ${said}; ${advice}`;
  return [{ kind: 'no-better-than-guessing', model, ...figures, advice, message }];
}

/**
 * `36.11 % right (20.82 – 53.78 %), and always naming the most frequent class is right for 33.33 %`.
 * @param labels of the whole split
 * @returns `undefined` where the accuracy is better than guessing, or of so small a part of the split that it could not be
 */
export function describeGuessing(accuracy: Proportion, labels: Uint8Array, task?: Task): string | undefined {
  const { value, low, high, total } = accuracy;
  const majorityShare = guessedShareOf(labels, task);
  if (!isNoBetterThanGuessing(accuracy, majorityShare)) return undefined;
  const isFew = isNoBetterThanGuessing(proportionOf(total, total), majorityShare);
  if (isFew && total < labels.length) return undefined;
  const range = `${(100 * low).toFixed(2)} – ${percent(high)}`;
  if (task?.guess)
    return `${task.measure.name} ${percent(value)} (${range}), and reporting no boxes gives ${percent(majorityShare)}`;
  const few = isFew ? `: ${grouped(total)} samples of these classes are too few to tell; hold out more` : '';
  return `${percent(value)} right (${range}), and always naming the most frequent class is right for ${percent(majorityShare)}${few}`;
}

// Two students on the same samples: who is right where the other is wrong. Pure functions of arrays.
import { probabilityOfLoss } from './mcnemar.ts';
import { proportionOf } from './statistics.ts';

export interface PairedComparison {
  readonly bothRight: number;
  readonly bothWrong: number;
  /** Right by the first student alone. */
  readonly lost: number;
  /** Right by the second student alone. */
  readonly gained: number;
  /** Of McNemar's exact two-sided test: how likely a difference as large is if both are equally good. */
  readonly p: number;
  /** Accuracy of the second student less that of the first, −1…1, with its 95 % interval. */
  readonly difference: { readonly value: number; readonly low: number; readonly high: number };
}

/**
 * The interval is exact for the number of samples on which the two differ, as the test is: it excludes 0 where p < 0.05, and only there.
 * Source: McNemar, Psychometrika 12 (1947) 153–157; the interval by Clopper and Pearson's for gained / (lost + gained).
 * @param first whether the first student is right, per sample
 * @param second the same samples in the same order
 * @throws RangeError if the two have different numbers of samples, or none
 */
export function compareAnswers(first: readonly boolean[], second: readonly boolean[]): PairedComparison {
  const total = first.length;
  if (total === 0 || second.length !== total)
    throw new RangeError(`two students must be compared on the same samples, not on ${total} and ${second.length}`);
  const count = (wanted: boolean, other: boolean) =>
    first.filter((isRight, row) => isRight === wanted && second[row] === other).length;
  const [lost, gained] = [count(true, false), count(false, true)];
  const changed = lost + gained;
  const p = Math.min(1, 2 * probabilityOfLoss({ lost: Math.max(lost, gained), gained: Math.min(lost, gained) }));
  const share = changed === 0 ? { value: 0.5, low: 0.5, high: 0.5 } : proportionOf(gained, changed);
  const differenceOf = (ofChanged: number) => ((2 * ofChanged - 1) * changed) / total;
  return {
    ...{ bothRight: count(true, true), bothWrong: count(false, false), lost, gained, p },
    difference: { value: differenceOf(share.value), low: differenceOf(share.low), high: differenceOf(share.high) },
  };
}

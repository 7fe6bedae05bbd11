// What an experiment has to reach, as its description fixes it, and whether the interval says that it does. Pure.
import { type Difference, pairedDifference, type Side } from '../../../host/lab/summarize.ts';

/** What the one side has to have over the other; one of the four. */
export interface Bound {
  /** Points of test accuracy over the other side: −0.1 where a tenth of a point may be lost. */
  readonly points?: number;
  /** At most so many errors on the test split, whatever the other side has. */
  readonly errors?: number;
  /** So large a share of the other side's errors fewer. */
  readonly fewerErrors?: number;
  /** So large a share of the teacher's lead over the other side. */
  readonly leadShare?: number;
}

export interface Judged {
  /** Of what the one side has beyond the bound. */
  readonly margin: Difference;
  readonly verdict: 'met' | 'missed' | 'not shown';
}

/**
 * Met where the whole interval over the seeds meets it, missed where none of it does; never where the two may not be compared.
 * @param teacher its accuracy on the test split, which a bound by its lead asks for
 * @returns `undefined` where no seed was run on both sides
 */
export function judgeBound(bound: Bound, of: Side, against: Side, teacher = Number.NaN): Judged | undefined {
  const least = (other: number, total: number) => {
    const { points, errors, fewerErrors, leadShare } = bound;
    if (points !== undefined) return points / 100;
    if (errors !== undefined) return 1 - errors / total - other;
    if (fewerErrors !== undefined) return fewerErrors * (1 - other);
    return leadShare! * (teacher - other);
  };
  const margin = pairedDifference(of, against, { least });
  if (!margin) return undefined;
  const verdicts = { above: 'met', below: 'missed', 'not shown': 'not shown', 'not comparable': 'not shown' } as const;
  return { margin, verdict: verdicts[margin.shown] };
}

/** `at most 90 errors`, `at least −0.1 points`. */
export function describeBound({ points, errors, fewerErrors, leadShare }: Bound): string {
  if (points !== undefined) return `at least ${points < 0 ? `−${-points}` : points} points`;
  if (errors !== undefined) return `at most ${errors} errors`;
  if (fewerErrors !== undefined) return `at least ${100 * fewerErrors} % fewer errors`;
  return `at least ${100 * leadShare!} % of the teacher’s lead`;
}

// A summary's figures in words, the same on every page and in the terminal. An effect that is not shown is called so.

import { grouped, percent } from '../../../proto/numbers.ts';
import type { Interval } from '../../distill/paired-interval.ts';
import type { Cell } from '../../lab/cell.ts';
import type { Difference, RowFigures, Summary, SummaryRow } from '../../lab/summarize.ts';

/** A line for each row whose cells have it: how often a tree says what its teachers say. */
export function fidelitiesOf({ rows }: Pick<Summary, 'rows'>): string[] {
  return rows.flatMap(({ name, cells }) => {
    const shares = cells.flatMap(({ figures }) => figures?.agreement?.accuracy ?? []);
    if (shares.length === 0) return [];
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    return [`${name}: fidelity ${percent(mean)}, the share of the test split of which it says what its teacher says.`];
  });
}

/** `soft-targets: +0.34 points over scratch (95 % interval +0.12 to +0.56, 5 seeds): shown` */
export function sentenceOf(row: SummaryRow): string {
  const missing = row.seedsExpected - row.seedsRun;
  const rest = row.seedsRun > 0 && missing > 0 ? `; ${missing} of ${row.seedsExpected} seeds not yet run` : '';
  return `${row.name}: ${findingOf(row)}${rest}`;
}

function findingOf({ figures, isBaseline, difference }: SummaryRow): string {
  if (!figures) return 'not yet run';
  if (isBaseline) return `${accuracyOf(figures.accuracy)}, what the others are compared with`;
  if (!difference) return 'not compared: no seed was run from scratch too under the same conditions';
  const { shown } = difference;
  if (shown === 'not comparable') {
    return `${pointsOf(difference)[0]} points against scratch (${supportOf(difference)}): ${effectOf(difference)}`;
  }
  const preposition = shown === 'above' ? 'over' : 'against';
  const verdict = shown === 'below' ? 'shown, below scratch' : shown === 'above' ? 'shown' : shown;
  return `${pointsOf(difference)[0]} points ${preposition} scratch (${supportOf(difference)}): ${verdict}`;
}

/** `95 % interval +0.12 to +0.56, 5 seeds`. */
export function supportOf(difference: Difference): string {
  const [, low, high] = pointsOf(difference);
  if (difference.pairs < 2) return '1 seed, which has no interval';
  return `95 % interval ${low} to ${high}, ${difference.pairs} seeds`;
}

/** In a table's cell. */
export function verdictOf({ figures, isBaseline, difference }: SummaryRow): string {
  if (!figures) return 'not yet run';
  if (isBaseline) return 'baseline';
  if (!difference) return 'not compared';
  return effectOf(difference);
}

export function effectOf({ shown, obstacle }: Difference): string {
  if (obstacle) return `${obstacle}: not comparable`;
  return shown === 'not shown' ? shown : `shown: ${shown}`;
}

/** How many effects are shown, and what is still to be run. */
export function overviewOf({ rows, notYetRun }: Summary): string {
  const methods = rows.filter(({ isBaseline }) => !isBaseline);
  const compared = methods.filter(({ difference }) => difference);
  const count = (shown: Difference['shown']) => compared.filter(({ difference }) => difference!.shown === shown).length;
  const incomparable = count('not comparable') > 0 ? `, ${count('not comparable')} not comparable` : '';
  const findings =
    compared.length === 0
      ? 'Nothing has been compared with scratch yet'
      : `Of ${compared.length} compared with scratch, ${count('above')} ${count('above') === 1 ? 'is' : 'are'} shown above it, ${count('below')} below, ${count('not shown')} not shown${incomparable}`;
  const cells = notYetRun.length === 1 ? '1 cell is' : `${grouped(notYetRun.length)} cells are`;
  return notYetRun.length === 0 ? `${findings}.` : `${findings}. ${cells} not yet run.`;
}

/** Mean and bounds of a difference in points, signed, with as many digits as keep a bound from reading 0 that is not. */
export function pointsOf({ mean, low, high }: Interval): [mean: string, low: string, high: string] {
  const bounds = [low, high].filter((bound) => Number.isFinite(bound) && bound !== 0);
  const digits = [2, 3, 4].find((count) => bounds.every((bound) => Math.abs(100 * bound) >= 0.5 * 10 ** -count)) ?? 2;
  return [signed(100 * mean, digits), signed(100 * low, digits), signed(100 * high, digits)];
}

function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** `97.90 % (97.65 – 98.15 %)`; the mean alone where a single seed was run. */
export function accuracyOf(accuracy: Interval): string {
  const interval = boundsOf(accuracy);
  return interval === '' ? percent(accuracy.mean) : `${percent(accuracy.mean)} (${interval})`;
}

/** `97.65 – 98.15 %`, within 0 and 100; empty where there is no interval. */
export function boundsOf({ low, high }: Interval): string {
  if (!Number.isFinite(low)) return '';
  return `${(100 * Math.max(0, low)).toFixed(2)} – ${percent(Math.min(1, high))}`;
}

/** A mean of counts, rounded: `1,234`; with one digit where it is small. */
export function meanCount(mean: number): string {
  return Number.isInteger(mean) || mean >= 1000 ? grouped(Math.round(mean)) : mean.toFixed(1);
}

/** Empty where the cells do not say them. */
export function stepsOf({ steps }: RowFigures): string {
  return steps === undefined ? '' : meanCount(steps);
}

/** `4` where all planned seeds were run, `3 of 5` where not. */
export function seedsOf({ seedsRun, seedsExpected }: SummaryRow): string {
  return seedsRun === seedsExpected ? `${seedsRun}` : `${seedsRun} of ${seedsExpected}`;
}

/** `mnist`, or each data set of the summary. */
export function dataOf({ rows }: Summary): string {
  return [...new Set(rows.map(({ configuration }) => configuration.data.name))].join(', ');
}

/** Each set of versions once: cells that are kept may have been run by earlier ones. */
export function versionsOf(cells: readonly Cell[]): string[] {
  const texts = cells.map(({ versions }) =>
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .sort()
      .join(', '),
  );
  return [...new Set(texts)];
}

/** Students of different versions are compared, but not without a word. */
export function runWith({ rows }: Summary): string {
  const sets = versionsOf(rows.flatMap(({ cells }) => cells.filter(({ figures }) => figures)));
  if (sets.length < 2) return sets.length === 0 ? '' : `Run with ${sets[0]}.`;
  return `Not all were run with the same versions: ${sets.join('; ')}.`;
}

/** Why cells are superseded: each reason once, with its methods. */
export function supersededIn({ rows }: Summary): string[] {
  const reasons = new Map<string, Set<string>>();
  for (const { method, cells } of rows) {
    for (const { superseded } of cells) {
      if (superseded !== undefined) reasons.set(superseded, (reasons.get(superseded) ?? new Set()).add(method));
    }
  }
  return [...reasons].map(([reason, methods]) => `${[...methods].join(', ')}: ${reason}`);
}

/** What an interval does not say. */
export const whatIntervalsCover =
  'An interval covers the seeds alone, for these teachers and this test split: other teachers or other test samples may move a figure by more.';

/** How much training the compared students have. */
export const whatStepsMean =
  'Steps are the student’s optimisation steps. A method with more of them than scratch, or over 5 % fewer, is called not comparable, whatever its interval.';

/** Why single findings among many are to be taken with care. */
export const manyIntervals =
  'Each interval stands by itself: of 20 methods without any effect, about one would be shown by chance.';

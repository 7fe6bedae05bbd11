// Cells as rows of means with intervals, each method compared with scratch over the seeds that both have. Pure; report/ puts it into words.
import { type Interval, meanWithInterval } from '../distill/paired-interval.ts';
import { type Proportion, proportionOf } from '../validate/statistics.ts';
import type { Cell, CellConfiguration, CellFigures, Score, StageHistory } from './cell.ts';
import { findBaseline, groupCells } from './group-cells.ts';
import { meanHistory } from './mean-history.ts';
import { findObstacle, type Obstacle } from './obstacle.ts';

export interface SummaryOptions {
  readonly baseline: 'scratch';
  readonly teacher?: SummaryTeacher;
  /** Of the test split's most frequent class: what guessing reaches. */
  readonly majorityShare?: number;
}

export interface SummaryTeacher {
  /** On the test split, a fraction. */
  readonly accuracy: number;
  /** Samples of the test split. */
  readonly total: number;
  readonly parameters: number;
}

export interface Summary extends SummaryOptions {
  readonly rows: readonly SummaryRow[];
  /** Planned cells without figures, row by row. */
  readonly notYetRun: readonly { readonly row: string; readonly seed: number; readonly digest: string }[];
}

/** One method as it was configured, over its seeds. */
export interface SummaryRow {
  /** Unique in the summary: the method, and what tells it from its other rows. */
  readonly name: string;
  readonly method: string;
  readonly isBaseline: boolean;
  /** All seeds have it in common, but for `seed`. */
  readonly configuration: CellConfiguration;
  /** In the order of the seeds. */
  readonly cells: readonly Cell[];
  readonly seedsRun: number;
  readonly seedsExpected: number;
  /** Absent while no seed has been run. */
  readonly figures?: RowFigures;
  /** Absent for the baseline, and where no seed was run both with it and from scratch under the same conditions. */
  readonly difference?: Difference;
  /** The row that `difference` is taken to. */
  readonly baseline?: string;
}

/** Means over the seeds that were run. Intervals are of 95 %, by Student's t over the seeds, and unbounded for a single seed. */
export interface RowFigures {
  /** On the test split, fractions. */
  readonly accuracy: Interval;
  readonly errors: number;
  /** Samples of the test split. */
  readonly total: number;
  /** Of the int8 network, over the seeds that have it. */
  readonly int8?: { readonly accuracy: Interval; readonly seeds: number };
  readonly seconds: number;
  /** Optimisation steps of the student; absent where a cell does not say them. */
  readonly steps?: number;
  readonly parameters: number;
  readonly nonZero: number;
  readonly bytes: number;
  readonly history: readonly StageHistory[];
}

/** In test accuracy, a fraction, paired by seed: of a row, method − scratch. */
export interface Difference extends Interval {
  readonly pairs: number;
  /** An effect is shown where there are at least three pairs, the interval leaves out 0 and nothing keeps the two from being compared. */
  readonly shown: 'above' | 'below' | 'not shown' | 'not comparable';
  /** What keeps them. */
  readonly obstacle?: Obstacle;
}

/**
 * Means of cells over their seeds with 95 % intervals, each method compared with scratch over the seeds that both have; accuracies are fractions.
 * @example
 * import { readFileSync } from 'node:fs';
 * import { type Cell, summarizeCells } from 'retort-fpga/lab';
 *
 * const cells: Cell[] = JSON.parse(readFileSync('cells.json', 'utf8'));
 * for (const { name, difference } of summarizeCells(cells, { baseline: 'scratch' }).rows) console.log(name, difference);
 */
export function summarizeCells(cells: readonly Cell[], options: SummaryOptions): Summary {
  const groups = groupCells(cells, options.baseline);
  const rows = groups.map((group): SummaryRow => {
    const run = group.cells.flatMap(({ figures }) => figures ?? []);
    const isBaseline = group.configuration.method === options.baseline && !group.superseded;
    const baseline = isBaseline ? undefined : findBaseline(group, groups, options.baseline);
    return {
      name: group.name,
      method: group.configuration.method,
      isBaseline,
      configuration: group.configuration,
      cells: group.cells,
      seedsRun: run.length,
      seedsExpected: group.cells.length,
      figures: run.length === 0 ? undefined : summarizeFigures(run),
      difference: baseline && pairedDifference(group, baseline),
      baseline: baseline?.name,
    };
  });
  const notYetRun = rows.flatMap(({ name, cells }) =>
    cells
      .filter(({ figures }) => !figures)
      .map(({ configuration, digest }) => ({ row: name, seed: configuration.seed, digest })),
  );
  return { ...options, rows, notYetRun };
}

function summarizeFigures(run: readonly CellFigures[]): RowFigures {
  const mean = (of: (figures: CellFigures) => number) => run.reduce((sum, one) => sum + of(one), 0) / run.length;
  const int8 = run.flatMap((figures) => figures.int8?.test.accuracy ?? []);
  const steps = run.flatMap((figures) => figures.steps ?? []);
  return {
    accuracy: meanWithInterval(run.map(({ test }) => test.accuracy)),
    errors: mean(({ test }) => test.total - test.correct),
    total: run[0].test.total,
    int8: int8.length === 0 ? undefined : { accuracy: meanWithInterval(int8), seeds: int8.length },
    seconds: mean(({ seconds }) => seconds),
    ...(steps.length === run.length && { steps: mean((figures) => figures.steps!) }),
    parameters: mean(({ parameters }) => parameters),
    nonZero: mean(({ nonZero }) => nonZero),
    bytes: mean(({ bytes }) => bytes),
    history: meanHistory(run.map(({ history }) => history)),
  };
}

/** Mean accuracy and samples of the teacher and of each row that was run, by name. */
export function accuraciesOf({ rows, teacher }: Summary): { readonly model: string; readonly accuracy: Proportion }[] {
  const of = (model: string, accuracy: number, total: number) => ({
    model,
    accuracy: proportionOf(Math.round(accuracy * total), total),
  });
  return [
    ...(teacher ? [of('teacher', teacher.accuracy, teacher.total)] : []),
    ...rows.flatMap(({ name, figures }) => (figures ? [of(name, figures.accuracy.mean, figures.total)] : [])),
  ];
}

/** Cells that differ in nothing but the seed, and which of their accuracies is meant: the float student's on the test split unless said. */
export interface Side {
  readonly cells: readonly Cell[];
  readonly score?: 'int8' | 'validation';
}

export interface PairingOptions {
  /** Whether the two are compared as students of equal size. */
  readonly equalBytes?: boolean;
  /** What the first side needs over the other, as a fraction, by the other's accuracy; 0 unless given. It is taken off the difference. */
  readonly least?: (other: number, total: number) => number;
}

/** Paired by seed. @returns `undefined` where no seed was run on both sides */
export function pairedDifference(
  of: Side,
  against: Side,
  { equalBytes, least = () => 0 }: PairingOptions = {},
): Difference | undefined {
  const others = new Map(against.cells.map((cell) => [cell.configuration.seed, cell]));
  const pairs = of.cells.flatMap((cell) => {
    const other = others.get(cell.configuration.seed);
    const [one, two] = [scoreOf(cell, of), other && scoreOf(other, against)];
    if (!other || !one || !two) return [];
    const obstacle = findObstacle(cell, other, equalBytes);
    return [{ difference: one.accuracy - two.accuracy - least(two.accuracy, one.total), obstacle }];
  });
  if (pairs.length === 0) return undefined;
  const interval = meanWithInterval(pairs.map(({ difference }) => difference));
  const obstacle = pairs.find((pair) => pair.obstacle)?.obstacle;
  const shown = obstacle ? 'not comparable' : verdictOf(interval, pairs.length);
  return { ...interval, pairs: pairs.length, shown, ...(obstacle && { obstacle }) };
}

function scoreOf({ figures }: Cell, { score }: Side): Score | undefined {
  if (score === 'int8') return figures?.int8?.test;
  return score === 'validation' ? figures?.validation : figures?.test;
}

/** Two pairs can agree by chance to the last digit, and then have no interval at all. */
const fewestPairs = 3;
/** Below this there is no spread: the seed changes nothing (trees grown without pseudo data, for example), and all pairs are one pair. */
const leastSpread = 1e-9;

function verdictOf({ low, high }: Interval, pairs: number): Difference['shown'] {
  if (pairs < fewestPairs || high - low < leastSpread) return 'not shown';
  if (low > 0) return 'above';
  return high < 0 ? 'below' : 'not shown';
}

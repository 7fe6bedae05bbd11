// A comparison: methods × seeds, each cell kept as soon as it is done. What the cells say together is summarize.ts's.
import { sha256OfJson } from '../artifact/digest.ts';
import type { Recipe } from '../train/recipe.ts';
import type { TrainingEvent } from '../train/training-events.ts';
import type { Cell, CellConfiguration, Tuning } from './cell.ts';
import { type Bench, type CellPlan, cellPath, configureCell, readCell, runCell } from './run-cell.ts';
import { tuneMethod } from './tune.ts';

export interface ComparedMethod {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface ComparisonPlan {
  /** Scratch need not be named: it is always there. */
  readonly methods: readonly ComparedMethod[];
  readonly seeds: readonly number[];
  /** The student's. */
  readonly recipe: Recipe;
  /** Candidates that each method may try on the validation split; 1 leaves everything as it was given. */
  readonly tuningBudget: number;
}

export type LabEvent =
  | { readonly type: 'tuning'; readonly method: string; readonly candidate: number; readonly training: TrainingEvent }
  | {
      readonly type: 'training';
      readonly configuration: CellConfiguration;
      readonly stage: string;
      readonly training: TrainingEvent;
    }
  | {
      readonly type: 'cell';
      readonly cell: Cell;
      readonly done: number;
      readonly total: number;
      readonly secondsLeft: number;
    };

/**
 * The cells, seed by seed, scratch first: what is there early compares every method. Those of earlier runs are read, not run again.
 * @throws MethodOptionError before anything is trained, what trainings throw; the signal's reason when aborted, after which the same call
 * goes on
 */
export async function compareMethods(
  bench: Bench,
  plan: ComparisonPlan,
  onEvent?: (event: LabEvent) => void,
): Promise<Cell[]> {
  const chosen = await chooseSettings(bench, plan, onEvent);
  const planned = plan.seeds.flatMap((seed) => chosen.map((one) => configureCell(bench, { ...one, seed })));
  const cells: Cell[] = [];
  const spent: number[] = [];
  for (const configuration of planned) {
    const known = await readCell(cellPath(bench.folder, configuration, sha256OfJson(configuration)));
    const started = performance.now();
    const cell =
      known ??
      (await runCell(bench, configuration, (stage, training) =>
        onEvent?.({ type: 'training', configuration, stage, training }),
      ));
    if (!known) spent.push((performance.now() - started) / 1000);
    cells.push(cell);
    const each = spent.reduce((sum, seconds) => sum + seconds, 0) / Math.max(1, spent.length);
    const [done, total] = [cells.length, planned.length];
    onEvent?.({ type: 'cell', cell, done, total, secondsLeft: (total - done) * each });
  }
  return cells;
}

type Chosen = Omit<CellPlan, 'seed'> & { readonly tuning?: Tuning };

async function chooseSettings(
  bench: Bench,
  { methods, recipe, tuningBudget }: ComparisonPlan,
  onEvent?: (event: LabEvent) => void,
): Promise<Chosen[]> {
  const others = methods.filter(({ name }) => name !== 'scratch');
  const all = [{ name: 'scratch', options: {} }, ...others].map(({ name, options }) => ({
    method: name,
    options,
    recipe,
  }));
  for (const one of all) configureCell(bench, { ...one, seed: 0 }); // refuses wrong options before hours of training
  if (tuningBudget <= 1) return all;
  const tuned: Chosen[] = [];
  for (const { method, ...given } of all) {
    const onTraining = (candidate: number, training: TrainingEvent) =>
      onEvent?.({ type: 'tuning', method, candidate, training });
    tuned.push({ method, ...(await tuneMethod(bench, method, given, tuningBudget, onTraining)) });
  }
  return tuned;
}

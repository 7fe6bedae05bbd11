// A comparison: methods × seeds, each cell kept as soon as it is done. What the cells say together is summarize.ts's.
import { sha256OfJson } from '../artifact/digest.ts';
import type { Recipe } from '../train/recipe.ts';
import { TrainingSettingError } from '../train/training-errors.ts';
import type { Cell, CellConfiguration, Tuning } from './cell.ts';
import { MethodOptionError } from './lab-errors.ts';
import type { StageEvent } from './method.ts';
import { type Bench, type CellPlan, configureCell, readCell, runCell } from './run-cell.ts';
import { checkSeeds, type SeedRule } from './seed-rule.ts';
import { tuneMethod } from './tune.ts';

export interface ComparedMethod {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Whether its teachers run live; as the bench says where absent. */
  readonly live?: boolean;
}

export interface ComparisonPlan {
  /** Scratch need not be named: it is always there. */
  readonly methods: readonly ComparedMethod[];
  readonly seeds: readonly number[];
  /** The plan, if it was fixed in advance: seeds beyond it are refused. */
  readonly seedRule?: SeedRule;
  /** The student's. */
  readonly recipe: Recipe;
  /** Candidates that each method may try on the validation split; 1 leaves everything as it was given. */
  readonly tuningBudget: number;
}

export type LabEvent =
  /** Before the first cell; without figures where they are still to be run. */
  | { readonly type: 'plan'; readonly cells: readonly Cell[] }
  | { readonly type: 'tuning'; readonly method: string; readonly candidate: number; readonly training: StageEvent }
  | {
      readonly type: 'training';
      readonly configuration: CellConfiguration;
      readonly stage: string;
      readonly training: StageEvent;
    }
  | {
      readonly type: 'cell';
      readonly cell: Cell;
      readonly done: number;
      readonly total: number;
      readonly secondsLeft?: number;
    };

/**
 * The cells, seed by seed, scratch first: what is there early compares every method. Those of earlier runs are read,
 * not run again; one that fails says why, and the others continue.
 * @throws MethodOptionError, FixedPlanError and TrainingSettingError (seeds) before anything is trained, what training
 * throws; the signal's reason when aborted, after which the same call resumes
 */
export async function compareMethods(
  bench: Bench,
  plan: ComparisonPlan,
  onEvent?: (event: LabEvent) => void,
): Promise<Cell[]> {
  const { seeds, seedRule } = plan;
  if (seeds.length === 0 || new Set(seeds).size !== seeds.length) {
    throw new TrainingSettingError('list of seeds', `[${seeds.join(', ')}]`, 'at least one seed, each once');
  }
  if (seedRule) checkSeeds(seedRule, seeds);
  const chosen = await chooseSettings(bench, plan, onEvent);
  const planned = plan.seeds.flatMap((seed) => chosen.map((one) => configureCell(bench, { ...one, seed })));
  const known = await readKnown(bench, planned);
  onEvent?.({ type: 'plan', cells: known });
  const cells: Cell[] = [];
  const spent: number[] = [];
  let missing = known.filter(({ figures }) => !figures).length;
  for (const [i, configuration] of planned.entries()) {
    const started = performance.now();
    const cell = known[i].figures
      ? known[i]
      : await runCell(bench, configuration, (stage, training) =>
          onEvent?.({ type: 'training', configuration, stage, training }),
        );
    cells.push(cell);
    if (!known[i].figures) {
      missing--;
      spent.push((performance.now() - started) / 1000);
    }
    const each = spent.reduce((sum, seconds) => sum + seconds, 0) / spent.length;
    const secondsLeft = spent.length > 0 ? missing * each : undefined;
    onEvent?.({ type: 'cell', cell, done: cells.length, total: planned.length, secondsLeft });
  }
  return cells;
}

/** Those that have been run to their end, and the others without figures. */
function readKnown(bench: Bench, planned: readonly CellConfiguration[]): Promise<Cell[]> {
  return Promise.all(
    planned.map(async (configuration): Promise<Cell> => {
      const digest = sha256OfJson(configuration);
      return (await readCell(bench, configuration, digest)) ?? { digest, configuration, versions: bench.versions };
    }),
  );
}

/** Before hours of training. */
function refuseWrong(bench: Bench, all: readonly Omit<CellPlan, 'seed'>[]): void {
  const seen = new Set<string>();
  for (const one of all) {
    const configuration = configureCell(bench, { ...one, seed: 0 });
    const digest = sha256OfJson(configuration);
    if (seen.has(digest))
      throw new MethodOptionError(one.method, one.options, 'it is listed twice with the same options');
    seen.add(digest);
  }
}

type Chosen = Omit<CellPlan, 'seed'> & { readonly tuning?: Tuning };

async function chooseSettings(
  bench: Bench,
  { methods, recipe, tuningBudget }: ComparisonPlan,
  onEvent?: (event: LabEvent) => void,
): Promise<Chosen[]> {
  const others = methods.filter(({ name }) => name !== 'scratch');
  const scratch: ComparedMethod = { name: 'scratch', options: {} };
  const all = [scratch, ...others].map(({ name, options, live }) => ({ method: name, options, live, recipe }));
  refuseWrong(bench, all);
  if (tuningBudget <= 1) return all;
  const tuned: Chosen[] = [];
  for (const { method, live = bench.live, ...given } of all) {
    const onTraining = (candidate: number, training: StageEvent) =>
      onEvent?.({ type: 'tuning', method, candidate, training });
    const chosen = await tuneMethod({ ...bench, live }, method, given, tuningBudget, onTraining);
    tuned.push({ method, live, ...chosen });
  }
  return tuned;
}

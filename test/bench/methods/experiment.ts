// What an experiment is: networks, recipes, methods, what is asked of them, and what has to be reached.
import type { ComparedMethod } from '../../../host/lab/compare-methods.ts';
import type { SeedRule } from '../../../host/lab/seed-rule.ts';
import type { Recipe } from '../../../host/train/recipe.ts';
import type { Bound } from './bounds.ts';

/** One method against another: what scratch beside it does not show. */
export interface Contrast {
  readonly question: string;
  readonly of: ContrastSide;
  /** Scratch where absent. */
  readonly against?: ContrastSide;
  /** What has to be reached; without one the question is whether the interval leaves out 0. */
  readonly bound?: Bound;
  /** Whether the two are to be of equal size: bytes within 10 %. */
  readonly equalBytes?: boolean;
}

export interface ContrastSide {
  readonly method: ComparedMethod;
  /** Whether its int8 network is meant, on the integer reference. */
  readonly int8?: boolean;
}

export interface Experiment {
  /** Of its file of cells. */
  readonly name: string;
  readonly question: string;
  readonly data: string;
  /** As host/cli/network-name.ts reads them. */
  readonly teacher: { readonly network: string; readonly recipe: Recipe; readonly count: number };
  readonly student: string;
  readonly recipe: Recipe;
  readonly methods: readonly ComparedMethod[];
  /** What the table that opens docs/methods.md says of it, beside scratch. */
  readonly headline?: ComparedMethod;
  readonly contrasts?: readonly Contrast[];
  /** With the contrasts' bounds it is written into the experiment's file before the first cell of a code version is run, and stays. */
  readonly seeds: SeedRule;
  readonly tuningBudget: number;
  /** Whether the teacher is a poor one on purpose: `--suggest` does not hold that against a method. */
  readonly poorTeacher?: true;
  /** Whether the int8 students are judged on the integer reference too. */
  readonly int8: boolean;
}

// A cell of a comparison: one method on one data set with one seed, what it was configured as and what came of it. One JSON file each.
import type { Recipe } from '../train/recipe.ts';

/** Everything that decides a cell's figures, but for the machine. Its digest names the cell. */
export interface CellConfiguration {
  /** See code-version.ts; absent in cells of version 1. */
  readonly code?: number;
  readonly method: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly data: { readonly name: string; readonly digest: string };
  readonly seed: number;
  readonly recipe: Recipe;
  readonly network: { readonly name: string; readonly digest: string };
  /** Those that the method asks; in cells of code version 1 their digests alone. */
  readonly teachers: readonly (string | CellTeacher)[];
  /** Where the teachers ran in the student's step, on the pictures as it saw them; absent where their cached outputs served. */
  readonly live?: true;
  /** Whether the int8 network is judged too. */
  readonly int8: boolean;
  /** How the options and the learning rate were chosen; absent where they are the defaults. */
  readonly tuning?: Tuning;
}

export interface CellTeacher {
  /** Of its outputs or weights. */
  readonly digest: string;
  /** Absent for one from outside. */
  readonly origin?: TeacherOrigin;
}

/** How a teacher was trained, on the cell's own data set. */
export interface TeacherOrigin {
  readonly network: { readonly name: string; readonly digest: string };
  readonly recipe: Recipe;
  readonly seed: number;
}

/** Of a teacher as a configuration has it. */
export function digestOfTeacher(teacher: string | CellTeacher): string {
  return typeof teacher === 'string' ? teacher : teacher.digest;
}

/** On the validation split, with a separate seed. */
export interface Tuning {
  /** As many for every method, scratch included. */
  readonly candidates: number;
  readonly seed: number;
  /** The best one's, a fraction. */
  readonly validationAccuracy: number;
}

/** By the data's task; `accuracy` is the value of its score, the fraction that is right of a classification. */
export interface Score {
  readonly correct: number;
  readonly total: number;
  readonly accuracy: number;
}

export interface CellFigures {
  readonly validation: Score;
  readonly test: Score;
  /** Of the int8 network on the integer reference. */
  readonly int8?: { readonly test: Score };
  /** On the test split, with what its teachers say on the mean of their logits: a decision tree’s fidelity, whatever is right. */
  readonly agreement?: Score;
  readonly parameters: number;
  /** Weights of kernels that are not 0. */
  readonly nonZero: number;
  /** Of the quantized weights; see count-bytes.ts. */
  readonly bytes: number;
  readonly seconds: number;
  /** Optimisation steps that the student was trained for, in all its stages; teachers and specialists apart. Absent in cells of code version 1. */
  readonly steps?: number;
  /** Of each stage, epoch by epoch. */
  readonly history: readonly StageHistory[];
}

export interface StageHistory {
  readonly stage: string;
  readonly epochs: readonly EpochFigures[];
}

/** Of an epoch that was interrupted: over its steps since. */
export interface EpochFigures {
  readonly epoch: number;
  readonly loss: number;
  /** On the training split. */
  readonly accuracy: number;
  /** By term. */
  readonly terms: Readonly<Record<string, { readonly value: number; readonly gradientNorm: number }>>;
}

export interface Cell {
  readonly digest: string;
  readonly configuration: CellConfiguration;
  readonly versions: Readonly<Record<string, string>>;
  /** How often the test split was read: once, or once more for each interruption between reading it and writing the figures. */
  readonly testReads?: number;
  /** Why it has none, where its last run failed. */
  readonly failure?: string;
  /** Why its figures no longer stand, where they do not: it is kept, and shows nothing. */
  readonly superseded?: string;
  /** Absent while it has not been run to its end. */
  readonly figures?: CellFigures;
}

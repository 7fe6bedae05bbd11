// What a method is to the laboratory: options with their ranges, a source, and a way from data and teachers to a
// student. The methods are in methods/, the table of them in methods.ts, train-stage.ts runs the training that they
// request.
import type { z } from 'zod';
import type { Samples, Split } from '../dataset/dataset.ts';
import type { TermSpec } from '../distill/compose-loss.ts';
import type { Combination, TeacherLogits } from '../distill/teachers.ts';
import type { Detects } from '../distill/term.ts';
import type { Network, TrainedNetwork, Weights } from '../network/network.ts';
import type { Task } from '../task/task.ts';
import type { Recipe } from '../train/recipe.ts';
import type { TrainingEvent } from '../train/training-events.ts';
import type { EpochTransform } from '../train/training-options.ts';
import type { TeacherOrigin } from './cell.ts';
import type { TrainingData } from './withhold-test.ts';

/** A teacher that has been asked of the training split; one from outside need not be there to be run. */
export interface LabTeacher extends TeacherLogits {
  /** How it was trained; absent for one from outside. */
  readonly origin?: TeacherOrigin;
}

/** One training, of a student or whatever else a method needs. */
export interface Stage {
  /** Unique in the method: checkpoints and figures are named by it. */
  readonly name: string;
  /** The student's where absent. */
  readonly network?: Network;
  /** What the network's outputs mean; the data's task where absent. */
  readonly task?: Task;
  /** Drawn from the seed where absent. */
  readonly start?: Weights;
  readonly terms: readonly TermSpec[];
  /** The experiment's where absent. */
  readonly teachers?: readonly TeacherLogits[];
  /** Mean of the logits where absent. */
  readonly combine?: Combination;
  /** The training split where absent. */
  readonly split?: Split;
  /** Over the experiment's. */
  readonly recipe?: Partial<Recipe>;
  readonly beforeEpoch?: EpochTransform;
  /** Added to the experiment's seed, so that several networks of one stage kind differ. */
  readonly seedOffset?: number;
  /** Whether it trains something else than the student, such as a specialist that teaches it: its steps are not the student's. */
  readonly apart?: boolean;
}

/** A student, and what it learned from where that is not the training split. */
export interface MethodStudent extends TrainedNetwork {
  /** Of a method that does not see the whole training split: int8 ranges are calibrated on these, and they are kept with the student. */
  readonly learnedFrom?: Split;
}

export interface MethodContext {
  /** Its pictures as far as the method `sees` them. */
  readonly data: TrainingData;
  /** The student's. */
  readonly network: Network;
  /** The student's, the same for every method and for scratch. */
  readonly recipe: Recipe;
  readonly seed: number;
  readonly teachers: readonly LabTeacher[];
  /** Whether the teachers run in the student's step, on the pictures as it sees them; their cached outputs serve where absent. */
  readonly live?: boolean;
  readonly signal?: AbortSignal;
  train(stage: Stage): Promise<TrainedNetwork>;
  /** Of what a method does beside training, named as a stage is. */
  report(stage: string, event: StageEvent): void;
  /**
   * What `make` makes, kept by its name, unique in the method: an interrupted cell finds it there and continues after
   * it.
   */
  keepSamples(name: string, make: (report: (event: MakingEvent) => void) => Promise<Samples>): Promise<Samples>;
}

/** Samples are being made, not found; counted from 1. */
export interface MakingEvent {
  readonly type: 'making';
  readonly batch: number;
  readonly batches: number;
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
}

/** A decision tree has been split once more. */
export interface GrowingEvent {
  readonly type: 'growing';
  /** So far, and at most. */
  readonly leaves: number;
  readonly most: number;
}

/** Of one stage of a method. */
export type StageEvent = TrainingEvent | MakingEvent | GrowingEvent;

/** What a method's options have to suit. */
export interface MethodSite {
  readonly classes: number;
  /** Whether the labels are boxes in pictures. */
  readonly detection?: boolean;
  readonly student: Network;
  /** What a sample's values are: pixels, the features of a table, or other floats. */
  readonly values: 'uint8' | 'features' | 'float32';
  /** The first; absent where there is none that can run. */
  readonly teacher?: Network;
}

export interface MethodDefinition<Shape extends z.ZodRawShape> {
  /** What it does, in a line: for help and reports. */
  readonly title: string;
  /** The paper and its section or equation. */
  readonly source: string;
  /** Whether it asks the teachers; it does where absent. A cell's digest names them only then. */
  readonly listens?: boolean | ((options: z.infer<z.ZodObject<Shape>>) => boolean);
  /** Whether it runs the teachers, beyond their cached outputs of the training split. */
  readonly runsTeachers?: true;
  /** Whether it is of boxes in pictures: of those alone, or of them as of everything. It has one answer for a sample in mind where absent. */
  readonly detects?: Detects;
  /** Whether it grows a student that is a decision tree; the others train theirs. */
  readonly grows?: true;
  /** Each with its range, its default and, described, the paper's value. */
  readonly options: Shape;
  /**
   * The share of the training split that the method may look at, 0 … 1; all of it, and the validation split, where absent. A method that sees
   * less says what its student `learnedFrom`.
   */
  readonly sees?: (options: z.infer<z.ZodObject<Shape>>) => number;
  /** Values that tuning may try for an option; the learning rate is tuned for every method alike. */
  readonly search?: { readonly [Option in keyof z.infer<z.ZodObject<Shape>>]?: readonly unknown[] };
  /** What is wrong with the options for these networks and classes; said before anything is trained. */
  readonly problemFor?: (options: z.infer<z.ZodObject<Shape>>, site: MethodSite) => string | undefined;
  /** The student. Kernels whose layers carry `weightBits` are quantized to those. */
  run(context: MethodContext, options: z.infer<z.ZodObject<Shape>>): Promise<MethodStudent>;
}

/** The identity; it infers the options' types. */
export function defineMethod<Shape extends z.ZodRawShape>(
  definition: MethodDefinition<Shape>,
): MethodDefinition<Shape> {
  return definition;
}

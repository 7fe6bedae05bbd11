// What a report tells, as data: everything that the sections draw from.

import type { Preprocessing } from '../../dataset/dataset.ts';
import type { Vocabulary } from '../../dataset/question.ts';
import type { SampleValues } from '../../dataset/sample-values.ts';
import { probabilitiesOf } from '../../image/head.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { sizeOf } from '../../network/shapes.ts';
import type { ImagePlan } from '../../plan/plan-image.ts';
import type { Task } from '../../task/task.ts';
import type { Tree } from '../../tree/tree.ts';
import type { LayerDifference } from '../../validate/first-difference.ts';
import type { Robustness } from '../../validate/robustness/robustness.ts';
import type { Proportion } from '../../validate/statistics.ts';
import type { ValidationResult } from '../../validate/validate.ts';

/** The test samples, all arrays in the order of the validation's ids; n samples. */
export interface ReportSamples {
  /** [n] */
  readonly ids: Int32Array;
  /** [n, rows, columns, channels] */
  readonly images: SampleValues;
  readonly shape: readonly [number, number, number];
  /** [n] */
  readonly labels: Uint8Array;
  /** [n], the samples' files in the data set's folder; absent where they are no files of their own. */
  readonly files?: readonly string[];
  readonly classes: readonly string[];
  /** A classification where absent. */
  readonly task?: Task;
  /** Of the questions in the samples; absent where there are none. */
  readonly vocabulary?: Vocabulary;
  /** Names the features of a table, and spreads them; pictures where absent. */
  readonly preprocessing?: Preprocessing;
  /** [n, classes] */
  readonly teacherLogits: Float32Array;
  /** [n, classes], of the student before int8; absent where only the image was at hand. */
  readonly studentLogits?: Float32Array;
  /** Of the whole split, of which the samples are the first; theirs where absent. */
  readonly splitLabels?: Uint8Array;
}

/** What is needed to draw samples. */
export type DrawnSamples = Pick<
  ReportSamples,
  'images' | 'shape' | 'labels' | 'files' | 'classes' | 'task' | 'vocabulary' | 'preprocessing'
>;

/** A row of the headline table above the board's. */
export interface ReportModel {
  /** Absent for one that is none of them. */
  readonly role?: 'teacher' | 'scratch' | 'student' | 'int8';
  readonly name: string;
  readonly accuracy: Proportion;
  readonly note: string;
  /** Of its weights: four for each of a float network's parameters, what is uploaded of an int8 one. */
  readonly bytes?: number;
}

/** How a student's training went, one epoch after another over all its stages. */
export interface TrainingCourse {
  readonly name: string;
  /** Accuracy: a fraction of the training split. */
  readonly epochs: readonly { readonly loss: number; readonly accuracy: number }[];
}

export interface ReportContent {
  /** Such as `mnist on virtual:up5k`. */
  readonly title: string;
  readonly samples: ReportSamples;
  readonly models: readonly ReportModel[];
  /** Absent where the run folder does not have it. */
  readonly training?: readonly TrainingCourse[];
  /** What the image costs on its board; absent for a board of no known kind. */
  readonly plan?: ImagePlan;
  /** With a `boardAccuracy`: a report is about classes. */
  readonly validation: ValidationResult;
  /** The method and its samples, where the student did not learn from the training split; the first ones are drawn. */
  readonly learnedFrom?: { readonly method: string; readonly samples: DrawnSamples };
  /** The student itself, where it is a decision tree. */
  readonly tree?: Tree;
  /** Where it was asked for; `notAttacked` says why there were no attacks. */
  readonly robustness?: Robustness & { readonly notAttacked?: string };
  readonly firstDifference?: LayerDifference;
  /** What the board's outputs mean, an image's; its head names a class. */
  readonly meaning: Pick<StudentImage, 'head' | 'logitsQuantization'>;
  /** Of the board; absent for the integer reference. */
  readonly clockHz?: number;
  /** Label and value, in order: image bytes, flash time, … */
  readonly figures: readonly (readonly [label: string, value: string])[];
  /** Label and value: digests, versions, configuration. */
  readonly provenance: readonly (readonly [label: string, value: string])[];
}

/** The probabilities behind the board's outputs for `sample`, [classes]. */
export function boardProbabilities({ meaning, validation }: ReportContent, sample: number): Float64Array {
  return probabilitiesOf(meaning, rowOf(validation.logits, sample, sizeOf(meaning.head.shape)))!;
}

/** Row `sample` of [n, classes]. */
export function rowOf<Values extends Float32Array | Int8Array>(
  logits: Values,
  sample: number,
  classes: number,
): Values {
  return logits.subarray(sample * classes, (sample + 1) * classes) as Values;
}

// Distils a student from a teacher's cached outputs. The loss is hinton.ts's, the loop train/train.ts's; here they meet.
import type { Dataset } from '../dataset/dataset.ts';
import type { Network, TrainedNetwork } from '../network/network.ts';
import { checkTeacherOutputs, indexTeacherOutputs, type TeacherOutputs } from '../teacher/teacher-outputs.ts';
import type { Recipe } from '../train/recipe.ts';
import { trainNetwork } from '../train/train.ts';
import type { TrainingEvent } from '../train/training-events.ts';
import { type HintonSettings, hintonLoss } from './hinton.ts';

/** What is tuned, on the validation split, before a student is trained. */
export interface StudentRecipe extends Recipe, HintonSettings {}

export interface DistillOptions extends StudentRecipe {
  readonly dataset: Dataset;
  readonly network: Network;
  /** For the training split. */
  readonly teacherOutputs: TeacherOutputs;
  readonly seed: number;
  readonly checkpointPath?: string;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TrainingEvent) => void;
}

/**
 * Trains `network` on the training split. With alpha 0 the teacher is not listened to: that is the student from scratch.
 * @returns the last epoch's weights
 * @throws TeacherOutputsMismatchError, TeacherOutputMissingError, and what trainNetwork throws
 */
export async function distillStudent(options: DistillOptions): Promise<TrainedNetwork> {
  const { dataset, teacherOutputs, alpha, temperature, ...training } = options;
  checkTeacherOutputs(teacherOutputs, { datasetDigest: dataset.digest });
  const teacher = { digest: teacherOutputs.teacherDigest, logitsOf: indexTeacherOutputs(teacherOutputs) };
  const loss = hintonLoss({ alpha, temperature }, teacher);
  return trainNetwork({ ...training, split: dataset.train, preprocessing: dataset.preprocessing, loss });
}

// Distils a student from a teacher's cached outputs. The loss is compose-loss.ts's, the loop train/train.ts's; here they meet.
import type { Dataset } from '../dataset/dataset.ts';
import type { Network, TrainedNetwork } from '../network/network.ts';
import { checkTeacherOutputs, type TeacherOutputs } from '../teacher/teacher-outputs.ts';
import type { Recipe } from '../train/recipe.ts';
import { trainNetwork } from '../train/train.ts';
import { TrainingSettingError } from '../train/training-errors.ts';
import type { TrainingEvent } from '../train/training-events.ts';
import { composeLoss, type TermSpec } from './compose-loss.ts';
import { indexTeacher } from './pseudo-data.ts';

export interface HintonSettings {
  /** Weight of the soft targets, 0 … 1; the labels have 1 − alpha. */
  readonly alpha: number;
  /** Of the soft targets, 1 … 1,000. */
  readonly temperature: number;
  /** Whether the logits of both are standardized sample by sample first (Sun et al. 2024); they are not where absent. */
  readonly standardize?: boolean;
}

/**
 * (1 − α) CE(labels) + α T² KL(p_t^T ‖ p_s^T), Hinton, Vinyals, Dean 2015, section 2. With α = 0 this is the labels' loss alone.
 * @throws TrainingSettingError where alpha is out of range
 */
export function hintonTerms({ alpha, temperature, standardize = false }: HintonSettings): TermSpec[] {
  if (!(alpha >= 0 && alpha <= 1)) throw new TrainingSettingError('alpha', alpha, 'a number in 0 … 1');
  return [
    { type: 'labels', weight: 1 - alpha },
    { type: 'soft-targets', weight: alpha, temperature, ...(standardize && { standardize }) },
  ];
}

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
  const { teacherDigest, ids, logits, classes } = teacherOutputs;
  const teacher = indexTeacher(teacherDigest, ids, logits, classes);
  const loss = composeLoss(hintonTerms({ alpha, temperature }), { teachers: [teacher], combine: 'logits' });
  return trainNetwork({
    ...training,
    split: dataset.train,
    validation: dataset.validation,
    preprocessing: dataset.preprocessing,
    loss,
  });
}

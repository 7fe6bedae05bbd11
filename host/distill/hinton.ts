// Distillation with soft targets (Hinton, Vinyals, Dean 2015, "Distilling the Knowledge in a Neural Network", section 2): the loss alone.
import type { Operations } from '../tensorflow/operations.ts';
import { crossEntropy, type LossBatch, type OperationsLoss, type StudentView } from '../train/loss.ts';
import { TrainingSettingError } from '../train/training-errors.ts';

export interface HintonSettings {
  /** Weight of the soft targets, 0 … 1; the labels have 1 − alpha. */
  readonly alpha: number;
  /** Above 0. */
  readonly temperature: number;
}

/** The teacher as a loss sees it. */
export interface TeacherLogits {
  readonly digest: string;
  /** Logits [batch, classes] of the samples with these ids. */
  logitsOf(ids: Int32Array): Float32Array;
}

/**
 * T² KL(p_t^T ‖ p_s^T), the mean over the batch, with p^T = softmax(z / T). The factor T² keeps the gradient's size as T grows. Its gradient
 * by the student's logits is T (p_s^T − p_t^T) / batch; none reaches the teacher's. Softmax subtracts each row's maximum first, so logits
 * of any size are safe.
 * @param student logits z_s [batch, classes]
 * @param teacher logits z_t [batch, classes]
 */
export function softTargetLoss<T>(ops: Operations<T>, student: T, teacher: T, temperature: number): T {
  const logTargets = ops.logSoftmax(ops.div(ops.stopGradient(teacher), temperature));
  const logPredictions = ops.logSoftmax(ops.div(student, temperature));
  const divergence = ops.sum(ops.mul(ops.exp(logTargets), ops.sub(logTargets, logPredictions)), [1]);
  return ops.mul(ops.mean(divergence), temperature ** 2);
}

/**
 * (1 − α) CE(labels) + α T² KL(p_t^T ‖ p_s^T). A term whose weight is 0 is left out: with α = 0 this is the labels' loss alone.
 * @throws TrainingSettingError where alpha or temperature is out of range
 */
export function hintonLoss({ alpha, temperature }: HintonSettings, teacher: TeacherLogits): OperationsLoss {
  if (!(alpha >= 0 && alpha <= 1)) throw new TrainingSettingError('alpha', alpha, 'a number in 0 … 1');
  if (!(temperature > 0 && Number.isFinite(temperature))) {
    throw new TrainingSettingError('temperature', temperature, 'a number above 0; 2 to 20 are usual');
  }
  return {
    description: `Hinton 2015, alpha ${alpha}, temperature ${temperature}, teacher ${teacher.digest}`,
    terms<T>(ops: Operations<T>, { logits }: StudentView<T>, { labels, bySample }: LossBatch<T>) {
      const terms: Record<string, T> = {};
      if (alpha < 1) terms.labels = ops.mul(crossEntropy(ops, logits, labels), 1 - alpha);
      if (alpha > 0) {
        const [, classes] = ops.shapeOf(logits);
        const teacherLogits = bySample('teacher logits', [classes], (ids) => teacher.logitsOf(ids));
        terms.softTargets = ops.mul(softTargetLoss(ops, logits, teacherLogits, temperature), alpha);
      }
      return terms;
    },
  };
}

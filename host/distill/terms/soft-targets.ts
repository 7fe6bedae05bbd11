// Soft targets (Hinton, Vinyals, Dean 2015, "Distilling the Knowledge in a Neural Network", section 2).
import { z } from 'zod';
import type { Operations } from '../../tensorflow/operations.ts';
import { defineTerm } from '../term.ts';

export const softTargets = defineTerm({
  title: 'the teacher’s probabilities at a temperature',
  source: 'Hinton, Vinyals, Dean 2015, section 2: T² KL(p_t^T ‖ p_s^T)',
  listens: true,
  settings: {
    temperature: z
      .number()
      .min(1)
      .max(1000)
      .default(4)
      .describe('softens both; the paper has 20 on MNIST, 2 on speech'),
  },
  compute: (ops, { temperature }, { student, teacher }) =>
    softTargetLoss(ops, student.logits, teacher.logProbabilities(temperature), temperature),
});

/**
 * T² KL(p_t^T ‖ p_s^T), the mean over the batch, with p^T = softmax(z / T). The factor T² keeps the gradient's size as T grows. Its gradient
 * by the student's logits is T (p_s^T − p_t^T) / batch; none reaches the teacher's. Softmax subtracts each row's maximum first, so logits
 * of any size are safe.
 * @param student logits z_s [batch, classes]
 * @param logTargets log p_t^T [batch, classes]
 */
export function softTargetLoss<T>(ops: Operations<T>, student: T, logTargets: T, temperature: number): T {
  const logPredictions = ops.logSoftmax(ops.div(student, temperature));
  const divergence = ops.sum(ops.mul(ops.exp(logTargets), ops.sub(logTargets, logPredictions)), [1]);
  return ops.mul(ops.mean(divergence), temperature ** 2);
}

// Soft targets (Hinton, Vinyals, Dean 2015, "Distilling the Knowledge in a Neural Network", section 2).
import type { Operations } from '../../tensorflow/operations.ts';
import { soften, softening } from '../soften.ts';
import { defineTerm } from '../term.ts';

export const softTargets = defineTerm({
  title: 'the teacher’s probabilities at a temperature',
  source: 'Hinton, Vinyals, Dean 2015, section 2: T² KL(p_t^T ‖ p_s^T)',
  listens: true,
  settings: softening,
  compute(ops, settings, inputs) {
    const { predictions, targets } = soften(ops, settings, inputs);
    return softTargetLoss(ops, predictions, targets, settings.temperature);
  },
});

/**
 * T² KL(p_t^T ‖ p_s^T), the mean over the batch, with p^T = softmax(z / T). The factor T² keeps the gradient's size as T grows. Its gradient
 * by the student's logits is T (p_s^T − p_t^T) / batch; none reaches the teacher's. Softmax subtracts each row's maximum first, so logits
 * of any size are safe.
 * @param logPredictions log p_s^T [batch, classes]
 * @param logTargets log p_t^T [batch, classes]
 */
export function softTargetLoss<T>(ops: Operations<T>, logPredictions: T, logTargets: T, temperature: number): T {
  const divergence = ops.sum(ops.mul(ops.exp(logTargets), ops.sub(logTargets, logPredictions)), [1]);
  return ops.mul(ops.mean(divergence), temperature ** 2);
}

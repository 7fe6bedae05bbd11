// Decoupled knowledge distillation (Zhao, Cui, Song, Qiu, Liang 2022, "Decoupled Knowledge Distillation"): soft targets in two parts, whose
// weights soft targets tie together: how sure the teacher is of the label, and what it thinks of the other classes.
import { z } from 'zod';
import type { Operations } from '../../tensorflow/operations.ts';
import { soften, softening } from '../soften.ts';
import { defineTerm } from '../term.ts';

export const dkd = defineTerm({
  title: 'DKD: soft targets split into the label against the rest, and the rest among themselves',
  source: 'Zhao et al. 2022, equation 7: T² (α TCKD + β NCKD)',
  listens: true,
  settings: {
    ...softening,
    temperature: softening.temperature.describe(
      'temperature for both networks; the paper uses 4 on CIFAR-100, 1 on ImageNet',
    ),
    alpha: z
      .number()
      .min(0)
      .max(1000)
      .default(1)
      .describe('weight of TCKD, the label against the rest; the paper uses 1'),
    beta: z
      .number()
      .min(0)
      .max(1000)
      .default(8)
      .describe('weight of NCKD, the rest among themselves; the paper uses 1 to 10 on CIFAR-100, 0.5 on ImageNet'),
  },
  compute(ops, { alpha, beta, ...settings }, inputs) {
    const { predictions, targets } = soften(ops, settings, inputs);
    const [student, teacher] = [predictions, targets].map((logs) => decouple(ops, logs, inputs.batch.labels));
    const label = ops.add(
      divergence(ops, teacher.label, student.label),
      divergence(ops, teacher.others, student.others),
    );
    const others = divergence(ops, teacher.amongOthers, student.amongOthers);
    return ops.mul(
      ops.add(ops.mul(ops.mean(label), alpha), ops.mul(ops.mean(others), beta)),
      settings.temperature ** 2,
    );
  },
});

interface Decoupled<T> {
  /** log p of the label's class, [batch, 1]. */
  readonly label: T;
  /** log (1 − p), [batch, 1]. */
  readonly others: T;
  /** log p̂: of each class given that it is not the label's, [batch, classes]; at the label's, next to −∞. */
  readonly amongOthers: T;
}

/** Its exponential is 0, and differences of two are finite. */
const logOfNothing = -1e30;

/**
 * Equations 1 and 2, in logarithms: 1 − p is summed up from the other classes, since where p is almost 1 nothing would be left of it.
 * @param logs log p [batch, classes]
 * @param labels one-hot [batch, classes]
 */
function decouple<T>(ops: Operations<T>, logs: T, labels: T): Decoupled<T> {
  const isLabel = ops.greater(labels, 0.5);
  const nothing = ops.constant([logOfNothing], []);
  const withoutLabel = ops.select(isLabel, nothing, logs);
  const largest = ops.stopGradient(ops.max(withoutLabel, [1], true));
  const others = ops.add(largest, ops.log(ops.sum(ops.exp(ops.sub(withoutLabel, largest)), [1], true)));
  return {
    label: ops.sum(ops.mul(logs, labels), [1], true),
    others,
    amongOthers: ops.select(isLabel, nothing, ops.sub(logs, others)),
  };
}

/** Σ p (log p − log q) along the last axis, [batch]. */
function divergence<T>(ops: Operations<T>, targets: T, predictions: T): T {
  return ops.sum(ops.mul(ops.exp(targets), ops.sub(targets, predictions)), [1]);
}

// What students and teachers make of a batch at a temperature: the one place where logits become probabilities to be compared, standardized
// first where that is asked for (Sun et al. 2024, "Logit Standardization in Knowledge Distillation").
import { z } from 'zod';
import type { Operations } from '../tensorflow/operations.ts';
import type { TermInputs } from './term.ts';

/** Settings of every term that compares probabilities at a temperature. */
export const softening = {
  temperature: z
    .number()
    .min(1)
    .max(1000)
    .default(4)
    .describe('temperature for both networks; the paper uses 20 on MNIST, 2 on speech'),
  standardize: z
    .boolean()
    .optional()
    .describe(
      'whether each sample’s logits are first standardized to mean 0 and deviation 1 (Sun et al. 2024); default false',
    ),
};

export interface Softening {
  readonly temperature: number;
  readonly standardize?: boolean | undefined;
}

export interface Softened<T> {
  /** log p_s^T, [batch, classes]. */
  readonly predictions: T;
  /** log p_t^T, [batch, classes]; nothing flows back into it. */
  readonly targets: T;
}

/**
 * log softmax(z / T) of student and teachers, or log softmax(Z(z) / T) with Z the standardization of each sample's logits. An ensemble's
 * logits are then the logarithms of its combined probabilities at T = 1: for one teacher that is the same, since Z takes out what is added to a row.
 */
export function soften<T>(
  ops: Operations<T>,
  { temperature, standardize = false }: Softening,
  { student, teacher }: Pick<TermInputs<T>, 'student' | 'teacher'>,
): Softened<T> {
  const atTemperature = (logits: T) => ops.logSoftmax(ops.div(logits, temperature));
  if (!standardize) {
    return { predictions: atTemperature(student.logits), targets: teacher.logProbabilities(temperature) };
  }
  return {
    predictions: atTemperature(standardizeLogits(ops, student.logits)),
    targets: atTemperature(standardizeLogits(ops, teacher.logProbabilities(1))),
  };
}

/** Of a row's variance: one whose logits differ by less than some thousandth counts as constant, so that its gradient stays finite. */
const smallestVariance = 1e-6;

/**
 * Z(z) = (z − mean) / σ of each row, algorithm 1 of the paper, with σ² = Σ (z − mean)² / classes (the authors' code divides by classes − 1,
 * which is another temperature). What is added to a row, or what it is multiplied by (above 0), changes nothing. A constant row gives zeros.
 * @param logits [batch, classes]
 */
export function standardizeLogits<T>(ops: Operations<T>, logits: T): T {
  const centred = ops.sub(logits, ops.mean(logits, [1], true));
  const variance = ops.mean(ops.square(centred), [1], true);
  return ops.div(centred, ops.sqrt(ops.maximum(variance, smallestVariance)));
}

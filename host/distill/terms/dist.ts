// DIST (Huang, You, Wang, Qian, Xu 2022, "Knowledge Distillation from A Stronger Teacher"): the student keeps the teacher's relations, by
// Pearson's correlation, rather than its probabilities.
import { z } from 'zod';
import type { Operations } from '../../tensorflow/operations.ts';
import { soften, softening } from '../soften.ts';
import { defineTerm } from '../term.ts';

export const dist = defineTerm({
  title:
    'DIST: correlation with the teacher’s probabilities, over the classes of each sample and over the samples of each class',
  source: 'Huang et al. 2022, equations 7 to 10: T² (β inter + γ intra), each 1 − ρ',
  listens: true,
  settings: {
    temperature: softening.temperature.describe(
      'temperature for both networks; the paper uses 4 on CIFAR-100, 1 on ImageNet',
    ),
    beta: z
      .number()
      .min(0)
      .max(1000)
      .default(2)
      .describe('weight of the inter-class term, over the classes of each sample; the paper uses 2'),
    gamma: z
      .number()
      .min(0)
      .max(1000)
      .default(2)
      .describe('weight of the intra-class term, over the samples of a batch for each class; the paper uses 2'),
  },
  compute(ops, { temperature, beta, gamma }, inputs) {
    const { predictions, targets } = soften(ops, { temperature }, inputs);
    const [student, teacher] = [ops.exp(predictions), ops.exp(targets)];
    const distance = (axis: 0 | 1) => ops.add(ops.neg(ops.mean(correlate(ops, student, teacher, axis))), 1);
    return ops.mul(ops.add(ops.mul(distance(1), beta), ops.mul(distance(0), gamma)), temperature ** 2);
  },
});

/** A row or column whose values deviate from their mean by less than this share of their size counts as constant. */
const smallestDeviation = 1e-4;
/** Of a sum of squares: below it, float32 soon has no squares left to tell values apart. */
const smallestSum = 1e-36;

/**
 * Pearson's ρ along `axis` of two [batch, classes]. Where one of them is constant, as a column of a single sample is, ρ is 0 and the
 * gradient finite.
 */
function correlate<T>(ops: Operations<T>, a: T, b: T, axis: 0 | 1): T {
  const sumOfSquares = (values: T) => ops.sum(ops.square(values), [axis], true);
  const [x, y] = [a, b].map((values) => {
    const centred = ops.sub(values, ops.mean(values, [axis], true));
    const least = ops.mul(ops.stopGradient(sumOfSquares(values)), smallestDeviation ** 2);
    // Each is divided by its own size: the product of two small ones would vanish.
    return ops.div(centred, ops.sqrt(ops.maximum(sumOfSquares(centred), ops.maximum(least, smallestSum))));
  });
  return ops.sum(ops.mul(x, y), [axis]);
}

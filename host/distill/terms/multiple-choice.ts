// Multiple choice learning with distillation (Mun, Lee, Shin, Han 2018, "Learning to Specialize with Knowledge Distillation for Visual Question
// Answering"): the members of an ensemble are one network here, and each sample's label teaches those that it suits best.
import { z } from 'zod';
import type { Operations } from '../../tensorflow/operations.ts';
import { findShape } from '../layer-maps.ts';
import { defineTerm } from '../term.ts';

export const multipleChoice = defineTerm({
  title: 'of several members, those nearest to a sample learn its label, and the others keep what they learned before',
  source:
    'Mun et al. 2018, MCL-KD: the least of all choices of k members, Σ CE of those + β Σ KL(p_base^T ‖ p_m^T) of the others',
  listens: true,
  looksInside: true,
  settings: {
    members: z
      .array(z.string())
      .min(1)
      .describe(
        'the layer of each member’s logits; their base models’ layers have the same names in the first teacher',
      ),
    nearest: z.int().min(1).describe('members that learn a sample’s label, k'),
    beta: z.number().min(0).default(1).describe('weight of what the other members keep'),
    temperature: z.number().min(0.05).max(1000).default(1).describe('temperature T of what they keep'),
  },
  check({ members }, { student, teacher }) {
    for (const layer of members) for (const network of [student, teacher]) findShape(network, layer);
  },
  compute(ops, { members, nearest, beta, temperature }, { student, batch, teacher }) {
    const logits = members.map((layer) => student.layer(layer));
    const learned = logits.map((own) => ops.softmaxCrossEntropy(own, batch.labels));
    const kept = logits.map((own, i) => {
      const [predictions, targets] = [own, teacher.layer(members[i])].map((some) =>
        ops.logSoftmax(ops.div(some, temperature)),
      );
      return ops.mul(ops.sum(ops.mul(ops.exp(targets), ops.sub(targets, predictions)), [1]), beta);
    });
    // A choice's loss is that of choosing nobody, and of each one chosen the difference more.
    const costs = learned.map((value, i) => ops.stopGradient(ops.sub(value, kept[i])));
    const parts = chooseLeast(ops, costs, nearest).map((chosen, i) => ops.select(chosen, learned[i], kept[i]));
    return ops.mean(parts.reduce((sum, part) => ops.add(sum, part)));
  },
});

/**
 * For each of `costs` [batch] whether it is among the `count` least of its sample, a condition [batch]. Of equal ones the earlier is less.
 */
function chooseLeast<T>(ops: Operations<T>, costs: readonly T[], count: number): T[] {
  const zeros = ops.mul(costs[0], 0);
  const ones = ops.add(zeros, 1);
  return costs.map((cost, i) => {
    const less = costs.flatMap((other, j) => {
      if (j === i) return [];
      return [
        j < i ? ops.select(ops.greater(other, cost), zeros, ones) : ops.select(ops.greater(cost, other), ones, zeros),
      ];
    });
    const rank = less.reduce((sum, one) => ops.add(sum, one), zeros);
    return ops.greater(ops.sub(zeros, rank), -count);
  });
}

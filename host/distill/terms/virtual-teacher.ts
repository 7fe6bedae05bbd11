// The virtual teacher (Yuan, Tay, Li, Wang, Feng 2020, "Revisiting Knowledge Distillation via Label Smoothing Regularization", section 4): a
// teacher that nobody trained, right with a fixed probability, softened like a real one. The authors' code softens that probability itself
// instead of its logarithm, which leaves a teacher that is all but uniform; this is the paper's.
import { z } from 'zod';
import { crossEntropy } from '../../tensorflow/composed-operations.ts';
import { defineTerm } from '../term.ts';

export const virtualTeacher = defineTerm({
  title:
    'soft targets of a virtual teacher, which gives the label a fixed probability and all other classes an equal share of the rest',
  source: 'Yuan et al. 2020, equations 9 and 10: T² KL(p_d^T ‖ p_s^T); T² as for soft targets',
  settings: {
    probability: z.number().min(0.5).lt(1).default(0.99).describe('probability of the label; the paper uses 0.99'),
    temperature: z.number().min(1).max(1000).default(20).describe('temperature for both; the paper uses 20'),
  },
  compute(ops, { probability, temperature }, { student, batch }) {
    const { label, other } = softenVirtualTeacher(probability, temperature, batch.task.outputs.length);
    const targets = ops.add(ops.mul(batch.labels, label - other), other);
    const entropy = -label * Math.log(label) - (batch.task.outputs.length - 1) * other * Math.log(other);
    const divergence = ops.sub(crossEntropy(ops, ops.div(student.logits, temperature), targets), entropy);
    return ops.mul(divergence, temperature ** 2);
  },
});

/** p^(1/T) of each class, normalized: what a softmax at T makes of logits log p. */
function softenVirtualTeacher(probability: number, temperature: number, classes: number) {
  const right = probability ** (1 / temperature);
  const wrong = ((1 - probability) / (classes - 1)) ** (1 / temperature);
  const sum = right + (classes - 1) * wrong;
  return { label: right / sum, other: wrong / sum };
}

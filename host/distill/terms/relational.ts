// Relational knowledge distillation (Park et al. 2019, section 3): not what a sample is like, but how samples lie to one another. Neither
// term changes where an embedding is moved, turned or scaled.
import { z } from 'zod';
import { huber } from '../../tensorflow/composed-operations.ts';
import type { Operations } from '../../tensorflow/operations.ts';
import { relateByAngle, relateByDistance } from '../embedding-relations.ts';
import { findShape } from '../layer-maps.ts';
import { defineTerm, type TermNetworks } from '../term.ts';

const shared = {
  listens: true,
  looksInside: true,
  settings: {
    student: z
      .string()
      .describe('the layer whose outputs are embeddings; the paper uses the last one before the logits'),
    teacher: z.string().describe('likewise; its size may differ'),
  },
  check(layers: Record<'student' | 'teacher', string>, { student, teacher }: TermNetworks) {
    findShape(student, layers.student);
    findShape(teacher, layers.teacher);
  },
} as const;

export const relationalDistance = defineTerm({
  ...shared,
  title: 'the distances between a batch’s embeddings, divided by their mean, match the teacher’s',
  source: 'Park et al. 2019, equations 3 to 5: Huber loss of ψ_D = ‖t_i − t_j‖ / μ; weight 25 there',
  compute: (ops, layers, { student, teacher }) =>
    compare(
      ops,
      relateByDistance(ops, student.layer(layers.student)),
      relateByDistance(ops, teacher.layer(layers.teacher)),
    ),
});

export const relationalAngle = defineTerm({
  ...shared,
  title: 'the angles between a batch’s embeddings, three at a time, match the teacher’s',
  source: 'Park et al. 2019, equations 6 and 7: Huber loss of ψ_A = cos ∠ t_i t_j t_k; weight 50 there',
  compute: (ops, layers, { student, teacher }) =>
    compare(ops, relateByAngle(ops, student.layer(layers.student)), relateByAngle(ops, teacher.layer(layers.teacher))),
});

const compare = <T>(ops: Operations<T>, own: T, given: T): T => ops.mean(huber(ops, ops.sub(own, given), 1));

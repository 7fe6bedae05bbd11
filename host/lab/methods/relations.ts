// Relational knowledge distillation (Park et al. 2019).
import { z } from 'zod';
import { pairForRelations } from '../../distill/layer-pairs.ts';
import { defineMethod } from '../method.ts';
import { runnableTeachers } from '../runnable-teachers.ts';

export const relations = defineMethod({
  title:
    'RKD: distances and angles between a batch’s embeddings are to equal those of the first teacher, beside the labels',
  source: 'Park et al. 2019, equations 5, 7 and 8: CE + λ_D RKD-D + λ_A RKD-A',
  options: {
    student: z.string().optional().describe('the layer of the embeddings; the last before the logits unless given'),
    teacher: z.string().optional().describe('likewise; it may be of another size'),
    distance: z.number().min(0).max(10_000).default(25).describe('λ_D; the paper has 25'),
    angle: z.number().min(0).max(10_000).default(50).describe('λ_A; the paper has 50'),
  },
  search: { distance: [5, 25, 50], angle: [10, 50, 100] },
  run({ network, teachers, train }, { student, teacher, distance, angle }) {
    const [first] = runnableTeachers('relations', teachers);
    const chosen = pairForRelations(network, first.network);
    const pair = { student: student ?? chosen.student, teacher: teacher ?? chosen.teacher };
    return train({
      name: `student, ${pair.student} as ${pair.teacher}`,
      terms: [
        { type: 'labels' },
        { type: 'relational-distance', ...pair, weight: distance },
        { type: 'relational-angle', ...pair, weight: angle },
      ],
    });
  },
});

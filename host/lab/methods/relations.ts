// Relational knowledge distillation (Park et al. 2019).
import { z } from 'zod';
import { type LayerPair, pairForRelations, takePair } from '../../distill/layer-pairs.ts';
import type { Network } from '../../network/network.ts';
import { defineMethod } from '../method.ts';
import { problemOfTerms } from '../problem-of-terms.ts';
import { runnableTeachers } from '../runnable-teachers.ts';

export const relations = defineMethod({
  title: 'RKD: distances and angles between a batch’s embeddings match the first teacher’s; with the labels',
  source: 'Park et al. 2019, equations 5, 7 and 8: CE + λ_D RKD-D + λ_A RKD-A',
  runsTeachers: true,
  options: {
    student: z.string().optional().describe('the layer of the embeddings; default: the last one before the logits'),
    teacher: z.string().optional().describe('likewise; its size may differ'),
    distance: z.number().min(0).max(10_000).default(25).describe('λ_D; the paper uses 25'),
    angle: z.number().min(0).max(10_000).default(50).describe('λ_A; the paper uses 50'),
  },
  search: { distance: [5, 25, 50], angle: [10, 50, 100] },
  problemFor: (layers, { student, teacher }) =>
    teacher &&
    problemOfTerms(() => [{ type: 'relational-distance', ...chooseLayers(layers, student, teacher) }], {
      student,
      teacher,
    }),
  run({ network, teachers, train }, { distance, angle, ...layers }) {
    const [first] = runnableTeachers('relations', teachers);
    const pair = chooseLayers(layers, network, first.network);
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

function chooseLayers(named: Partial<LayerPair>, student: Network, teacher: Network): LayerPair {
  return takePair(named, () => pairForRelations(student, teacher));
}

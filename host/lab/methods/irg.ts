// Instance relationship graphs (Liu et al. 2019).
import { z } from 'zod';
import type { TermSpec } from '../../distill/compose-loss.ts';
import { type LayerCouples, pairsForChange } from '../../distill/layer-pairs.ts';
import type { Network } from '../../network/network.ts';
import { coupleOption, takeCouples } from '../layer-couples.ts';
import { defineMethod } from '../method.ts';
import { problemOfTerms } from '../problem-of-terms.ts';
import { runnableTeachers } from '../runnable-teachers.ts';

interface Weights {
  readonly logits: number;
  readonly edges: number;
  readonly transformation: number;
}

export const irg = defineMethod({
  title:
    'IRG: logits, distances within a batch, and the change of features and distances between two layers match the first teacher’s; with the labels',
  source: 'Liu et al. 2019, section 3: CE + logits and edges (the graph) + its transformation between two layers',
  runsTeachers: true,
  options: {
    student: coupleOption.describe(
      'two layers, such as conv1-conv3; default: blocks far apart. The edges are from the second',
    ),
    teacher: coupleOption.describe('likewise; their sizes may differ'),
    logits: z
      .number()
      .min(0)
      .max(1000)
      .default(0.1)
      .describe('weight of ½ ‖z_s − z_t‖², the vertices of the last layer'),
    edges: z.number().min(0).max(10_000).default(1).describe('weight of the edges'),
    transformation: z
      .number()
      .min(0)
      .max(10_000)
      .default(1)
      .describe('weight of how the edges change, and of how the vertices do'),
  },
  search: { logits: [0.03, 0.1, 0.3], edges: [0.2, 1, 5], transformation: [0.2, 1, 5] },
  problemFor: (given, { student, teacher }) =>
    teacher && problemOfTerms(() => termsOf(chooseLayers(given, student, teacher), given), { student, teacher }),
  run({ network, teachers, train }, options) {
    const [first] = runnableTeachers('irg', teachers);
    const pairs = chooseLayers(options, network, first.network);
    const name = `student, ${pairs.student.join('-')} as ${pairs.teacher.join('-')}`;
    return train({ name, terms: termsOf(pairs, options), teachers: teachers.slice(0, 1) });
  },
});

function termsOf(pairs: LayerCouples, { logits, edges, transformation }: Weights): TermSpec[] {
  return [
    { type: 'labels' },
    { type: 'logit-regression', weight: logits },
    { type: 'irg-edges', student: pairs.student[1], teacher: pairs.teacher[1], weight: edges },
    { type: 'irg-edge-transformation', ...pairs, weight: transformation },
    { type: 'irg-vertex-transformation', ...pairs, weight: transformation },
  ];
}

function chooseLayers(given: Parameters<typeof takeCouples>[0], student: Network, teacher: Network): LayerCouples {
  return takeCouples(given, () => pairsForChange(student, teacher));
}

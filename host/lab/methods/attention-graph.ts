// Attention graphs (Lee, Song 2019). The term holds both the graphs and what trains the heads, so both are clipped by one factor; Adam moves
// the heads by the sign and relative size of their gradients, for which a factor is of no matter.
import { z } from 'zod';
import type { TermSpec } from '../../distill/compose-loss.ts';
import { pairsForChange } from '../../distill/layer-pairs.ts';
import { attentionGraph as term } from '../../distill/terms/attention-graph.ts';
import type { Network } from '../../network/network.ts';
import { coupleOption, takeCouples } from '../layer-couples.ts';
import { defineMethod } from '../method.ts';
import { problemOfTerms } from '../problem-of-terms.ts';
import { runnableTeachers } from '../runnable-teachers.ts';

export const attentionGraph = defineMethod({
  title:
    'attention graphs: which samples of a batch go together between two layers, by heads trained on the first teacher, matches the teacher; with the labels',
  source: 'Lee, Song 2019, section 3: CE + KL of the attention graphs, its gradient clipped to the norm of CE’s',
  runsTeachers: true,
  options: {
    student: coupleOption.describe('two layers, such as conv1-conv3; default: blocks far apart'),
    teacher: coupleOption.describe('likewise; their sizes may differ'),
    heads: term.settings.heads,
    width: term.settings.width,
    weight: z
      .number()
      .min(0.001)
      .max(10_000)
      .default(10)
      .describe('weight of the graphs, before the gradient is clipped'),
  },
  search: { heads: [4, 8], width: [8, 16, 32], weight: [1, 10, 100] },
  problemFor: (given, { student, teacher }) =>
    teacher && problemOfTerms(() => [chooseTerm(given, student, teacher)], { student, teacher }),
  run({ network, teachers, train }, options) {
    const [first] = runnableTeachers('attention-graph', teachers);
    const graph = chooseTerm(options, network, first.network);
    const name = `student, ${graph.student.join('-')} as ${graph.teacher.join('-')}`;
    return train({ name, terms: [{ type: 'labels' }, { ...graph, clipTo: 'labels' }] });
  },
});

interface Options extends NonNullable<Parameters<typeof takeCouples>[0]> {
  readonly heads: number;
  readonly width: number;
  readonly weight: number;
}

function chooseTerm({ student, teacher, ...rest }: Options, own: Network, given: Network) {
  const pairs = takeCouples({ student, teacher }, () => pairsForChange(own, given));
  return { type: 'attention-graph', ...pairs, ...rest } satisfies TermSpec;
}

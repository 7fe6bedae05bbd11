// FitNets: a stage of hints, then soft targets whose weight falls (Romero et al. 2015).
import { z } from 'zod';
import { type LayerPair, pairForHint, takePair } from '../../distill/layer-pairs.ts';
import type { Network } from '../../network/network.ts';
import { divideRecipe } from '../fine-tune.ts';
import { defineMethod } from '../method.ts';
import { problemOfTerms } from '../problem-of-terms.ts';
import { runnableTeachers } from '../runnable-teachers.ts';

export const hints = defineMethod({
  title:
    'FitNets: first a layer of the student learns a layer of the first teacher, then labels and soft targets with decreasing weight',
  source: 'Romero et al. 2015, section 2: equation 3, then equation 2 with λ from 4 to 1',
  runsTeachers: true,
  options: {
    student: z.string().optional().describe('the guided layer; default: the middle one'),
    teacher: z.string().optional().describe('the hint layer; default: the middle one that is not larger'),
    share: z.number().min(0.05).max(0.95).default(0.7).describe('share of the recipe’s epochs for the second stage'),
    temperature: z.number().min(1).max(1000).default(3).describe('temperature of the soft targets; the paper uses 3'),
    from: z.number().min(0).max(1000).default(4).describe('λ, the soft targets’ weight at the start; the paper uses 4'),
    to: z.number().min(0).max(1000).default(1).describe('λ at the end; the paper uses 1'),
  },
  search: { temperature: [2, 3, 4], share: [0.5, 0.7, 0.8] },
  problemFor: (layers, { student, teacher }) =>
    teacher &&
    problemOfTerms(() => [{ type: 'hint', ...chooseLayers(layers, student, teacher) }], { student, teacher }),
  async run({ network, recipe, teachers, train }, { share, temperature, from, to, ...layers }) {
    const [first] = runnableTeachers('hints', teachers);
    const pair = chooseLayers(layers, network, first.network);
    const stages = divideRecipe(recipe, { share, slowDown: 1 });
    const name = `hint ${pair.teacher} for ${pair.student}`;
    const { weights } = await train({ name, terms: [{ type: 'hint', ...pair }], recipe: stages.first });
    // The paper's soft targets are a cross-entropy without T².
    const weight = { from: from / temperature ** 2, to: to / temperature ** 2 };
    const terms = [{ type: 'labels' as const }, { type: 'soft-targets' as const, temperature, weight }];
    return train({ name: 'student', start: weights, terms, recipe: stages.second });
  },
});

function chooseLayers(named: Partial<LayerPair>, student: Network, teacher: Network): LayerPair {
  return takePair(named, () => pairForHint(student, teacher));
}

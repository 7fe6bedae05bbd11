// The flow of the solution procedure, then the task (Yim et al. 2017).
import { z } from 'zod';
import { type LayerCouples, pairsForFlow } from '../../distill/layer-pairs.ts';
import type { Network } from '../../network/network.ts';
import { divideRecipe } from '../fine-tune.ts';
import { coupleOption, takeCouples } from '../layer-couples.ts';
import { defineMethod } from '../method.ts';
import { problemOfTerms } from '../problem-of-terms.ts';
import { runnableTeachers } from '../runnable-teachers.ts';

export const flow = defineMethod({
  title: 'first learns the flow matrix between two layers of the first teacher, then the labels',
  source: 'Yim et al. 2017, section 3: equation 2, then the task',
  runsTeachers: true,
  options: {
    student: coupleOption.describe('two layers, such as conv1-conv3; default: chosen by their channels'),
    teacher: coupleOption.describe('two layers with the same number of channels each; likewise'),
    share: z.number().min(0.05).max(0.95).default(0.7).describe('share of the recipe’s epochs for the labels'),
  },
  search: { share: [0.5, 0.7, 0.8] },
  problemFor: (given, { student, teacher }) =>
    teacher && problemOfTerms(() => [{ type: 'flow', ...chooseLayers(given, student, teacher) }], { student, teacher }),
  async run({ network, recipe, teachers, train }, { share, ...given }) {
    const [first] = runnableTeachers('flow', teachers);
    const pairs = chooseLayers(given, network, first.network);
    const stages = divideRecipe(recipe, { share, slowDown: 1 });
    const name = `flow ${pairs.teacher.join('-')} for ${pairs.student.join('-')}`;
    const { weights } = await train({ name, terms: [{ type: 'flow', ...pairs }], recipe: stages.first });
    return train({ name: 'student', start: weights, terms: [{ type: 'labels' }], recipe: stages.second });
  },
});

function chooseLayers(given: Parameters<typeof takeCouples>[0], student: Network, teacher: Network): LayerCouples {
  return takeCouples(given, () => pairsForFlow(student, teacher));
}

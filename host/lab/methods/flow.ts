// The flow of the solution procedure, then the task (Yim et al. 2017).
import { z } from 'zod';
import { type LayerPair, pairsForFlow } from '../../distill/layer-pairs.ts';
import type { Network } from '../../network/network.ts';
import { divideRecipe } from '../fine-tune.ts';
import { defineMethod } from '../method.ts';
import { problemOfTerms } from '../problem-of-terms.ts';
import { runnableTeachers } from '../runnable-teachers.ts';

type FlowPairs = ReturnType<typeof pairsForFlow>;
const between = (text: string) => text.split('-') as [string, string];
const layers = z
  .string()
  .regex(/^[^-]+-[^-]+$/, 'two layers, such as conv1-conv3')
  .optional();

export const flow = defineMethod({
  title: 'first the flow matrix between two layers learns that of the first teacher, then the labels',
  source: 'Yim et al. 2017, section 3: equation 2, then the task',
  options: {
    student: layers.describe('two layers, such as conv1-conv3; chosen by their channels unless given'),
    teacher: layers.describe('two layers with as many channels each; likewise'),
    share: z.number().min(0.05).max(0.95).default(0.7).describe('of the recipe’s epochs, for the labels'),
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

function chooseLayers({ student, teacher }: Partial<LayerPair>, own: Network, given: Network): FlowPairs {
  if (student !== undefined && teacher !== undefined) return { student: between(student), teacher: between(teacher) };
  const chosen = pairsForFlow(own, given);
  return {
    student: student === undefined ? chosen.student : between(student),
    teacher: teacher === undefined ? chosen.teacher : between(teacher),
  };
}

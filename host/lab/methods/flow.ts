// The flow of the solution procedure, then the task (Yim et al. 2017).
import { z } from 'zod';
import { pairsForFlow } from '../../distill/layer-pairs.ts';
import { divideRecipe } from '../fine-tune.ts';
import { defineMethod } from '../method.ts';
import { runnableTeachers } from '../runnable-teachers.ts';

const between = (text: string | undefined) => text?.split('-') as [string, string] | undefined;
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
  async run({ network, recipe, teachers, train }, { student, teacher, share }) {
    const [first] = runnableTeachers('flow', teachers);
    const chosen = student === undefined || teacher === undefined ? pairsForFlow(network, first.network) : undefined;
    const pairs = { student: between(student) ?? chosen!.student, teacher: between(teacher) ?? chosen!.teacher };
    const stages = divideRecipe(recipe, { share, slowDown: 1 });
    const name = `flow ${pairs.teacher.join('-')} for ${pairs.student.join('-')}`;
    const { weights } = await train({ name, terms: [{ type: 'flow', ...pairs }], recipe: stages.first });
    return train({ name: 'student', start: weights, terms: [{ type: 'labels' }], recipe: stages.second });
  },
});

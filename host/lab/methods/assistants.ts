// Teacher assistants (Mirzadeh et al. 2020): networks between teacher and student, each taught by the one before it, the last teaching the student.
import { z } from 'zod';
import { RetortError } from '../../../proto/retort-error.ts';
import { hintonTerms } from '../../distill/hinton.ts';
import { networkNamed } from '../../network/named-networks.ts';
import { askForStage } from '../ask-for-stage.ts';
import { defineMethod, type MethodSite } from '../method.ts';

export const assistants = defineMethod({
  title: 'networks of intermediate size pass on what the teacher knows, from one to the next',
  source: 'Mirzadeh et al. 2020, section 3',
  options: {
    through: z
      .string()
      .default('vgg:12-24-48/2')
      .describe('the networks’ names, starting after the teacher, separated by >: vgg:24-48-96/2>vgg:12-24-48/2'),
    temperature: z.number().min(1).max(1000).default(4).describe('of the soft targets'),
    alpha: z.number().min(0).max(1).default(0.9).describe('weight of the soft targets'),
  },
  search: { temperature: [1, 4], alpha: [0.5, 0.9] },
  problemFor: ({ through }, site) => problemOf(namesIn(through), site),
  async run(context, { through, ...settings }) {
    const { data, teachers, train } = context;
    const terms = hintonTerms(settings);
    let before: typeof teachers = teachers;
    for (const [i, name] of namesIn(through).entries()) {
      const network = networkNamed(name, data.shape, data.classes.length, data.train.ids.length);
      const stage = { name: `assistant ${i + 1}, ${name}`, network, terms, teachers: before };
      before = [await askForStage(await train({ ...stage, apart: true, seedOffset: i + 1 }), context)];
    }
    return train({ name: 'student', terms, teachers: before });
  },
});

function namesIn(through: string): string[] {
  return through.split('>').map((name) => name.trim());
}

function problemOf(names: readonly string[], { classes, student }: MethodSite): string | undefined {
  try {
    for (const name of names) networkNamed(name, student.inputShape, classes);
  } catch (error) {
    if (error instanceof RetortError) return error.message;
    throw error;
  }
}

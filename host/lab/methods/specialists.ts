// A generalist with specialists on its confusable classes as the teacher (Hinton, Vinyals, Dean 2015, section 5).
import { z } from 'zod';
import { askWithSpecialists } from '../../distill/combine-specialists.ts';
import { findConfusableClusters } from '../../distill/confusable-clusters.ts';
import { hintonTerms } from '../../distill/distill.ts';
import { shiftBias } from '../../distill/omit-class.ts';
import { enrichSplit, type Specialist, startSpecialist } from '../../distill/specialists.ts';
import type { TrainedNetwork } from '../../network/network.ts';
import { computeLogits } from '../../train/evaluate.ts';
import { defineMethod, type MethodContext } from '../method.ts';
import { runnableTeachers } from '../runnable-teachers.ts';

export const specialists = defineMethod({
  title:
    'soft targets of a generalist, the first teacher, and specialists, each with a dustbin for the classes that it leaves',
  source: 'Hinton, Vinyals, Dean 2015, section 5, equation 5',
  options: {
    clusters: z
      .int()
      .min(2)
      .max(100)
      .default(6)
      .describe('of classes; those of more than one get a specialist; the paper 61'),
    share: z.number().min(0.05).max(2).default(0.5).describe('epochs of a specialist, as a share of the student’s'),
    temperature: z.number().min(1).max(1000).default(4).describe('of the soft targets'),
    alpha: z.number().min(0).max(1).default(0.9).describe('weight of the soft targets'),
  },
  search: { temperature: [1, 2, 4, 8] },
  problemFor: ({ clusters }, classes) =>
    clusters <= classes ? undefined : `option clusters is ${clusters}: there are ${classes} classes`,
  async run(context, { clusters, share, ...settings }) {
    const { data, teachers, signal, train } = context;
    const [generalist] = runnableTeachers('specialists', teachers);
    const logits = await computeLogits(generalist, data.validation.images, data.preprocessing, signal);
    const experts: Specialist[] = [];
    for (const field of findConfusableClusters(logits, data.classes.length, clusters)) {
      experts.push(await trainExpert(context, generalist, field, share));
    }
    const team = await askWithSpecialists(generalist, experts, data.train, data.preprocessing, signal);
    return train({ name: 'student', terms: hintonTerms(settings), teachers: [team] });
  },
});

async function trainExpert(
  { data, recipe, seed, train }: MethodContext,
  generalist: TrainedNetwork,
  field: readonly number[],
  share: number,
): Promise<Specialist> {
  const { split, dustbinShift } = enrichSplit(data.train, data.shape, field, seed);
  const { network, weights: start } = startSpecialist(generalist, field);
  const epochs = Math.max(1, Math.round(share * recipe.epochs));
  const further = { epochs, learningRate: recipe.learningRate / 4 };
  const name = `specialist of ${field.join(' ')}`;
  const trained = await train({ name, network, start, split, terms: [{ type: 'labels' }], recipe: further });
  return { classes: field, trained: shiftBias(trained, field.length, dustbinShift) };
}

// A generalist with specialists on its confusable classes as the teacher (Hinton, Vinyals, Dean 2015, section 5).
import { z } from 'zod';
import { askWithSpecialists } from '../../distill/combine-specialists.ts';
import { findConfusableClusters } from '../../distill/confusable-clusters.ts';
import { hintonTerms } from '../../distill/hinton.ts';
import { type Specialist, trainSpecialist } from '../../distill/specialists.ts';
import { classificationOver } from '../../task/task-of.ts';
import { computeLogits } from '../../train/evaluate.ts';
import { defineMethod } from '../method.ts';
import { runnableTeachers } from '../runnable-teachers.ts';

export const specialists = defineMethod({
  title:
    'soft targets of a generalist (the first teacher) and of specialists, each with a dustbin class for the classes outside its field',
  source: 'Hinton, Vinyals, Dean 2015, section 5, equation 5',
  runsTeachers: true,
  options: {
    clusters: z
      .int()
      .min(2)
      .max(100)
      .default(6)
      .describe('number of clusters of classes; clusters of more than one class get a specialist; the paper uses 61'),
    share: z.number().min(0.05).max(2).default(0.5).describe('epochs of a specialist, relative to the student’s'),
    temperature: z.number().min(1).max(1000).default(4).describe('of the soft targets'),
    alpha: z.number().min(0).max(1).default(0.9).describe('weight of the soft targets'),
  },
  search: { temperature: [1, 2, 4, 8] },
  problemFor: ({ clusters }, { classes }) =>
    clusters <= classes ? undefined : `option clusters is ${clusters}, but there are only ${classes} classes`,
  async run({ data, recipe, teachers, seed, signal, train }, { clusters, share, ...settings }) {
    const [generalist] = runnableTeachers('specialists', teachers);
    const logits = await computeLogits(generalist, data.validation.images, data.preprocessing, signal);
    const further = {
      epochs: Math.max(1, Math.round(share * recipe.epochs)),
      learningRate: 0.25 * recipe.learningRate,
    };
    const team: Specialist[] = [];
    for (const classes of findConfusableClusters(logits, data.classes.length, clusters)) {
      const stage = {
        name: `specialist of ${classes.join(' ')}`,
        terms: [{ type: 'labels' as const }],
        recipe: further,
        task: classificationOver(classes.length + 1),
        apart: true,
      };
      team.push(
        await trainSpecialist({
          generalist,
          classes,
          split: data.train,
          seed,
          train: (specialist) => train({ ...stage, ...specialist }),
        }),
      );
    }
    const together = await askWithSpecialists(generalist, team, data.train, data.preprocessing, signal);
    return train({ name: 'student', terms: hintonTerms(settings), teachers: [together] });
  },
});

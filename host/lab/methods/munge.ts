// Model compression with pseudo data (Buciluǎ, Caruana, Niculescu-Mizil 2006): MUNGE makes samples, the teachers' logits label them.
import { z } from 'zod';
import { munge as mungeSplit } from '../../distill/munge.ts';
import { askTeachers, joinSplits, labelByTeachers } from '../../distill/pseudo-data.ts';
import { defineMethod } from '../method.ts';
import { runnableTeachers } from '../runnable-teachers.ts';

export const munge = defineMethod({
  title: 'regression on the teachers’ logits, also of pseudo data that MUNGE makes of the training split',
  source: 'Buciluǎ, Caruana, Niculescu-Mizil 2006, algorithm 1',
  options: {
    times: z
      .int()
      .min(1)
      .max(50)
      .default(8)
      .describe('pseudo samples for each of the training split; the paper up to 30'),
    probability: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe('with which an attribute is exchanged; tuned per data set there'),
    s: z.number().min(0.01).max(100).default(1).describe('local variance: a drawn value has deviation |e − e′|/s'),
    weight: z.number().min(0.001).max(1000).default(0.1).describe('of the regression on logits'),
  },
  search: { probability: [0.2, 0.5], s: [0.25, 1, 4], weight: [0.03, 0.1, 0.3] },
  async run({ train, data, teachers, seed, signal, recipe }, { weight, ...settings }) {
    const networks = runnableTeachers('munge', teachers);
    const pseudo = await mungeSplit(data.train, data.shape, { ...settings, seed }, signal);
    const ofPseudo = await askTeachers(networks, pseudo, data.preprocessing, signal);
    const split = joinSplits(data.train, labelByTeachers(pseudo, ofPseudo));
    const ofAll = await askTeachers(networks, split, data.preprocessing, signal);
    // As many steps as every other method has.
    const epochs = Math.max(1, Math.round(recipe.epochs / (1 + settings.times)));
    const terms = [{ type: 'logit-regression' as const, weight }];
    return train({ name: 'student', split, teachers: ofAll, terms, recipe: { epochs } });
  },
});

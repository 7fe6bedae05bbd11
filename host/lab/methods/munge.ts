// Model compression with pseudo data (Buciluǎ, Caruana, Niculescu-Mizil 2006): MUNGE makes samples, the teachers' logits label them.
import { z } from 'zod';
import { selectSamples } from '../../dataset/dataset.ts';
import { munge as mungeSplit } from '../../distill/munge.ts';
import { askTeachers, joinSplits, labelByTeachers } from '../../distill/pseudo-data.ts';
import { taskOf } from '../../task/task-of.ts';
import { countSteps } from '../equal-steps.ts';
import { defineMethod } from '../method.ts';
import { runnableTeachers } from '../runnable-teachers.ts';

export const munge = defineMethod({
  title: 'regression on the teachers’ logits, also for pseudo data that MUNGE generates from the training split',
  source: 'Buciluǎ, Caruana, Niculescu-Mizil 2006, algorithm 1',
  runsTeachers: true,
  options: {
    times: z
      .int()
      .min(1)
      .max(50)
      .default(8)
      .describe(
        'pseudo samples per training sample, as far as scratch’s number of steps allows; the paper uses up to 30',
      ),
    probability: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe('probability that an attribute is exchanged; the paper tunes it per data set'),
    s: z.number().min(0.01).max(100).default(1).describe('local variance: a sampled value has deviation |e − e′|/s'),
    weight: z.number().min(0.001).max(1000).default(0.1).describe('weight of the regression on logits'),
  },
  search: { probability: [0.2, 0.5], s: [0.25, 1, 4], weight: [0.03, 0.1, 0.3] },
  problemFor: (_, { values }) =>
    values === 'uint8' ? undefined : 'it exchanges pixels, but these samples are floats; use soft-targets',
  async run({ train, data, teachers, seed, signal, recipe }, { weight, times: asked, ...settings }) {
    const networks = runnableTeachers('munge', teachers);
    // Whole epochs over as many samples as give scratch's steps: `times` is rounded to that.
    const epochs = Math.max(1, Math.floor(recipe.epochs / (1 + asked)));
    const samples = Math.floor(countSteps(recipe, data.train.ids.length) / epochs) * recipe.batchSize;
    const times = Math.max(1, Math.ceil(samples / data.train.ids.length) - 1);
    const pseudo = await mungeSplit(data.train, data.shape, { ...settings, times, seed }, signal);
    const ofPseudo = await askTeachers(networks, pseudo, data.preprocessing, signal);
    const joined = joinSplits(data.train, labelByTeachers(pseudo, ofPseudo, taskOf(data)));
    const kept = [...joined.ids.keys()].slice(0, samples);
    const split = selectSamples(joined, data.shape, kept);
    const ofAll = await askTeachers(networks, split, data.preprocessing, signal);
    const terms = [{ type: 'logit-regression' as const, weight }];
    return train({ name: 'student', split, teachers: ofAll, terms, recipe: { epochs } });
  },
});

// A student without a picture: of data impressions, which the teacher's parameters alone give (Nayak et al. 2019).
import { z } from 'zod';
import { makeImpressions } from '../../distill/data-impressions.ts';
import { keepsStatistics } from '../../distill/kept-statistics.ts';
import { askTeachers, labelByTeachers } from '../../distill/pseudo-data.ts';
import { taskOf } from '../../task/task-of.ts';
import type { DreamEvent } from '../../train/dream.ts';
import { shareSteps } from '../equal-steps.ts';
import { defineMethod } from '../method.ts';
import { runnableTeachers } from '../runnable-teachers.ts';

export const zeroShot = defineMethod({
  title:
    'no training pictures: the student learns the first teacher’s soft targets for pictures generated from its parameters',
  source: 'Nayak et al. 2019, section 3: data impressions; Yin et al. 2020, equation 4, for `statistics`',
  runsTeachers: true,
  options: {
    impressions: z
      .int()
      .min(100)
      .max(100_000)
      .default(6_000)
      .describe('number of pictures, as far as scratch’s number of steps allows; the paper uses 24,000 for MNIST'),
    steps: z.int().min(1).max(10_000).default(200).describe('updates of each picture; the paper uses 1,500'),
    learningRate: z
      .number()
      .positive()
      .max(10)
      .default(0.05)
      .describe('step size of an update, as a share of a pixel’s range'),
    scales: z
      .array(z.number().positive().max(100))
      .min(1)
      .max(10)
      .default([1, 0.1])
      .describe('β of the Dirichlet distribution, used in turn; the paper uses 1 and 0.1'),
    temperature: z
      .number()
      .min(1)
      .max(1000)
      .default(20)
      .describe('temperature of the answers and the soft targets; the paper uses 20'),
    statistics: z
      .number()
      .min(0)
      .max(1000)
      .default(0)
      .describe('weight of the statistics kept by the teacher’s batch normalization'),
    smoothness: z
      .number()
      .min(0)
      .max(1000)
      .default(0.3)
      .describe('weight of the difference between neighbouring pixels'),
  },
  search: { learningRate: [0.02, 0.05, 0.1], temperature: [4, 20] },
  sees: () => 0,
  problemFor({ statistics }, { values, teacher }) {
    if (values !== 'uint8') return 'it generates byte pictures, but these samples are floats';
    if (statistics > 0 && teacher && !keepsStatistics(teacher)) {
      return `option statistics is ${statistics}, but the teacher "${teacher.name}" has no batch normalization; leave it 0`;
    }
    return undefined;
  },
  async run(
    { data, teachers, recipe, seed, signal, train, keepSamples },
    { impressions, scales, temperature, ...dream },
  ) {
    const [first] = runnableTeachers('zero-shot', teachers);
    const { preprocessing } = data;
    const { count, epochs } = shareSteps(impressions, recipe, data.train.ids.length);
    const ids = Int32Array.from({ length: count }, (_, i) => i);
    const settings = { count, scales, temperature, seed, ...dream };
    const made = await keepSamples('impressions', async (report) => {
      const onEvent = (event: DreamEvent) => report({ type: 'making', ...event });
      const images = await makeImpressions(first, preprocessing, settings, { signal, onEvent });
      const unlabelled = { ids, images };
      return labelByTeachers(unlabelled, await askTeachers([first], unlabelled, preprocessing, signal), taskOf(data));
    });
    const split = { ids, images: made.images, labels: made.labels };
    const [asked] = await askTeachers([first], split, preprocessing, signal);
    const student = await train({
      name: 'student',
      split,
      teachers: [{ ...asked, trained: first }],
      terms: [{ type: 'soft-targets', temperature }],
      recipe: { epochs },
    });
    return { ...student, learnedFrom: split };
  },
});

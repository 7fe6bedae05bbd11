// A pruning schedule that runs during distillation (Zhu, Gupta 2017; Intel's Neural Network Distiller).
import { z } from 'zod';
import { createPruningTransform } from '../../compress/pruning-schedule.ts';
import { hintonTerms } from '../../distill/hinton.ts';
import { defineMethod } from '../method.ts';

export const gradualPruning = defineMethod({
  title: 'soft targets while weights are pruned along a cubic schedule',
  source: 'Zhu, Gupta 2017, equation 1; Zmora et al. 2019 (Neural Network Distiller)',
  detects: 'too',
  options: {
    sparsity: z
      .number()
      .min(0.01)
      .max(0.99)
      .default(0.5)
      .describe('share of the kernels’ weights that are pruned; the paper uses 0.5 to 0.9'),
    temperature: z.number().min(1).max(1000).default(4).describe('of the soft targets'),
    alpha: z.number().min(0).max(1).default(0.9).describe('weight of the soft targets'),
  },
  search: { temperature: [1, 2, 4, 8] },
  run: ({ train }, { sparsity, ...settings }) =>
    train({
      name: 'student',
      terms: hintonTerms(settings),
      recipe: { keepZeros: true },
      beforeEpoch: createPruningTransform({ finalSparsity: sparsity }),
    }),
});

// Decoupled knowledge distillation (Zhao et al. 2022).
import { z } from 'zod';
import { dkd as term } from '../../distill/terms/dkd.ts';
import { defineMethod } from '../method.ts';

export const dkd = defineMethod({
  title: 'DKD: soft targets split into the label against the rest, and the rest among themselves, with the labels',
  source: 'Zhao et al. 2022, equation 7: CE + T² (α TCKD + β NCKD)',
  options: {
    ...term.settings,
    labels: z.number().min(0).max(1000).default(1).describe('weight of the labels; the paper uses 1'),
  },
  search: { temperature: [2, 4, 8], beta: [1, 2, 4, 8] },
  run: ({ train }, { labels, ...settings }) =>
    train({
      name: 'student',
      terms: [
        { type: 'labels', weight: labels },
        { type: 'dkd', ...settings },
      ],
    }),
});

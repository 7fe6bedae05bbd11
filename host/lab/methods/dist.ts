// DIST: correlation with a stronger teacher (Huang et al. 2022).
import { z } from 'zod';
import { dist as term } from '../../distill/terms/dist.ts';
import { defineMethod } from '../method.ts';

export const dist = defineMethod({
  title: 'DIST: correlation with the teacher’s probabilities, within samples and within classes, with the labels',
  source: 'Huang et al. 2022, equations 7 to 10: CE + T² (β inter + γ intra), each 1 − ρ',
  options: {
    ...term.settings,
    labels: z.number().min(0).max(1000).default(1).describe('weight of the labels; the paper uses 1'),
  },
  search: { temperature: [1, 2, 4], beta: [0.5, 1, 2], gamma: [0.5, 1, 2] },
  run: ({ train }, { labels, ...settings }) =>
    train({
      name: 'student',
      terms: [
        { type: 'labels', weight: labels },
        { type: 'dist', ...settings },
      ],
    }),
});

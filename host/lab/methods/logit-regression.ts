// Mimic nets: regression on the teacher's logits (Ba, Caruana 2014).
import { z } from 'zod';
import { defineMethod } from '../method.ts';

export const logitRegression = defineMethod({
  title: 'regression on the teachers’ mean logits',
  source: 'Ba, Caruana 2014, equation 1: ½ ‖z_s − z_t‖²',
  detects: 'too',
  options: {
    weight: z
      .number()
      .min(0.001)
      .max(1000)
      .default(0.1)
      .describe('weight of the regression; the paper uses no other term'),
    labels: z.number().min(0).max(1000).default(0).describe('weight of the labels; the paper does not use them'),
  },
  search: { weight: [0.01, 0.03, 0.1, 0.3, 1] },
  run: ({ train }, { weight, labels }) =>
    train({
      name: 'student',
      terms: [
        { type: 'labels', weight: labels },
        { type: 'logit-regression', weight },
      ],
    }),
});

// A robust student (Guo et al. 2018): soft targets, and two terms that make the change larger that turns its answer.
import { z } from 'zod';
import { preprocessingOfLevels } from '../../dataset/preprocessing.ts';
import { hintonTerms } from '../../distill/hinton.ts';
import { softening } from '../../distill/soften.ts';
import { defineMethod } from '../method.ts';

export const robust = defineMethod({
  title: 'soft targets, the teacher’s margins and small input gradients: a student less sensitive to noise and attacks',
  source:
    'Guo et al. 2018: objectives of prediction scores and of gradients; the gradient by a finite difference, since the engine has no gradients of gradients',
  options: {
    temperature: softening.temperature,
    alpha: z.number().min(0).max(1).default(0.9).describe('weight of the soft targets; the labels have 1 − α'),
    margin: z.number().min(0).max(100).default(0.1).describe('weight of the teacher’s margins'),
    gradient: z.number().min(0).max(100).default(0.3).describe('weight of the input gradient'),
    step: z
      .number()
      .positive()
      .max(255)
      .default(16)
      .describe('step of the finite difference, in pixel values of 0 … 255, or in 255ths of each feature’s range'),
  },
  search: { gradient: [0.03, 0.1, 0.3], step: [4, 8, 16] },
  problemFor: (_, { values }) =>
    values === 'float32' ? 'its step is a pixel value, but these samples are floats; use soft-targets' : undefined,
  run: ({ train, data }, { temperature, alpha, margin, gradient, step }) =>
    train({
      name: 'student',
      terms: [
        ...hintonTerms({ temperature, alpha }),
        { type: 'teacher-margin', weight: margin },
        { type: 'input-gradient', weight: gradient, step: step * preprocessingOfLevels(data.preprocessing).scale },
      ],
    }),
});

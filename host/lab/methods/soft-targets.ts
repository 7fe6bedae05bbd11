// Soft targets (Hinton, Vinyals, Dean 2015, section 2).
import { z } from 'zod';
import { hintonTerms } from '../../distill/hinton.ts';
import { softening } from '../../distill/soften.ts';
import { combinations } from '../../distill/teachers.ts';
import { findBestTeacher } from '../best-teacher.ts';
import { defineMethod } from '../method.ts';

export const softTargets = defineMethod({
  title: 'the teacher’s probabilities at a temperature, with the labels',
  source: 'Hinton, Vinyals, Dean 2015, section 2: (1 − α) CE + α T² KL(p_t^T ‖ p_s^T)',
  options: {
    temperature: z
      .number()
      .min(1)
      .max(1000)
      .default(4)
      .describe('temperature for both networks; the paper uses 20 on MNIST'),
    alpha: z
      .number()
      .min(0)
      .max(1)
      .default(0.9)
      .describe('weight of the soft targets; the paper: much more than the labels'),
    combine: z
      .enum([...combinations, 'best'])
      .default('probabilities')
      .describe('how several teachers are combined; best: only the one best on the validation split'),
    standardize: softening.standardize.describe(
      'whether each sample’s logits are first standardized to mean 0 and deviation 1 (Sun et al. 2024, with T = 2 and α = 0.99, as they weigh 9 : 0.1); default false',
    ),
  },
  search: { temperature: [1, 2, 4, 8, 20], alpha: [0.5, 0.9, 1] },
  async run(context, { combine, ...settings }) {
    const terms = hintonTerms(settings);
    if (combine !== 'best') return context.train({ name: 'student', terms, combine });
    return context.train({ name: 'student', terms, teachers: [await findBestTeacher('soft-targets', context)] });
  },
});

// Without a teacher: the student's own earlier copy teaches it, or a virtual teacher does (Yuan et al. 2020), beside label smoothing.
import { z } from 'zod';
import { hintonTerms } from '../../distill/hinton.ts';
import { askForStage } from '../ask-for-stage.ts';
import { defineMethod } from '../method.ts';

export const teacherFree = defineMethod({
  title: 'no teacher: soft targets from an earlier copy of the student or from a virtual teacher, or smoothed labels',
  source: 'Yuan et al. 2020, section 4: Tf-KD_self and Tf-KD_reg; label smoothing by Szegedy et al. 2016',
  listens: false,
  options: {
    from: z
      .enum(['self', 'virtual', 'smoothing'])
      .default('virtual')
      .describe(
        'self: a copy trained first on the labels; virtual: a teacher defined by a rule; smoothing: labels alone',
      ),
    alpha: z
      .number()
      .min(0)
      .max(1)
      .default(0.9)
      .describe('weight of the teacher; the labels get the rest; the share ε of smoothing is 1 − α'),
    temperature: z
      .number()
      .min(1)
      .max(1000)
      .default(20)
      .describe('temperature of self and virtual; the paper uses 6 to 40'),
    probability: z
      .number()
      .min(0.5)
      .lt(1)
      .default(0.99)
      .describe('probability that virtual gives the label; the paper uses 0.99'),
  },
  search: { alpha: [0.5, 0.9], temperature: [4, 20] },
  async run(context, { from, alpha, temperature, probability }) {
    if (from === 'smoothing') {
      return context.train({ name: 'student', terms: [{ type: 'label-smoothing', epsilon: 1 - alpha }] });
    }
    if (from === 'virtual') {
      const virtual = { type: 'virtual-teacher' as const, weight: alpha, temperature, probability };
      return context.train({ name: 'student', terms: [{ type: 'labels', weight: 1 - alpha }, virtual] });
    }
    const terms = [{ type: 'labels' as const }];
    const copy = await context.train({ name: 'earlier copy', terms, apart: true, seedOffset: 1 });
    const teachers = [await askForStage(copy, context)];
    return context.train({ name: 'student', terms: hintonTerms({ alpha, temperature }), teachers });
  },
});

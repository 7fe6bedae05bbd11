// Low rank and fine-tune (Denton et al. 2014; Zhang et al. 2015).
import { z } from 'zod';
import { factorizeLayers } from '../../compress/low-rank.ts';
import { fineTune, fineTuning } from '../fine-tune.ts';
import { defineMethod } from '../method.ts';

export const lowRank = defineMethod({
  title: 'the student from scratch, its layers factorized to low rank and fine-tuned',
  source: 'Denton et al. 2014; Zhang et al. 2015',
  listens: false,
  options: {
    parameterShare: z
      .number()
      .min(0.01)
      .max(1)
      .default(0.5)
      .describe('of a kernel’s parameters that both factors have'),
    ...fineTuning,
  },
  search: { slowDown: [0.1, 0.2, 0.5] },
  async run(context, { parameterShare, ...tuning }) {
    const float = await context.train({ name: 'float', terms: [{ type: 'labels' }] });
    return fineTune(context, factorizeLayers(float, { choice: { parameterShare } }), tuning);
  },
});

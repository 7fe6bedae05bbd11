// Low rank and fine-tune (Denton et al. 2014; Zhang et al. 2015).
import { z } from 'zod';
import { factorizeLayers } from '../../compress/low-rank.ts';
import { fineTuning, trainAndFineTune } from '../fine-tune.ts';
import { defineMethod } from '../method.ts';

export const lowRank = defineMethod({
  title: 'the student from scratch, its layers factorized to low rank and fine-tuned',
  source: 'Denton et al. 2014; Zhang et al. 2015',
  listens: false,
  detects: 'too',
  options: {
    parameterShare: z
      .number()
      .min(0.01)
      .max(1)
      .default(0.5)
      .describe('share of a kernel’s parameters that both factors have together'),
    ...fineTuning,
  },
  search: { slowDown: [0.1, 0.2, 0.5] },
  run: (context, { parameterShare, ...division }) =>
    trainAndFineTune(context, division, (float) => factorizeLayers(float, { choice: { parameterShare } })),
});

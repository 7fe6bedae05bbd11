// Prune and fine-tune (Han et al. 2015), by magnitude or by what the loss would lose.
import { z } from 'zod';
import { pruneByOptimalBrainDamage } from '../../compress/optimal-brain-damage.ts';
import { pruneByOptimalBrainSurgeon } from '../../compress/optimal-brain-surgeon.ts';
import { pruneByMagnitude } from '../../compress/prune.ts';
import type { Split } from '../../dataset/dataset.ts';
import { selectSamples } from '../../dataset/dataset.ts';
import type { TrainedNetwork } from '../../network/network.ts';
import { fineTuning, trainAndFineTune } from '../fine-tune.ts';
import { defineMethod, type MethodContext } from '../method.ts';

const criteria = ['magnitude', 'optimal-brain-damage', 'optimal-brain-surgeon'] as const;

export const prune = defineMethod({
  title: 'the student from scratch, pruned and fine-tuned',
  source: 'Han et al. 2015; LeCun, Denker, Solla 1990 (damage); Hassibi, Stork 1993 (surgeon)',
  listens: false,
  detects: 'too',
  options: {
    criterion: z.enum(criteria).default('magnitude').describe('how to choose the weights to prune'),
    sparsity: z
      .number()
      .min(0.01)
      .max(0.99)
      .default(0.5)
      .describe('share of the kernels’ weights to prune; LeCun 0.6, Han 0.9'),
    ...fineTuning,
  },
  search: { slowDown: [0.1, 0.2, 0.5] },
  run: (context, { criterion, sparsity, ...division }) =>
    trainAndFineTune(context, division, (float) => pruneBy(criterion, float, sparsity, context)),
});

async function pruneBy(
  criterion: (typeof criteria)[number],
  float: TrainedNetwork,
  sparsity: number,
  { data, signal }: MethodContext,
): Promise<TrainedNetwork> {
  if (criterion === 'magnitude') return { ...float, weights: pruneByMagnitude(float.weights, sparsity) };
  const curvature = { split: thin(data.train, data.shape), preprocessing: data.preprocessing, signal };
  if (criterion === 'optimal-brain-damage') return pruneByOptimalBrainDamage(float, curvature, sparsity);
  return pruneByOptimalBrainSurgeon(float, curvature, { sparsity, blocks: 'unit' });
}

/** As many as a curvature needs to settle; more are thinned out evenly. */
const mostSamples = 1_000;

function thin(split: Split, shape: readonly [number, number, number]): Split {
  const count = Math.min(mostSamples, split.ids.length);
  const positions = Array.from({ length: count }, (_, i) => Math.floor((i * split.ids.length) / count));
  return selectSamples(split, shape, positions);
}

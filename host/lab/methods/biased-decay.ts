// Weight decay that fades for large weights, then pruning of what it left near zero (Hanson, Pratt 1989; Weigend et al. 1991).
import { z } from 'zod';
import { pruneByMagnitude } from '../../compress/prune.ts';
import type { TrainedNetwork } from '../../network/network.ts';
import { fineTuning, trainAndFineTune } from '../fine-tune.ts';
import { defineMethod } from '../method.ts';

const kinds = ['hyperbolic-decay', 'exponential-decay', 'weight-elimination'] as const;

export const biasedDecay = defineMethod({
  title: 'the student from scratch under a decay that fades for large weights, then pruned and fine-tuned',
  source: 'Hanson, Pratt 1989 (they bias hidden units, this biases all units); Weigend, Rumelhart, Huberman 1991',
  listens: false,
  detects: 'too',
  options: {
    kind: z.enum(kinds).default('exponential-decay').describe('which bias'),
    strength: z.number().min(0).max(10).default(0.001).describe('weight of the decay relative to the labels’ loss'),
    sparsity: z.number().min(0).max(0.99).default(0.5).describe('share of the kernels’ weights that are then pruned'),
    ...fineTuning,
  },
  search: { strength: [0.0001, 0.0003, 0.001, 0.003] },
  run(context, { kind, strength, sparsity, ...division }) {
    const terms = [{ type: 'labels' } as const, { type: kind, weight: strength } as const];
    const prune = (float: TrainedNetwork) => ({ ...float, weights: pruneByMagnitude(float.weights, sparsity) });
    return trainAndFineTune(context, division, prune, terms);
  },
});

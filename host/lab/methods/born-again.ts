// Born-again networks (Furlanello et al. 2018): generations of one architecture, each taught by the one before it.
import { z } from 'zod';
import { hintonTerms } from '../../distill/hinton.ts';
import { joinNetworks } from '../../distill/join-networks.ts';
import type { TrainedNetwork } from '../../network/network.ts';
import { askForStage } from '../ask-for-stage.ts';
import { defineMethod } from '../method.ts';

export const bornAgain = defineMethod({
  title: 'generations of the student, each taught by the one before it; the last of them, or all as one network',
  source:
    'Furlanello et al. 2018, section 3: labels and the generation before, from fresh weights; BANE is the ensemble',
  listens: false,
  options: {
    generations: z
      .int()
      .min(1)
      .max(20)
      .default(2)
      .describe('generations after the first, which learns from the labels alone'),
    temperature: z.number().min(1).max(1000).default(1).describe('of the soft targets; the paper uses 1'),
    alpha: z.number().min(0).max(1).default(0.5).describe('weight of the soft targets; the paper adds both'),
    ensemble: z
      .boolean()
      .default(false)
      .describe('whether the student is all generations in one network, whose logits are the mean of theirs'),
  },
  search: { temperature: [1, 4], alpha: [0.5, 0.9] },
  async run(context, { generations, ensemble, ...settings }) {
    const born: TrainedNetwork[] = [
      await context.train({ name: 'generation 0', terms: [{ type: 'labels' }], apart: true, seedOffset: generations }),
    ];
    for (let left = generations - 1; left >= 0; left--) {
      const teachers = [await askForStage(born.at(-1)!, context)];
      const last = left === 0;
      const name = last ? 'student' : `generation ${born.length}`;
      // The last starts from the weights that scratch starts from.
      const stage = { name, terms: hintonTerms(settings), teachers, ...(!last && { apart: true, seedOffset: left }) };
      born.push(await context.train(stage));
    }
    return ensemble ? joinNetworks(born) : born.at(-1)!;
  },
});

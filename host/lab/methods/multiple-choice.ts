// Multiple choice learning with distillation (Mun, Lee, Shin, Han 2018): an ensemble whose members specialize, as one network.
import { z } from 'zod';
import { joinNetworks, setSideBySide, takeApart } from '../../distill/join-networks.ts';
import type { TrainedNetwork } from '../../network/network.ts';
import { digestTrainedNetwork } from '../../network/trained-network-file.ts';
import { divideRecipe } from '../fine-tune.ts';
import { defineMethod, type MethodContext } from '../method.ts';

export const multipleChoice = defineMethod({
  title:
    'an ensemble as one network: each sample’s label teaches the best-suited members, and the others keep what they learned before; nearest = members gives an independent ensemble',
  source: 'Mun et al. 2018, MCL-KD: base models of the labels, specialized from their weights on',
  listens: false,
  options: {
    members: z.int().min(2).max(20).default(3).describe('networks like the student; the paper uses 5'),
    nearest: z.int().min(1).max(20).default(2).describe('members that learn a sample’s label; the paper uses 3 of 5'),
    beta: z.number().min(0).max(1000).default(1).describe('weight of what the others keep of their base models'),
    temperature: z.number().min(0.05).max(1000).default(1).describe('temperature of what they keep'),
    share: z
      .number()
      .min(0.05)
      .max(0.95)
      .default(0.5)
      .describe('share of the recipe’s epochs for specializing; the base models get the rest'),
    slowDown: z
      .number()
      .min(0.001)
      .max(1)
      .default(1)
      .describe('learning rate of specializing, relative to the recipe’s'),
    member: z
      .int()
      .min(0)
      .max(20)
      .default(0)
      .describe('which member is the student, counted from 1; 0 for all of them'),
  },
  search: { beta: [0.3, 1, 3] },
  problemFor({ members, nearest, member }, { student }) {
    if (nearest > members) return `option nearest is ${nearest}, but there are only ${members} members`;
    if (member > members) return `option member is ${member}, but there are only ${members}`;
    const last = student.layers.at(-1);
    const isLinear = last?.type === 'dense' && (last.activation ?? 'linear') === 'linear' && last.useBias !== false;
    return isLinear
      ? undefined
      : `the last layer of "${student.name}" is not a linear one with a bias, so it cannot be averaged`;
  },
  async run(context, { members, nearest, member, share, slowDown, ...settings }) {
    const combine = (all: readonly TrainedNetwork[]) => (member === 0 ? joinNetworks(all) : all[member - 1]);
    if (nearest === members) return combine(await trainMembers(context, 'member', members));
    const { first, second } = divideRecipe(context.recipe, { share, slowDown });
    const base = setSideBySide(await trainMembers(context, 'base', members, first));
    const { network, weights: start, outputs } = base;
    const specialized = await context.train({
      name: 'specialized',
      network,
      start,
      terms: [{ type: 'multiple-choice', members: [...outputs], nearest, ...settings }],
      teachers: [{ digest: digestTrainedNetwork(base), trained: base, logitsOf: unasked }],
      recipe: second,
    });
    return combine(takeApart(specialized, context.network, members));
  },
});

/** Each from its own weights, on the labels. The first starts where scratch does; steps are counted for one of them. */
async function trainMembers(
  { train }: MethodContext,
  name: string,
  members: number,
  recipe: Parameters<MethodContext['train']>[0]['recipe'] = {},
): Promise<TrainedNetwork[]> {
  const trained: TrainedNetwork[] = [];
  for (let i = 0; i < members; i++) {
    const own = i === 0 ? {} : { apart: true, seedOffset: i };
    trained.push(await train({ name: `${name} ${i + 1}`, terms: [{ type: 'labels' }], recipe, ...own }));
  }
  return trained;
}

/** The base models run in the step. */
function unasked(): never {
  throw new TypeError('base models must run, because their layers are needed, not cached outputs');
}

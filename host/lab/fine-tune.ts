// Going on with a trained network: fewer epochs at a lower learning rate. What follows a compression is alike for all of them, on the labels.
import { z } from 'zod';
import type { TermSpec } from '../distill/compose-loss.ts';
import type { TrainedNetwork } from '../network/network.ts';
import type { Recipe } from '../train/recipe.ts';
import { TrainingSettingError } from '../train/training-errors.ts';
import type { MethodContext } from './method.ts';

export const fineTuning = {
  share: z
    .number()
    .min(0.05)
    .max(0.95)
    .default(0.3)
    .describe('share of the recipe’s epochs for fine-tuning; the training before it gets the rest'),
  slowDown: z.number().min(0.001).max(1).default(0.2).describe('learning rate of fine-tuning, relative to training'),
};

interface Division {
  /** Of the recipe's epochs that the second stage has. */
  readonly share: number;
  /** Of its learning rate that the second stage has. */
  readonly slowDown: number;
}

/**
 * The recipe in two stages, which together have its epochs: no method trains longer than scratch. Each has one at least.
 * @throws TrainingSettingError where there is one epoch to divide
 */
export function divideRecipe(
  { epochs, learningRate }: Recipe,
  { share, slowDown }: Division,
): { readonly first: Partial<Recipe>; readonly second: Partial<Recipe> } {
  if (epochs < 2) throw new TrainingSettingError('epochs', epochs, '2 or more: the method has two stages');
  const ofSecond = Math.min(epochs - 1, Math.max(1, Math.round(share * epochs)));
  return {
    first: { epochs: epochs - ofSecond },
    second: { epochs: ofSecond, learningRate: slowDown * learningRate },
  };
}

/**
 * Trains the student on the labels, and again after `compress`; weights of kernels that are 0 then stay 0.
 * @param terms of the first stage; the labels alone unless given
 */
export async function trainAndFineTune(
  { train, recipe }: MethodContext,
  division: Division,
  compress: (float: TrainedNetwork) => TrainedNetwork | Promise<TrainedNetwork>,
  terms: readonly TermSpec[] = [{ type: 'labels' }],
): Promise<TrainedNetwork> {
  const { first, second } = divideRecipe(recipe, division);
  const float = await train({ name: 'float', terms, recipe: first });
  const { network, weights: start } = await compress(float);
  const slower = { ...second, keepZeros: true };
  return train({ name: 'fine-tuned', network, start, terms: [{ type: 'labels' }], recipe: slower });
}

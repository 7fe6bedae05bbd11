// Going on with a trained network: fewer epochs at a lower learning rate. What follows a compression is alike for all of them, on the labels.
import { z } from 'zod';
import type { TrainedNetwork } from '../network/network.ts';
import type { Recipe } from '../train/recipe.ts';
import type { MethodContext } from './method.ts';

export const fineTuning = {
  share: z.number().min(0.05).max(2).default(0.5).describe('epochs of fine-tuning, as a share of the training’s'),
  slowDown: z.number().min(0.001).max(1).default(0.2).describe('learning rate of fine-tuning, likewise'),
};

interface Continuation {
  /** Of the training's epochs. */
  readonly share: number;
  /** Of its learning rate. */
  readonly slowDown: number;
}

export function continueRecipe({ epochs, learningRate }: Recipe, { share, slowDown }: Continuation): Partial<Recipe> {
  return { epochs: Math.max(1, Math.round(share * epochs)), learningRate: slowDown * learningRate };
}

/** Weights of kernels that are 0 stay 0. */
export function fineTune(
  { train, recipe }: MethodContext,
  { network, weights: start }: TrainedNetwork,
  continuation: Continuation,
): Promise<TrainedNetwork> {
  const slower = { ...continueRecipe(recipe, continuation), keepZeros: true };
  return train({ name: 'fine-tuned', network, start, terms: [{ type: 'labels' }], recipe: slower });
}

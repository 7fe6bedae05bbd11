// What follows a compression of a trained network, alike for all of them: some epochs more on the labels, at a lower learning rate.
import { z } from 'zod';
import type { TrainedNetwork } from '../network/network.ts';
import type { MethodContext } from './method.ts';

export const fineTuning = {
  share: z.number().min(0.05).max(2).default(0.5).describe('epochs of fine-tuning, as a share of the training’s'),
  slowDown: z.number().min(0.001).max(1).default(0.2).describe('learning rate of fine-tuning, likewise'),
};

/** Weights of kernels that are 0 stay 0. */
export function fineTune(
  { train, recipe }: MethodContext,
  { network, weights: start }: TrainedNetwork,
  { share, slowDown }: { readonly share: number; readonly slowDown: number },
): Promise<TrainedNetwork> {
  const epochs = Math.max(1, Math.round(share * recipe.epochs));
  const slower = { epochs, learningRate: slowDown * recipe.learningRate, keepZeros: true };
  return train({ name: 'fine-tuned', network, start, terms: [{ type: 'labels' }], recipe: slower });
}

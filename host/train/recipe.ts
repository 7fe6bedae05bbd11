// What decides how long and how fast a network learns, and how that follows from the amount of data. Loads no TensorFlow.
import { fewSamples } from '../network/architectures-for-few.ts';
import type { Augmentation } from './augmentation.ts';
import type { Schedule } from './schedule.ts';

export interface Recipe {
  readonly epochs: number;
  readonly batchSize: number;
  /** The schedule's peak. */
  readonly learningRate: number;
  /** How the learning rate goes over the run; one cycle where absent. */
  readonly schedule?: Schedule;
  /** Adam where absent. */
  readonly optimizer?: OptimizerName;
  /** Of SGD; 0.9 where absent. */
  readonly momentum?: number;
  /** Of kernels alone. SGD and Adam add weightDecay · w to the gradient; AdamW takes learningRate · weightDecay · w off the weight. */
  readonly weightDecay?: number;
  /** The largest norm that the gradient by all weights may have; it is scaled down to it. */
  readonly clipNorm?: number;
  /** Weights of kernels that are exactly 0 stay 0: those of a pruned network. */
  readonly keepZeros?: boolean;
  /** How training images are moved at random; as they are where absent. */
  readonly augmentation?: Augmentation;
}

export type OptimizerName = 'adam' | 'adamw' | 'sgd';

/** For the networks of architectures-for-few.ts, teacher and student alike. Chosen on held-out drawn pictures. */
function recipeForFew(samples: number): Recipe {
  const batchSize = samples < 160 ? 16 : 32;
  const stepsPerEpoch = Math.max(1, Math.ceil(samples / batchSize));
  const epochs = Math.min(300, Math.max(40, Math.ceil(1_080 / stepsPerEpoch)));
  return { epochs, batchSize, learningRate: 0.01 };
}

const manySamples = 20_000;
const smallBatch = 64;
const fewestSteps = 1_500;
const mostEpochs = 60;

/**
 * A recipe tuned on a large data set, for `samples` training samples. A small set is seen more often and in smaller batches, so that the
 * weights are still updated often enough; the learning rate goes with the batch size's square root.
 */
export function scaleRecipe<R extends Recipe>(recipe: R, samples: number): R {
  if (samples < fewSamples) return { ...recipe, ...recipeForFew(samples) };
  if (samples >= manySamples) return recipe;
  const batchSize = Math.min(recipe.batchSize, smallBatch);
  const stepsPerEpoch = Math.max(1, Math.ceil(samples / batchSize));
  const epochs = Math.max(recipe.epochs, Math.min(mostEpochs, Math.ceil(fewestSteps / stepsPerEpoch)));
  const learningRate = recipe.learningRate * Math.sqrt(batchSize / recipe.batchSize);
  return { ...recipe, epochs, batchSize, learningRate };
}

// How a student is distilled unless told otherwise. Loads no TensorFlow.
import { scaleRecipe } from '../train/recipe.ts';
import type { StudentRecipe } from './hinton.ts';

/** Chosen on the validation split of MNIST's 54,000 training samples. */
const tuned: StudentRecipe = { epochs: 10, batchSize: 256, learningRate: 0.02, alpha: 0.9, temperature: 4 };

export function defaultStudentRecipe(trainingSamples: number): StudentRecipe {
  return scaleRecipe(tuned, trainingSamples);
}

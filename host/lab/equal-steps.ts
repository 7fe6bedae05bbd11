// As many optimisation steps for every method as for scratch, whatever its stages and splits are: else a longer training passes for an effect.
import type { Recipe } from '../train/recipe.ts';

/** Of `epochs` passes over `samples`; a batch that is not full counts. */
export function countSteps({ epochs, batchSize }: Pick<Recipe, 'epochs' | 'batchSize'>, samples: number): number {
  return epochs * Math.ceil(samples / batchSize);
}

/** Whole epochs over `samples` that take no more steps than the recipe's epochs over the training split; at least one. */
export function epochsOver(samples: number, recipe: Recipe, trainingSamples: number): number {
  const each = countSteps({ ...recipe, epochs: 1 }, samples);
  return Math.max(1, Math.floor(countSteps(recipe, trainingSamples) / each));
}

/** Whole epochs over a split of another size leave a rest. */
const fewestShare = 0.95;

/** Never more than the baseline's, and at most 5 % fewer. */
export function compareSteps(steps: number, baseline: number): 'equal' | 'extra' | 'fewer' {
  if (steps > baseline) return 'extra';
  return steps < fewestShare * baseline ? 'fewer' : 'equal';
}

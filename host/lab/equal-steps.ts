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

/**
 * How many of `samples` that a method has made, and whole epochs over them, give the most steps that are no more than the recipe's over the
 * training split: all of them for fewer epochs, or fewer of them for one epoch more.
 */
export function shareSteps(
  samples: number,
  recipe: Recipe,
  trainingSamples: number,
): { readonly count: number; readonly epochs: number } {
  const total = countSteps(recipe, trainingSamples);
  const each = Math.ceil(samples / recipe.batchSize);
  const fewer = Math.floor(total / each);
  const more = { epochs: fewer + 1, each: Math.floor(total / (fewer + 1)) };
  if (fewer * each >= more.epochs * more.each) return { count: samples, epochs: fewer };
  return { count: more.each * recipe.batchSize, epochs: more.epochs };
}

/** Whole epochs over a split of another size leave a rest. */
const fewestShare = 0.95;

/** Never more than the baseline's, and at most 5 % fewer. */
export function compareSteps(steps: number, baseline: number): 'equal' | 'extra' | 'fewer' {
  if (steps > baseline) return 'extra';
  return steps < fewestShare * baseline ? 'fewer' : 'equal';
}

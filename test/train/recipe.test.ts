import { describe, expect, it } from 'vitest';
import { scaleRecipe } from '../../host/train/recipe.ts';

const recipe = { epochs: 6, batchSize: 256, learningRate: 0.01 };

describe('a recipe', () => {
  it('stays as it was tuned for a large data set', () => {
    expect(scaleRecipe(recipe, 54_000)).toBe(recipe);
  });

  it('gives a small data set smaller batches, more epochs and a learning rate to match', () => {
    expect(scaleRecipe(recipe, 6_000)).toEqual({ epochs: 16, batchSize: 64, learningRate: 0.005 });
    expect(scaleRecipe(recipe, 2_000)).toEqual({ epochs: 47, batchSize: 64, learningRate: 0.005 });
    expect(scaleRecipe({ ...recipe, epochs: 100 }, 2_000).epochs).toBe(100);
  });

  it('gives a folder of pictures as many steps, however few they are', () => {
    const steps = (samples: number) => {
      const { epochs, batchSize } = scaleRecipe(recipe, samples);
      return epochs * Math.ceil(samples / batchSize);
    };
    expect(scaleRecipe(recipe, 288)).toEqual({ epochs: 120, batchSize: 32, learningRate: 0.01 });
    expect([48, 100, 288, 800].map(steps)).toEqual([900, 1085, 1080, 1100]);
    expect(steps(1_999)).toBe(2_520);
  });
});

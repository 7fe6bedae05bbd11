import { describe, expect, it } from 'vitest';
import { defaultStudentRecipe } from '../../host/distill/default-recipe.ts';
import { defaultTeacherRecipe } from '../../host/teacher/default-recipe.ts';
import { scaleRecipe } from '../../host/train/recipe.ts';

const recipe = { epochs: 6, batchSize: 256, learningRate: 0.01 };

describe('a recipe', () => {
  it('stays as it was tuned for a large data set', () => {
    expect(scaleRecipe(recipe, 54_000)).toBe(recipe);
  });

  it('gives a small data set smaller batches, more epochs and a learning rate to match', () => {
    expect(scaleRecipe(recipe, 6_000)).toEqual({ epochs: 16, batchSize: 64, learningRate: 0.005 });
    expect(scaleRecipe(recipe, 10)).toEqual({ epochs: 60, batchSize: 64, learningRate: 0.005 });
    expect(scaleRecipe({ ...recipe, epochs: 100 }, 10).epochs).toBe(100);
  });

  it('is there for teachers and students', () => {
    expect(defaultTeacherRecipe(6_000).batchSize).toBe(64);
    expect(defaultStudentRecipe(6_000)).toMatchObject({ batchSize: 64, alpha: expect.any(Number) });
  });
});

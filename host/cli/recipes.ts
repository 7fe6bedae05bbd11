// The recipes of a run: the defaults for this amount of data, and over them what the user set.

import type { Dataset } from '../dataset/dataset.ts';
import { defaultStudentRecipe } from '../distill/default-recipe.ts';
import type { StudentRecipe } from '../distill/hinton.ts';
import { defaultTeacherRecipe } from '../teacher/default-recipe.ts';
import { defaultAugmentation } from '../train/default-augmentation.ts';
import type { Recipe } from '../train/recipe.ts';
import type { Settings } from './settings.ts';

export function teacherRecipe(dataset: Dataset, { teacher }: Settings): Recipe {
  return { ...defaultTeacherRecipe(dataset.train.ids.length), ...augmentationFor(dataset), ...teacher };
}

export function studentRecipe(
  dataset: Dataset,
  { distill: { seeds: _seeds, method: _method, teacherMode: _mode, ...recipe } }: Settings,
): StudentRecipe {
  return { ...defaultStudentRecipe(dataset.train.ids.length), ...augmentationFor(dataset), ...recipe };
}

function augmentationFor({ train, shape }: Dataset): Pick<Recipe, 'augmentation'> {
  const augmentation = defaultAugmentation(train.ids.length, shape);
  return augmentation ? { augmentation } : {};
}

/** The student's without what is soft targets' own: what every method trains by. */
export function studentTrainingRecipe(dataset: Dataset, settings: Settings): Recipe {
  const { alpha: _alpha, temperature: _temperature, ...recipe } = studentRecipe(dataset, settings);
  return recipe;
}

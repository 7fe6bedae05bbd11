// The networks and recipes of a run: the defaults for its data set and size, and over them what the user set.

import type { Dataset } from '../dataset/dataset.ts';
import type { StudentRecipe } from '../distill/hinton.ts';
import { defaultStudentRecipe, defaultTeacherRecipe, networksFor } from '../distill/presets.ts';
import type { Network } from '../network/network.ts';
import { hasBoxes } from '../task/detection.ts';
import type { Recipe } from '../train/recipe.ts';
import { type NetworkChoice, networkFor, picturesOf } from './network-choice.ts';
import type { Settings } from './settings.ts';

export function studentChoice({ name, task }: Dataset, { studentNetwork, size }: Settings): NetworkChoice {
  return studentNetwork ?? networksFor(name, size, hasBoxes(task)).student;
}

export function teacherChoice({ name, task }: Dataset, { teacherNetwork, size }: Settings): NetworkChoice {
  return teacherNetwork ?? networksFor(name, size, hasBoxes(task)).teacher;
}

/** @throws what `networkFor` throws */
export function studentNetworkOf(dataset: Dataset, settings: Settings): Network {
  return networkFor(studentChoice(dataset, settings), picturesOf(dataset));
}

/** @throws what `networkFor` throws */
export function teacherNetworkOf(dataset: Dataset, settings: Settings): Network {
  return networkFor(teacherChoice(dataset, settings), picturesOf(dataset));
}

export function teacherRecipe(dataset: Dataset, settings: Settings): Recipe {
  return { ...defaultTeacherRecipe(teacherNetworkOf(dataset, settings), dataset), ...settings.teacher };
}

export function studentRecipe(dataset: Dataset, settings: Settings): StudentRecipe {
  const { seeds: _seeds, method: _method, teacherMode: _mode, ...recipe } = settings.distill;
  return { ...defaultStudentRecipe(studentNetworkOf(dataset, settings), dataset), ...recipe };
}

/** The student's without what is soft targets' own: what every method trains by. */
export function studentTrainingRecipe(dataset: Dataset, settings: Settings): Recipe {
  const { alpha: _alpha, temperature: _temperature, ...recipe } = studentRecipe(dataset, settings);
  return recipe;
}

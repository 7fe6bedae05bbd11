// The networks and recipes of a run: the defaults for its data set and size, overridden by the user's settings.

import type { Dataset } from '../../dataset/dataset.ts';
import type { StudentRecipe } from '../../distill/hinton.ts';
import { defaultStudentRecipe, defaultTeacherRecipe, networksFor } from '../../distill/presets.ts';
import type { Network } from '../../network/network.ts';
import { hasBoxes } from '../../task/detection.ts';
import type { Augmentation } from '../../train/augmentation.ts';
import { listAugmentation } from '../../train/default-augmentation.ts';
import type { Recipe } from '../../train/recipe.ts';
import { TrainingSettingError } from '../../train/training-errors.ts';
import { type NetworkChoice, networkFor, picturesOf } from './network-choice.ts';
import type { Settings } from './settings.ts';

export function studentChoice({ name, shape, task }: Dataset, { studentNetwork, size }: Settings): NetworkChoice {
  return studentNetwork ?? networksFor(name, shape, size, hasBoxes(task)).student;
}

export function teacherChoice({ name, shape, task }: Dataset, { teacherNetwork, size }: Settings): NetworkChoice {
  return teacherNetwork ?? networksFor(name, shape, size, hasBoxes(task)).teacher;
}

/** @throws what `networkFor` throws */
export function studentNetworkOf(dataset: Dataset, settings: Settings): Network {
  return networkFor(studentChoice(dataset, settings), picturesOf(dataset));
}

/** @throws what `networkFor` throws */
export function teacherNetworkOf(dataset: Dataset, settings: Settings): Network {
  return networkFor(teacherChoice(dataset, settings), picturesOf(dataset));
}

/** @throws TrainingSettingError where questions would be varied, and what `networkFor` throws */
export function teacherRecipe(dataset: Dataset, settings: Settings): Recipe {
  requireUnvaried(dataset, settings.teacher.augmentation);
  return { ...defaultTeacherRecipe(teacherNetworkOf(dataset, settings), dataset), ...settings.teacher };
}

/** @throws as teacherRecipe */
export function studentRecipe(dataset: Dataset, settings: Settings): StudentRecipe {
  const { seeds: _seeds, method: _method, teacherMode: _mode, ...recipe } = settings.distill;
  requireUnvaried(dataset, recipe.augmentation);
  return { ...defaultStudentRecipe(studentNetworkOf(dataset, settings), dataset), ...recipe };
}

/** @throws TrainingSettingError */
function requireUnvaried({ vocabulary }: Dataset, augmentation: Augmentation = {}): void {
  const varied = Object.values(augmentation).some(Boolean);
  if (!vocabulary || !varied) return;
  const expected = 'none for samples with questions, whose encoding would be shifted and mirrored too (--augment none)';
  throw new TrainingSettingError('augmentation', listAugmentation(augmentation), expected);
}

/** The student's without what is soft targets' own: what every method trains by. */
export function studentTrainingRecipe(dataset: Dataset, settings: Settings): Recipe {
  const { alpha: _alpha, temperature: _temperature, ...recipe } = studentRecipe(dataset, settings);
  return recipe;
}

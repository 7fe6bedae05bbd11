// Everything that a training is told.
import type { Recipe } from './recipe.ts';
import type { Task } from './step.ts';
import type { TrainingEvent } from './training-events.ts';

export interface TrainingOptions extends Recipe, Task {
  readonly seed: number;
  /** Written after each epoch; where the file exists already, training goes on from it. */
  readonly checkpointPath?: string;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TrainingEvent) => void;
}

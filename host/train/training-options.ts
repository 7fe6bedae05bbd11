// Everything that a training is told.
import type { Recipe } from './recipe.ts';
import type { Task } from './task.ts';
import type { TrainingEvent } from './training-events.ts';

export interface TrainingOptions extends Recipe, Task {
  readonly seed: number;
  /** Written after each epoch and when aborted; where the file exists already, training goes on from it. */
  readonly checkpointPath?: string;
  /** Data sets of more bytes are fed batch by batch rather than kept in the graph; 512 MiB where absent. */
  readonly residentLimitBytes?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TrainingEvent) => void;
}

// What training needs besides a recipe: a network, its samples, the loss to minimize, and what the outputs mean.
import type { Preprocessing, Split, StreamedSplit } from '../dataset/dataset.ts';
import type { Network } from '../network/network.ts';
import { countClasses } from '../network/shapes.ts';
import type { Task } from '../task/task.ts';
import { classificationOver } from '../task/task-of.ts';
import type { Loss } from './loss.ts';

export interface TrainingTask {
  readonly network: Network;
  /** Streamed pictures train to the same bytes as those in memory. */
  readonly split: Split | StreamedSplit;
  readonly preprocessing: Preprocessing;
  readonly loss: Loss;
  /** A classification over the network's outputs where absent. */
  readonly task?: Task;
}

export function taskOfTraining({ task, network }: Pick<TrainingTask, 'task' | 'network'>): Task {
  return task ?? classificationOver(countClasses(network));
}

// How good a network's outputs are by the task of the data.

import { scoreOutputs, type Task } from '../../task/task.ts';
import { type Proportion, proportionOf } from '../../validate/statistics.ts';

/** Of real outputs [n, outputs] for labels of n samples, with its interval. */
export function accuracyOf(task: Task, outputs: Float32Array, labels: Uint8Array): Proportion {
  const { correct, total } = scoreOutputs(task, outputs, labels);
  return proportionOf(correct, total);
}

// The fraction of rows of logits whose largest value is at the label: the score of a classification.
import { scoreOutputs } from '../../host/task/task.ts';
import { classificationOver } from '../../host/task/task-of.ts';

/** @param logits [n, classes] @param labels [n] */
export function accuracy(logits: Float32Array | Int8Array, labels: Uint8Array): number {
  const task = classificationOver(logits.length / labels.length);
  return scoreOutputs(task, Float32Array.from(logits), labels).value;
}

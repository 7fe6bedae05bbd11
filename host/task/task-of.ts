// Which task a data set, an image or a network has where none is named: classification, the only one of earlier versions.
import { classification } from './classification.ts';
import type { Task } from './task.ts';

/** Of a data set, or of whatever else has the names of classes. */
export function taskOf({ task, classes }: { readonly task?: Task; readonly classes: readonly string[] }): Task {
  return task ?? classification(classes);
}

/** A network's outputs as numbered classes. */
export function classificationOver(outputs: number): Task {
  return classification(Array.from({ length: outputs }, (_, label) => String(label)));
}

/** What digests hold of a task: nothing of a classification, which leaves those of earlier versions as they were. */
export function describeForDigest(task: Task | undefined): object | undefined {
  if (task === undefined || task.name === 'classification') return undefined;
  const { name, outputs, labelValues } = task;
  return { name, outputs, labelValues };
}

// Which task a data set, an image or a network has where none is named: classification, the only one of earlier versions.
import { bytesOfBox } from './boxes.ts';
import { classification } from './classification.ts';
import { hasBoxes } from './detection.ts';
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

/** How often labels [n, bytes each] have each class: samples of a classification, boxes of a detection; nothing is known of other tasks. */
export function countByClass(
  { task, classes }: { readonly task?: Task; readonly classes: readonly string[] },
  labels: Uint8Array,
): number[] {
  const counts = new Array<number>(classes.length).fill(0);
  const count = (label: number) => {
    if (label >= 0 && label < counts.length) counts[label] += 1;
  };
  if (hasBoxes(task)) for (let at = 0; at < labels.length; at += bytesOfBox) count(labels[at] - 1);
  else if (task === undefined || task.name === 'classification') for (const label of labels) count(label);
  return counts;
}

// What a network's outputs mean as a task, by what its image says alone.
import { detectedClasses, detectionOver } from '../task/detection.ts';
import type { Task } from '../task/task.ts';
import { taskOf } from '../task/task-of.ts';
import type { StudentImage } from './student-image.ts';

/** A detection where the channels of a map of values are named as a detector's, else a classification of the labels. */
export function taskOfImage({ head, labels }: Pick<StudentImage, 'head' | 'labels'>): Task {
  const classes = head.kind === 'values' ? detectedClasses(labels) : undefined;
  if (!classes) return taskOf({ classes: labels });
  const [rows, columns, channels] = head.shape;
  return detectionOver({ classes, grid: { rows, columns, channels } });
}

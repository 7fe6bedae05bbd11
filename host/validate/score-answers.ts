// The score of answers by the task of the data, with its 95 % interval.
import type { Answer, Task } from '../task/task.ts';
import { type Proportion, proportionOf } from './statistics.ts';

/**
 * Of a proportion, the exact interval. A task may have another score with its own interval, such as a detection's mAP:
 * `value`, `low` and `high` are its, and `count` of `total` are the labelled boxes that were found.
 */
export function scoreAnswers(task: Task, answers: readonly Answer[], labels: Uint8Array): Proportion {
  const { correct: count, total, value } = task.score(answers, labels);
  return task.interval ? { count, total, value, ...task.interval(answers, labels) } : proportionOf(count, total);
}

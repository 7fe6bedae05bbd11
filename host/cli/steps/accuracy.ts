// The score of a network's outputs for the data's task.

import { decodeOutputs, type Task } from '../../task/task.ts';
import { scoreAnswers } from '../../validate/score-answers.ts';
import type { Proportion } from '../../validate/statistics.ts';
import { proportion } from '../text/format.ts';

/** Of real outputs [n, outputs] for labels of n samples, with its interval. */
export function accuracyOf(task: Task, outputs: Float32Array | Float64Array, labels: Uint8Array): Proportion {
  return scoreAnswers(task, decodeOutputs(task, outputs, labels.length / task.labelValues.length), labels);
}

/** `98.20 % (97.92 – 98.45 %) of the test split right`, or `mAP 63.38 % (58.02 – 67.91 %) on the test split`. */
export function testScoreText({ measure: { name, unit }, interval }: Task, accuracy: Proportion): string {
  return interval
    ? `${name} ${proportion(accuracy)} on the test split`
    : `${proportion(accuracy)} of the test split ${unit}`;
}

// The rows of a report's headline table above the board's.

import { classOfOutput, namesClass, realValues } from '../../image/head.ts';
import type { StudentImage } from '../../image/student-image.ts';
import type { Task } from '../../task/task.ts';
import type { ReportContent } from '../../validate/report/report-content.ts';
import { scoreAnswers } from '../../validate/score-answers.ts';
import type { Proportion } from '../../validate/statistics.ts';
import { accuracyOf } from './accuracy.ts';

export interface ModelLogits {
  /** Of the data. */
  readonly task: Task;
  readonly labels: Uint8Array;
  readonly teacherLogits: Float32Array;
  readonly scratchLogits?: Float32Array;
  readonly studentLogits?: Float32Array;
  /** [n, outputs], and the image that says what they mean. */
  readonly reference: { readonly image: StudentImage; readonly logits: Int8Array };
  /** How the student was distilled. */
  readonly recipe?: string;
}

export function modelsOf(parts: ModelLogits): ReportContent['models'] {
  const { labels, reference, task } = parts;
  const rows: readonly (readonly [string, Float32Array | undefined, string])[] = [
    ['teacher', parts.teacherLogits, ''],
    ['student from scratch', parts.scratchLogits, 'the baseline'],
    ['student, distilled', parts.studentLogits, parts.recipe ?? ''],
  ];
  return [
    ...rows.flatMap(([name, logits, note]) =>
      logits === undefined ? [] : [{ name, accuracy: accuracyOf(task, logits, labels), note }],
    ),
    { name: 'student, int8', accuracy: referenceAccuracy(task, reference, labels), note: 'integer reference' },
  ];
}

function referenceAccuracy(task: Task, { image, logits }: ModelLogits['reference'], labels: Uint8Array): Proportion {
  if (!namesClass(image.head)) return accuracyOf(task, realValues(image, logits), labels);
  const outputs = logits.length / labels.length;
  const answers = Array.from(labels, (_, row) => [
    classOfOutput(image, logits.subarray(row * outputs, (row + 1) * outputs))!,
  ]);
  return scoreAnswers(task, answers, labels);
}

// The rows of a report's headline table above the board's.

import { classOfOutput, namesClass, realValues } from '../../image/head.ts';
import type { StudentImage } from '../../image/student-image.ts';
import type { ReportContent } from '../../report/student/report-content.ts';
import { hasBoxes } from '../../task/detection.ts';
import type { Task } from '../../task/task.ts';
import { scoreAnswers } from '../../validate/score-answers.ts';
import { type Proportion, proportionOf } from '../../validate/statistics.ts';
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
  /** Parameters of the float networks, where they are known. */
  readonly parameters?: Partial<Record<'teacher' | 'scratch' | 'student', number>>;
  /** The float student's score when it was distilled, on the whole test split of this many samples: for a row where it has no logits. */
  readonly recorded?: { readonly accuracy?: number; readonly samples: number };
  /** How the student was distilled. */
  readonly recipe?: string;
}

export function modelsOf(parts: ModelLogits): ReportContent['models'] {
  const { labels, reference, task, parameters = {} } = parts;
  const rows = [
    ['teacher', 'teacher', parts.teacherLogits, ''],
    ['scratch', 'student from scratch', parts.scratchLogits, 'the baseline'],
    ['student', 'student, distilled', parts.studentLogits, parts.recipe ?? ''],
  ] as const;
  return [
    ...rows.flatMap(([role, name, logits, note]) => {
      if (logits === undefined) return [];
      return [{ role, name, accuracy: accuracyOf(task, logits, labels), note, ...floatSize(parameters[role]) }];
    }),
    ...recordedStudent(parts),
    {
      role: 'int8',
      name: 'student, int8',
      accuracy: referenceAccuracy(task, reference, labels),
      note: 'integer reference',
      bytes: reference.image.payload.length,
    },
  ];
}

/** A score of boxes is not a proportion of samples, so it has no such interval. */
function recordedStudent({ task, studentLogits, recorded, parameters = {} }: ModelLogits): ReportContent['models'] {
  if (studentLogits || recorded?.accuracy === undefined || hasBoxes(task)) return [];
  const { accuracy, samples } = recorded;
  const note = 'when it was distilled, on the whole test split';
  const share = proportionOf(Math.round(accuracy * samples), samples);
  return [{ role: 'student', name: 'student, distilled', accuracy: share, note, ...floatSize(parameters.student) }];
}

function floatSize(parameters: number | undefined): { readonly bytes?: number } {
  return parameters === undefined ? {} : { bytes: 4 * parameters };
}

function referenceAccuracy(task: Task, { image, logits }: ModelLogits['reference'], labels: Uint8Array): Proportion {
  if (!namesClass(image.head)) return accuracyOf(task, realValues(image, logits), labels);
  const outputs = logits.length / labels.length;
  const answers = Array.from(labels, (_, row) => [
    classOfOutput(image, logits.subarray(row * outputs, (row + 1) * outputs))!,
  ]);
  return scoreAnswers(task, answers, labels);
}

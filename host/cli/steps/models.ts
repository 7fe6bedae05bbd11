// The rows of a report's headline table above the board's.

import type { ReportContent } from '../../validate/report/report-content.ts';
import { accuracyOf } from './accuracy.ts';

export interface ModelLogits {
  readonly labels: Uint8Array;
  readonly teacherLogits: Float32Array;
  readonly scratchLogits?: Float32Array;
  readonly studentLogits?: Float32Array;
  readonly referenceLogits: Int8Array;
  /** How the student was distilled. */
  readonly recipe?: string;
}

export function modelsOf(parts: ModelLogits): ReportContent['models'] {
  const rows: readonly (readonly [string, Float32Array | Int8Array | undefined, string])[] = [
    ['teacher', parts.teacherLogits, ''],
    ['student from scratch', parts.scratchLogits, 'the baseline'],
    ['student, distilled', parts.studentLogits, parts.recipe ?? ''],
    ['student, int8', parts.referenceLogits, 'integer reference'],
  ];
  return rows.flatMap(([name, logits, note]) =>
    logits === undefined ? [] : [{ name, accuracy: accuracyOf(logits, parts.labels), note }],
  );
}

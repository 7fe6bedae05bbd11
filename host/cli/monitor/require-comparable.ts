// Whether two validations are of the same samples, and which of those each student gets right.

import { RetortError } from '../../../proto/retort-error.ts';
import type { ValidatedStudent } from '../steps/validate-student.ts';

/** Two students whose answers cannot be paired. */
export class StudentsNotComparableError extends RetortError {
  readonly code = 'CLI_STUDENTS_NOT_COMPARABLE';
  readonly category = 'usage';
  override readonly name = 'StudentsNotComparableError';

  constructor(reason: string) {
    super(`the two students cannot be compared: ${reason}`);
  }
}

/** Of each sample, whether the student's class is the label. @throws StudentsNotComparableError */
export function requireComparable(first: ValidatedStudent, second: ValidatedStudent): [boolean[], boolean[]] {
  for (const { image, classification, split } of [first, second])
    if (classification.validation.labels.length !== split.labels.length)
      throw new StudentsNotComparableError(`${image.name} does not name one class per sample; validate it instead`);
  const [one, other] = [first.dataset, second.dataset];
  if (one.digest !== other.digest)
    throw new StudentsNotComparableError(
      `${first.image.name} was validated on ${one.name} (digest ${one.digest.slice(0, 16)}…), ${second.image.name} on ${other.name} (${other.digest.slice(0, 16)}…); name one data set for both with --data`,
    );
  return [rightOf(first), rightOf(second)];
}

function rightOf({ classification: { validation }, split }: ValidatedStudent): boolean[] {
  return Array.from(validation.labels, (label, row) => label === split.labels[row]);
}

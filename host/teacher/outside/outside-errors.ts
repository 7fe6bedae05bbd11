// What can be wrong with a teacher from outside: its files, the model in them, how it fits the data set, and what it puts out.

import { RetortError } from '../../../proto/retort-error.ts';

/** Files that are missing, damaged or of a kind that is not read. */
export class OutsideTeacherFileError extends RetortError {
  readonly code = 'OUTSIDE_TEACHER_FILE';
  readonly category = 'input';
  override readonly name = 'OutsideTeacherFileError';
  readonly path: string;

  constructor(path: string, problem: string, nextStep: string, cause?: unknown) {
    super(`${path} cannot be read as a teacher: ${problem}. ${nextStep}`, { cause });
    this.path = path;
  }
}

/** A whole model, but none that can be asked for the logits of a picture. */
export class OutsideTeacherModelError extends RetortError {
  readonly code = 'OUTSIDE_TEACHER_MODEL';
  readonly category = 'input';
  override readonly name = 'OutsideTeacherModelError';
  readonly path: string;

  constructor(path: string, problem: string, nextStep: string, cause?: unknown) {
    super(`${path} cannot be used as a teacher: ${problem}. ${nextStep}`, { cause });
    this.path = path;
  }
}

/** Input shape, number of classes or of rows: the teacher has another than the data set. */
export class OutsideTeacherMismatchError extends RetortError {
  readonly code = 'OUTSIDE_TEACHER_MISMATCH';
  readonly category = 'input';
  override readonly name = 'OutsideTeacherMismatchError';
  readonly path: string;
  readonly actual: string;
  readonly expected: string;

  constructor(path: string, what: string, actual: string, expected: string, nextStep: string) {
    super(`${path}: ${what} is ${actual}, but the data set has ${expected}. ${nextStep}`);
    this.path = path;
    this.actual = actual;
    this.expected = expected;
  }
}

/** Rows of which no logits can be made. */
export class OutsideTeacherOutputError extends RetortError {
  readonly code = 'OUTSIDE_TEACHER_OUTPUT';
  readonly category = 'input';
  override readonly name = 'OutsideTeacherOutputError';
  readonly path: string;
  /** The first sample of which that is so. */
  readonly sampleId: number;

  constructor(path: string, sampleId: number, problem: string, nextStep: string) {
    super(`${path}: the output for sample ${sampleId} ${problem}. ${nextStep}`);
    this.path = path;
    this.sampleId = sampleId;
  }
}

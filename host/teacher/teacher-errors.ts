// What can be wrong with a teacher's cached outputs.

import { grouped } from '../../proto/numbers.ts';
import { RetortError } from '../../proto/retort-error.ts';

/** Outputs of another teacher, or for another data set, than those in use. */
export class TeacherOutputsMismatchError extends RetortError {
  readonly code = 'TEACHER_OUTPUTS_MISMATCH';
  readonly category = 'training';
  override readonly name = 'TeacherOutputsMismatchError';
  readonly actual: string;
  readonly expected: string;

  constructor(what: string, actual: string, expected: string) {
    super(
      `the teacher outputs' ${what} is ${actual.slice(0, 12)}, but the one in use is ${expected.slice(0, 12)}: ` +
        'compute them again with "retort teacher", or name the data set they were made for',
    );
    this.actual = actual;
    this.expected = expected;
  }
}

/** A sample of which the teacher has not been asked. */
export class TeacherOutputMissingError extends RetortError {
  readonly code = 'TEACHER_OUTPUT_MISSING';
  readonly category = 'training';
  override readonly name = 'TeacherOutputMissingError';
  readonly sampleId: number;

  constructor(sampleId: number, known: number) {
    super(
      `the teacher outputs hold ${grouped(known)} samples, but not the one with id ${sampleId}: compute them for all samples that are asked about, or ask about fewer`,
    );
    this.sampleId = sampleId;
  }
}

/** A file that is missing, or none of teacher outputs. */
export class TeacherOutputsFileError extends RetortError {
  readonly code = 'TEACHER_OUTPUTS_FILE_INVALID';
  readonly category = 'training';
  override readonly name = 'TeacherOutputsFileError';
  readonly path: string;

  constructor(path: string, problem: string, cause?: unknown) {
    super(
      `${path} holds no usable teacher outputs: ${problem}; compute them again with "retort teacher", or use another file`,
      { cause },
    );
    this.path = path;
  }
}

// How an experiment can fail before or outside its training runs.

import { RetortError } from '../../proto/retort-error.ts';

/** The test split was asked for against the rules. */
export class TestSplitError extends RetortError {
  readonly code = 'LAB_TEST_SPLIT_CLOSED';
  readonly category = 'training';
  override readonly name = 'TestSplitError';
  readonly digest: string;

  constructor(digest: string, reason: string) {
    super(`the test split stays closed to configuration ${digest.slice(0, 12)}: ${reason}`);
    this.digest = digest;
  }
}

/** A method reads data that it has said it does without. */
export class WithheldDataError extends RetortError {
  readonly code = 'LAB_DATA_WITHHELD';
  readonly category = 'training';
  override readonly name = 'WithheldDataError';

  constructor(what: string) {
    super(`${what} are withheld from this method: it declared that it learns without them`);
  }
}

/** What was fixed before the test split was read is not to be changed behind it. */
export class FixedPlanError extends RetortError {
  readonly code = 'LAB_PLAN_FIXED';
  readonly category = 'usage';
  override readonly name = 'FixedPlanError';
  readonly fixed: unknown;
  readonly asked: unknown;

  constructor(fixed: unknown, asked: unknown, message: string) {
    super(message);
    this.fixed = fixed;
    this.asked = asked;
  }
}

/** A method or option that is not there, or one out of range. */
export class MethodOptionError extends RetortError {
  readonly code = 'LAB_METHOD_INVALID';
  readonly category = 'usage';
  override readonly name = 'MethodOptionError';
  readonly method: string;
  readonly value: unknown;

  constructor(method: string, value: unknown, problem: string) {
    super(`method "${method}": ${problem}`);
    this.method = method;
    this.value = value;
  }
}

/** A cell, a record or what was tuned, damaged on the disk. */
export class LabFileError extends RetortError {
  readonly code = 'LAB_FILE_DAMAGED';
  readonly category = 'training';
  override readonly name = 'LabFileError';
  readonly path: string;

  constructor(path: string, cause: unknown) {
    super(`${path} is damaged: ${cause instanceof Error ? cause.message : cause}; delete it to run that part again`, {
      cause,
    });
    this.path = path;
  }
}

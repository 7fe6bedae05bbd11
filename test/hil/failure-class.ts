// What kind of failure it was, so that a loose cable is not taken for a wrong network.
import { ErrorCode } from '../../device-bridge/framing/message.ts';
import { BoardError } from '../../device-bridge/session/errors.ts';

/**
 * infrastructure: the way to the board; flash: the student did not get onto it; numeric: it computes something else; accuracy: it is less
 * right than it was, or against another teacher; timing: it takes another number of cycles.
 */
export type FailureClass = 'infrastructure' | 'flash' | 'numeric' | 'accuracy' | 'timing';

/** A failure of the suite with its class, in its message and (as its name) in the JUnit report. */
export class HilError extends Error {
  readonly code = 'HIL_FAILED';
  readonly failureClass: FailureClass;

  constructor(failureClass: FailureClass, message: string, cause?: unknown) {
    super(`[${failureClass}] ${message}`, { cause });
    this.name = failureClass;
    this.failureClass = failureClass;
  }
}

const infrastructureCodes =
  /^(PORT_|BROKER_|BRIDGE_|LINK_|FRAME_|MESSAGE_|BAUD_|SAMPLE_|VIRTUAL_BOARD_|BOARD_(SILENT|WRONG_BAUD|NO_ANSWER|LEASED|ABSENT|IN_USE|IMAGE_CHANGED))/;

/** What a board refuses for the image's sake; the rest (MALFORMED, BUSY, …) for the way to it. */
const aboutTheImage = [
  ErrorCode.ERROR_CODE_WRONG_CORE,
  ErrorCode.ERROR_CODE_TOO_LARGE,
  ErrorCode.ERROR_CODE_NO_UPLOAD,
  ErrorCode.ERROR_CODE_BAD_RANGE,
  ErrorCode.ERROR_CODE_CRC_MISMATCH,
  ErrorCode.ERROR_CODE_NO_IMAGE,
  ErrorCode.ERROR_CODE_INPUT_LENGTH,
  ErrorCode.ERROR_CODE_BAD_PROGRAM,
];

/** Of anything that a check or the session below it throws. What nobody foresaw counts as infrastructure: it says nothing of the student. */
export function classify(error: unknown): HilError {
  if (error instanceof HilError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof BoardError && !aboutTheImage.includes(error.boardCode))
    return new HilError('infrastructure', message, error);
  if (error instanceof BoardError || code.startsWith('IMAGE_')) return new HilError('flash', message, error);
  if (code.startsWith('TEACHER_')) return new HilError('accuracy', message, error);
  const foreseen = infrastructureCodes.test(code) ? '' : ' (not foreseen)';
  return new HilError('infrastructure', `${message}${foreseen}`, error);
}

/** Runs a check; whatever it throws leaves with its class. */
export async function classed<T>(check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    throw classify(error);
  }
}

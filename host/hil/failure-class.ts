// What kind of failure it was, so that a loose cable is not taken for a wrong network.
import { BoardError } from '../../device-bridge/session/errors.ts';
import { RetortError } from '../../proto/retort-error.ts';

/** In the order in which they are looked into: each can be the cause of those after it. */
export const failureClasses = ['infrastructure', 'flash', 'numeric', 'timing', 'accuracy'] as const;

/**
 * infrastructure: the way to the board; flash: the student did not get onto it; numeric: it computes something else; timing: it takes another
 * number of cycles, or too long; accuracy: it is less right than it was, or compared with another teacher.
 */
export type FailureClass = (typeof failureClasses)[number];

/** A failure with its class, which is also the first word of its message. */
export class HilError extends RetortError {
  readonly code = 'HIL_FAILED';
  readonly category = 'comparison';
  override readonly name = 'HilError';
  readonly failureClass: FailureClass;

  constructor(failureClass: FailureClass, message: string, cause?: unknown) {
    super(withClass(failureClass, message), { cause });
    this.failureClass = failureClass;
  }
}

/** `[numeric] MESSAGE`: how a message carries its class through any test runner and report. */
export function withClass(failureClass: FailureClass, message: string): string {
  return `[${failureClass}] ${message}`;
}

/** The class that a message carries; undefined for one that is not the kit's. */
export function classInMessage(message: string): FailureClass | undefined {
  const word = /^\[(\w+)\] /.exec(message)?.[1];
  return failureClasses.find((known) => known === word);
}

const infrastructureCodes =
  /^(PORT_|BROKER_|BRIDGE_|LINK_|FRAME_|MESSAGE_|MQTT_|BAUD_|SAMPLE_|VIRTUAL_BOARD_|LEASE_|POOL_|RECORD_|POWER_|BOARD_(SILENT|WRONG_BAUD|NO_ANSWER|LEASED|ABSENT|IN_USE|IMAGE_CHANGED|UNKNOWN_INSTRUCTION_SET|URL))/;

/** What a board refuses because of the image; everything else (MALFORMED, BUSY, …) because of the way to it. */
const aboutTheImage = [
  'WRONG_CORE',
  'TOO_LARGE',
  'NO_UPLOAD',
  'BAD_RANGE',
  'CRC_MISMATCH',
  'NO_IMAGE',
  'INPUT_LENGTH',
  'BAD_PROGRAM',
  'CYCLE_LIMIT',
];

/** The class of whatever a check, or the session below it, throws. An unforeseen error is infrastructure: it says nothing about the student. */
export function classify(error: unknown): HilError {
  if (error instanceof HilError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof BoardError && !aboutTheImage.includes(error.boardCodeName))
    return new HilError('infrastructure', message, error);
  if (error instanceof BoardError || code.startsWith('IMAGE_')) return new HilError('flash', message, error);
  if (code.startsWith('TEACHER_') || code === 'CLI_DATA_CHANGED') return new HilError('accuracy', message, error);
  const foreseen = infrastructureCodes.test(code) ? '' : ' (not foreseen)';
  return new HilError('infrastructure', `${message}${foreseen}`, error);
}

/** Runs `check`; whatever it throws leaves with its class. @throws HilError */
export async function classed<T>(check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    throw classify(error);
  }
}

// What can go wrong between a host and a board, each with its values and what to do next.
import { grouped, hex32 } from '../../proto/numbers.ts';
import { RetortError } from '../../proto/retort-error.ts';
import { ErrorCode } from '../framing/message.ts';

/** What to do about each refusal of the board; the names are those of proto/link.proto. */
const nextSteps: Readonly<Record<number, (detail: number) => string>> = {
  [ErrorCode.ERROR_CODE_UNKNOWN_COMMAND]: (detail) =>
    `it does not support command ${detail}: its bitstream is older than this program; program the board again`,
  [ErrorCode.ERROR_CODE_MALFORMED]: () =>
    'it could not read the message: its bitstream is of another version; program the board again',
  [ErrorCode.ERROR_CODE_WRONG_CORE]: (detail) =>
    `the image is for another kind of board; this one's core has instruction set ${detail >>> 16}: pack the student for this board, ` +
    "or load a bitstream of the image's instruction set ('retort board program NAME')",
  [ErrorCode.ERROR_CODE_TOO_LARGE]: (detail) =>
    `the image needs more than the board's ${grouped(detail)} bytes of memory: distil a smaller student`,
  [ErrorCode.ERROR_CODE_NO_UPLOAD]: () => 'no upload is in progress: the board was reset in between; flash again',
  [ErrorCode.ERROR_CODE_BAD_RANGE]: (detail) => `the range ends after ${grouped(detail)}: request less`,
  [ErrorCode.ERROR_CODE_CRC_MISMATCH]: (detail) =>
    `its memory has CRC 0x${hex32(detail)}, not the image's: flash again with --force`,
  [ErrorCode.ERROR_CODE_NO_IMAGE]: () => 'it has no image: flash one first ("retort flash FILE")',
  [ErrorCode.ERROR_CODE_INPUT_GAP]: (detail) =>
    `part of the input was lost before offset ${grouped(detail)}: send it again`,
  [ErrorCode.ERROR_CODE_INPUT_LENGTH]: (detail) =>
    `the input must have ${grouped(detail)} bytes: encode it with the image that is on the board`,
  [ErrorCode.ERROR_CODE_BUSY]: () => 'all its input slots are in use: wait for a prediction, or lower inFlight',
  [ErrorCode.ERROR_CODE_BAD_DIVISOR]: (detail) =>
    `the baud rate is too high: at least ${grouped(detail)} clock cycles per bit are needed; use a lower one`,
  [ErrorCode.ERROR_CODE_BAD_PROGRAM]: (detail) =>
    `its core refused descriptor ${detail} of the program: inspect it with "retort inspect FILE", then pack again`,
  [ErrorCode.ERROR_CODE_CYCLE_LIMIT]: (detail) =>
    `descriptor ${detail} of the program was running when the image's cycle limit was reached: pack the student again`,
};

/** The board refused a command. */
export class BoardError extends RetortError {
  readonly code = 'BOARD_REFUSED';
  readonly category = 'board';
  override readonly name = 'BoardError';
  readonly boardCode: ErrorCode;
  /** Such as `WRONG_CORE`. */
  readonly boardCodeName: string;
  /** As proto/link.proto says for each code. */
  readonly detail: number;

  constructor(command: string, boardCode: ErrorCode, detail: number) {
    const name = ErrorCode[boardCode]?.replace('ERROR_CODE_', '') ?? `error ${boardCode}`;
    const step = nextSteps[boardCode]?.(detail) ?? `detail ${detail}; this program is older than the board: update it`;
    super(`the board refused "${command}" (${name}): ${step}`);
    this.boardCode = boardCode;
    this.boardCodeName = name;
    this.detail = detail;
  }
}

/** One request went unanswered at the present rate; the session then tries to find the board again. */
export class NoAnswerError extends RetortError {
  readonly code = 'BOARD_NO_ANSWER';
  readonly category = 'board';
  override readonly name = 'NoAnswerError';
  readonly command: string;

  constructor(command: string, attempts: number, waitedMs: number) {
    super(
      `no answer to "${command}" (sent ${attempts} times in ${grouped(Math.round(waitedMs))} ms): check the cable, then try again`,
    );
    this.command = command;
  }
}

/** Nothing that could be a board answers. */
export class BoardSilentError extends RetortError {
  readonly code = 'BOARD_SILENT';
  readonly category = 'board';
  override readonly name = 'BoardSilentError';
  readonly link: string;
  readonly milliseconds: number;

  /** @param baud 0 for a link that has none */
  constructor(link: string, baud: number, milliseconds: number) {
    const rate = baud === 0 ? '' : ` at ${grouped(baud)} baud`;
    super(
      `no answer from ${link}${rate} within ${grouped(milliseconds)} ms: check that the board is powered, that the port is right, and that it runs a Retort bitstream`,
    );
    this.link = link;
    this.milliseconds = milliseconds;
  }
}

/** Bytes come, but they make no frames. */
export class WrongBaudError extends RetortError {
  readonly code = 'BOARD_WRONG_BAUD';
  readonly category = 'board';
  override readonly name = 'WrongBaudError';
  readonly link: string;
  readonly bytes: number;

  constructor(link: string, baud: number, bytes: number) {
    super(
      `${grouped(bytes)} bytes arrived from ${link} at ${grouped(baud)} baud, but no frame: it uses another rate, or is not a Retort board; reset it or name another port`,
    );
    this.link = link;
    this.bytes = bytes;
  }
}

/** The board's clock cannot make the rate closely enough. */
export class BaudRateError extends RetortError {
  readonly code = 'BAUD_RATE_UNREACHABLE';
  readonly category = 'board';
  override readonly name = 'BaudRateError';
  readonly baud: number;
  readonly nearest: number;

  constructor(baud: number, nearest: number) {
    super(`the board cannot run at ${grouped(baud)} baud: its nearest rate is ${grouped(nearest)}; use that one`);
    this.baud = baud;
    this.nearest = nearest;
  }
}

/** A flash or an inference run is under way on this session. */
export class BoardInUseError extends RetortError {
  readonly code = 'BOARD_IN_USE';
  readonly category = 'board';
  override readonly name = 'BoardInUseError';
  readonly running: string;

  constructor(running: string, wanted: string) {
    super(`cannot start "${wanted}": "${running}" is in progress on this board; wait for it to finish`);
    this.running = running;
  }
}

/** The image and its activations need more memory than the board has. */
export class ImageTooLargeError extends RetortError {
  readonly code = 'IMAGE_TOO_LARGE';
  readonly category = 'image';
  override readonly name = 'ImageTooLargeError';
  readonly neededBytes: number;
  readonly availableBytes: number;

  constructor(neededBytes: number, availableBytes: number) {
    super(
      `the image needs ${grouped(neededBytes)} bytes of memory, but the board has ${grouped(availableBytes)} (${grouped(neededBytes - availableBytes)} too few): distil a smaller student`,
    );
    this.neededBytes = neededBytes;
    this.availableBytes = availableBytes;
  }
}

/** A sample's id that the caller gave is out of range or was given before. */
export class SampleIdError extends RetortError {
  readonly code = 'SAMPLE_ID_INVALID';
  readonly category = 'board';
  override readonly name = 'SampleIdError';
  readonly sampleId: number;

  constructor(sampleId: number, reason: string) {
    super(`sample id ${sampleId} ${reason}: number the samples from 0 to 2,147,483,647, each once`);
    this.sampleId = sampleId;
  }
}

/** The board answered for a sample that was never asked. */
export class ForeignSampleError extends RetortError {
  readonly code = 'SAMPLE_FOREIGN';
  readonly category = 'comparison';
  override readonly name = 'ForeignSampleError';
  readonly sampleId: number;

  constructor(sampleId: number) {
    super(
      `the board answered for sample ${sampleId}, which was not sent: check that no other program is using this board, then run again`,
    );
    this.sampleId = sampleId;
  }
}

/** The board answered twice for a sample asked once. */
export class DuplicateSampleError extends RetortError {
  readonly code = 'SAMPLE_DUPLICATE';
  readonly category = 'comparison';
  override readonly name = 'DuplicateSampleError';
  readonly sampleId: number;

  constructor(sampleId: number) {
    super(`the board answered twice for sample ${sampleId}: its predictions cannot be trusted; reset it and run again`);
    this.sampleId = sampleId;
  }
}

/** The board is there but never answers for a sample. */
export class MissingSampleError extends RetortError {
  readonly code = 'SAMPLE_MISSING';
  readonly category = 'comparison';
  override readonly name = 'MissingSampleError';
  readonly sampleId: number;

  /** `tried` such as `within 30000 ms`. */
  constructor(sampleId: number, tried: string) {
    super(
      `the board answers, but gave no prediction for sample ${sampleId} ${tried}: raise inferenceMs for a slow network, or reset the board`,
    );
    this.sampleId = sampleId;
  }
}

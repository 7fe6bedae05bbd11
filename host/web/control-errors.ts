// Why a request of the page to change something is refused.
import { RetortError } from '../../proto/retort-error.ts';

/** The monitor was started without `--control`. */
export class ReadOnlyPageError extends RetortError {
  readonly code = 'WEB_READ_ONLY';
  readonly category = 'usage';
  override readonly name = 'ReadOnlyPageError';

  constructor() {
    super('this page may only watch: start "retort monitor --web" again with --control to flash and validate from it');
  }
}

/** A request that is not one of the page's. */
export class PageRequestError extends RetortError {
  readonly code = 'WEB_REQUEST_INVALID';
  readonly category = 'usage';
  override readonly name = 'PageRequestError';

  constructor(reason: string) {
    super(`${reason}: reload the page, or send what docs/guides/monitor.md describes`);
  }
}

/** A board that does something else, or is not watched any more. */
export class BoardBusyError extends RetortError {
  readonly code = 'WEB_BOARD_BUSY';
  readonly category = 'board';
  override readonly name = 'BoardBusyError';
  readonly board: string;

  constructor(board: string, reason: string) {
    super(`${board} cannot start another job: ${reason}`);
    this.board = board;
  }
}

/** Somebody has ended the job from the page. */
export class JobCancelledError extends RetortError {
  readonly code = 'WEB_JOB_CANCELLED';
  readonly category = 'interrupted';
  override readonly name = 'JobCancelledError';

  constructor(title: string) {
    super(
      `the ${title} was cancelled: a flash that was under way has left the board without a student, so flash it again`,
    );
  }
}

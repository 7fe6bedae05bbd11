// What can go wrong with several boards behind one name, beside what goes wrong with each.
import { RetortError } from '../../proto/retort-error.ts';

/** Boards that should be alike are not. */
export class BoardsDifferError extends RetortError {
  readonly code = 'BOARDS_DIFFER';
  readonly category = 'board';
  override readonly name = 'BoardsDifferError';
  readonly boards: readonly [string, string];
  /** Such as `build`. */
  readonly what: string;

  constructor(what: string, one: string, ofOne: number, other: string, ofOther: number) {
    super(
      `the boards differ: ${what} is ${ofOne} on ${one} and ${ofOther} on ${other}; use boards with the same build, and flash them together`,
    );
    this.boards = [one, other];
    this.what = what;
  }
}

/** `error` with the board that it came from in its message, in place, so that its class and its code stay. */
export function nameBoard(error: unknown, board: string): unknown {
  if (error instanceof RetortError && !error.message.includes(board)) error.message = `${board}: ${error.message}`;
  return error;
}

// The first of several students with which a suite fails, by halving: the first one must pass, the last one must fail.
import { RetortError } from '../../../proto/retort-error.ts';

/** Halving needs a student that passes before one that fails. */
export class BisectError extends RetortError {
  readonly code = 'HIL_BISECT';
  readonly category = 'usage';
  override readonly name = 'BisectError';

  constructor(reason: string) {
    super(`${reason}: name the students in the order in which they were made, a good one first and a bad one last`);
  }
}

/** The suite failed on the way to the board, which says nothing of the student. */
export class BisectInterruptedError extends RetortError {
  readonly code = 'HIL_BISECT_INTERRUPTED';
  readonly category = 'board';
  override readonly name = 'BisectInterruptedError';

  constructor(student: string, verdict: string) {
    super(
      `with ${student} only the way to the board failed (${verdict}), which does not show whether the student is good: see to the board, then bisect again`,
    );
  }
}

export interface Bisected {
  readonly lastGood: string;
  readonly firstBad: string;
  /** Students that were tried. */
  readonly tried: number;
}

/**
 * @param students oldest first
 * @param passes runs the suite with one of them
 * @throws BisectError, what `passes` throws
 */
export async function bisect(
  students: readonly string[],
  passes: (student: string) => Promise<boolean>,
): Promise<Bisected> {
  if (students.length < 2) throw new BisectError(`${students.length} student is not enough to bisect`);
  let [good, bad] = [0, students.length - 1];
  if (!(await passes(students[good]))) throw new BisectError(`the suite already fails with ${students[good]}`);
  if (await passes(students[bad])) throw new BisectError(`the suite passes with ${students[bad]}`);
  let tried = 2;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (await passes(students[middle])) good = middle;
    else bad = middle;
    tried++;
  }
  return { lastGood: students[good], firstBad: students[bad], tried };
}

// The last disagreements and mistakes of a board, with their inputs, in bounded memory.
import type { Judged } from '../../device-bridge/monitor/tally.ts';
import type { StudentImage } from '../image/student-image.ts';

/** Kept; older ones make room. */
export const mostKept = 200;

export interface KeptCase {
  /** Counts up over all that were found. */
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly image: StudentImage;
  readonly judged: Judged;
}

/** Whether a prediction is not the reference's, not the teacher's, or wrong. */
export function isCase({ observation: { trueLabel }, judgement }: Judged): boolean {
  const { label, bitExact, teacherLabel } = judgement;
  if (bitExact === false) return true;
  if (label === undefined) return false;
  return (teacherLabel !== undefined && teacherLabel !== label) || (trueLabel !== undefined && trueLabel !== label);
}

export class Gallery {
  #cases: KeptCase[] = [];
  #found = 0;

  /** The case, where it is one. */
  take(image: StudentImage, judged: Judged, atMs: number): KeptCase | undefined {
    if (!isCase(judged)) return undefined;
    const found = { id: this.#found++, atMs, image, judged };
    this.#cases.push(found);
    if (this.#cases.length > mostKept) this.#cases.shift();
    return found;
  }

  /** The oldest first. */
  get cases(): readonly KeptCase[] {
    return this.#cases;
  }
}

// What a matcher finds, in the form of vitest's `expect.extend`; the class of the failure is the message's first word.
import { type FailureClass, withClass } from '../failure-class.ts';

export interface Verdict {
  readonly pass: boolean;
  message(): string;
}

/** @param otherwise what `.not` says */
export function passed(otherwise: string): Verdict {
  return { pass: true, message: () => otherwise };
}

/** Lines: what differed, where, and how to reproduce it. */
export function failed(failureClass: FailureClass, ...lines: readonly string[]): Verdict {
  return { pass: false, message: () => withClass(failureClass, lines.join('\n')) };
}

// The matchers as vitest's `expect` has them. Importing this file extends it.
import { expect } from 'vitest';
import type { Answers } from '../answers.ts';
import { type AccuracyOptions, accuracy } from './accuracy.ts';
import { bitExact } from './bit-exact.ts';
import { answersWithin, type LatencyLevel, plannedCycles } from './cycles.ts';
import { oneEachWithoutLoss } from './one-each.ts';
import { type AgreementLevel, teacherAgreement } from './teacher-agreement.ts';

/** What `expect(answers)` can be asked. A failure's message begins with its class, such as `[numeric]`. */
export interface HilMatchers {
  /** Every output and label equals the integer reference's. Class: numeric. */
  toBeBitExact(): void;
  /** No sample missing, answered twice or foreign, and nothing lost on the way. Class: infrastructure. */
  toAnswerEachSampleOnce(): void;
  /** The lower end of the 95 % interval (Clopper–Pearson) of the agreement is at least the level. Class: accuracy. */
  toAgreeWithTeacher(level: AgreementLevel): void;
  /** Not less often right than the baseline, by McNemar's test. Await it. Class: accuracy. */
  toBeAccurate(options?: AccuracyOptions): Promise<void>;
  /** Every inference takes exactly the cycles that `retort plan` says. Class: timing. */
  toTakePlannedCycles(): void;
  /** Class: timing. */
  toAnswerWithin(level: LatencyLevel): void;
}

declare module 'vitest' {
  interface Matchers<T> extends HilMatchers {}
}

expect.extend({
  toBeBitExact: (answers: Answers) => bitExact(answers),
  toAnswerEachSampleOnce: (answers: Answers) => oneEachWithoutLoss(answers),
  toAgreeWithTeacher: (answers: Answers, level: AgreementLevel) => teacherAgreement(answers, level),
  toBeAccurate(answers: Answers, options?: AccuracyOptions) {
    return accuracy(answers, this.testPath ?? process.cwd(), options);
  },
  toTakePlannedCycles: (answers: Answers) => plannedCycles(answers),
  toAnswerWithin: (answers: Answers, level: LatencyLevel) => answersWithin(answers, level),
});

export { expect };

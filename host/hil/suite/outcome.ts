// What came of a suite on a board, as the reporter in vitest's process writes it and the reports read it.
import { z } from 'zod';
import { type FailureClass, failureClasses } from '../failure-class.ts';

/** `other`: an assertion or an error that is not the kit's. */
export type ReportedClass = FailureClass | 'other';
export const reportedClasses = [...failureClasses, 'other'] as const;

const testSchema = z.object({
  /** Relative to the project. */
  file: z.string(),
  name: z.string(),
  /** `flaky`: passed only when it was run again. */
  state: z.enum(['passed', 'failed', 'flaky', 'skipped']),
  seconds: z.number(),
  retries: z.number(),
  /** Of what failed, also where it passed in the end. */
  failures: z.array(z.object({ class: z.enum(reportedClasses), message: z.string() })),
  /** Why it was skipped, where it says. */
  note: z.string().optional(),
});

export type TestOutcome = Readonly<z.infer<typeof testSchema>>;

export const testsSchema = z.array(testSchema);

export interface BoardOutcome {
  /** The board's URL, or its name in the pool. */
  readonly board: string;
  readonly tests: readonly TestOutcome[];
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly flaky: number;
  readonly skipped: number;
}

export function countStates(tests: readonly TestOutcome[]): Counts {
  const count = (state: TestOutcome['state']) => tests.filter((test) => test.state === state).length;
  return { passed: count('passed'), failed: count('failed'), flaky: count('flaky'), skipped: count('skipped') };
}

/** The class of a test that failed or is flaky: that of its first failure. */
export function classOfTest({ state, failures }: TestOutcome): ReportedClass | undefined {
  return state === 'failed' || state === 'flaky' ? (failures[0]?.class ?? 'other') : undefined;
}

// The whole of a run in one sentence, and in one bit.
import { grouped } from '../../../proto/numbers.ts';
import { type BoardOutcome, classOfTest, countStates, reportedClasses } from './outcome.ts';

export interface SuiteVerdict {
  readonly text: string;
  /** Nothing failed and nothing was flaky. */
  readonly good: boolean;
  /** Something failed, and all of it on the way to the boards. */
  readonly onlyInfrastructure: boolean;
}

export function verdictOf(boards: readonly BoardOutcome[]): SuiteVerdict {
  const tests = boards.flatMap((board) => board.tests);
  const { passed, failed, flaky, skipped } = countStates(tests);
  const classes = tests.flatMap((test) => classOfTest(test) ?? []);
  const byClass = reportedClasses.flatMap((name) => {
    const count = classes.filter((one) => one === name).length;
    return count === 0 ? [] : [`${count} ${name}`];
  });
  const counts = [
    `${grouped(passed)} passed`,
    ...(failed > 0 ? [`${grouped(failed)} failed`] : []),
    ...(flaky > 0 ? [`${grouped(flaky)} flaky`] : []),
    ...(skipped > 0 ? [`${grouped(skipped)} skipped`] : []),
  ];
  const on = boards.length === 1 ? boards[0].board : `${boards.length} boards`;
  return {
    text: `${counts.join(', ')} on ${on}${byClass.length > 0 ? ` (${byClass.join(', ')})` : ''}`,
    good: failed + flaky === 0,
    onlyInfrastructure: classes.length > 0 && classes.every((name) => name === 'infrastructure'),
  };
}

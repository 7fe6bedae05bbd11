// vitest's reporter of `retort test`: writes what came of each test, with the class of each failure, to the file that RETORT_HIL_OUTCOME names.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { classInMessage } from '../failure-class.ts';
import type { TestOutcome } from './outcome.ts';

/** As vitest passes an error from its workers: own fields are kept. */
interface PassedError {
  readonly message: string;
  readonly name?: string;
}

class OutcomeReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly PassedError[]): void {
    const outcomes = modules.flatMap((module) => [...brokenFile(module), ...testsOf(module)]);
    const stray = unhandled.map((error) => failedOutcome('', 'an error outside of any test', [error]));
    const path = process.env.RETORT_HIL_OUTCOME;
    if (path) writeFileSync(path, JSON.stringify([...outcomes, ...stray]));
  }
}

function testsOf(module: TestModule): TestOutcome[] {
  return [...module.children.allTests()].map(outcomeOf);
}

/** A file that could not be read, or whose hooks failed. */
function brokenFile(module: TestModule): TestOutcome[] {
  const errors = module.errors();
  return errors.length === 0 ? [] : [failedOutcome(fileOf(module), 'the file itself', errors)];
}

function outcomeOf(test: TestCase): TestOutcome {
  const { state, errors = [] } = test.result();
  const { retryCount = 0, flaky = false, duration = 0 } = test.diagnostic() ?? {};
  const note = test.annotations().find(({ type }) => type === 'skipped')?.message;
  return {
    file: fileOf(test.module),
    name: test.fullName,
    state:
      state === 'passed'
        ? flaky || errors.length > 0
          ? 'flaky'
          : 'passed'
        : state === 'failed'
          ? 'failed'
          : 'skipped',
    seconds: duration / 1000,
    retries: retryCount,
    failures: errors.map(failureOf),
    ...(note !== undefined && { note }),
  };
}

function failedOutcome(file: string, name: string, errors: readonly PassedError[]): TestOutcome {
  return { file, name, state: 'failed', seconds: 0, retries: 0, failures: errors.map(failureOf) };
}

function failureOf({ message, name }: PassedError): TestOutcome['failures'][number] {
  const known = classInMessage(message);
  return { class: known ?? 'other', message: known ? message : `${name ?? 'Error'}: ${message}` };
}

function fileOf(module: TestModule): string {
  return relative(process.cwd(), module.moduleId);
}

// vitest takes a reporter as the default export of a file.
export { OutcomeReporter as default };

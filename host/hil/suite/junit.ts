// Outcomes as JUnit XML: a suite per board, the failure's class as its type. A flaky test is a failure of type `flaky`: what reads the file
// shows it, and never as green.
import { type BoardOutcome, classOfTest, countStates, type TestOutcome } from './outcome.ts';

export function junitXml(boards: readonly BoardOutcome[]): string {
  const tests = boards.flatMap((board) => board.tests);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="retort test"${countsOf(tests)}>
${boards.map(suiteXml).join('\n')}
</testsuites>
`;
}

function suiteXml({ board, tests }: BoardOutcome): string {
  return `  <testsuite name="${escapeXml(board)}"${countsOf(tests)}>
${tests.map((test) => testXml(test, board)).join('\n')}
  </testsuite>`;
}

function countsOf(tests: readonly TestOutcome[]): string {
  const { failed, flaky, skipped } = countStates(tests);
  const seconds = tests.reduce((sum, test) => sum + test.seconds, 0).toFixed(3);
  return ` tests="${tests.length}" failures="${failed + flaky}" errors="0" skipped="${skipped}" time="${seconds}"`;
}

function testXml(test: TestOutcome, board: string): string {
  const open = `    <testcase classname="${escapeXml(`${board} ${test.file}`)}" name="${escapeXml(test.name)}" time="${test.seconds.toFixed(3)}"`;
  const content = contentOf(test);
  return content === '' ? `${open}/>` : `${open}>\n      ${content}\n    </testcase>`;
}

function contentOf(test: TestOutcome): string {
  const failureClass = classOfTest(test);
  const [first] = test.failures;
  const text = test.failures.map(({ message }) => message).join('\n\n');
  if (test.state === 'skipped')
    return `<skipped${test.note === undefined ? '' : ` message="${escapeXml(test.note)}"`}/>`;
  if (failureClass === undefined) return '';
  const flaky = test.state === 'flaky';
  const message = `${flaky ? `flaky (${failureClass}), passed after ${test.retries} retries: ` : ''}${first?.message.split('\n')[0] ?? ''}`;
  return `<failure type="${flaky ? 'flaky' : failureClass}" message="${escapeXml(message)}">${escapeXml(text)}</failure>`;
}

/** Control characters are not allowed in XML 1.0, escaped or not. */
function escapeXml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;' };
  return text.replaceAll(/(?![\t\r\n])\p{Cc}|[\ufffe\uffff]/gu, '�').replaceAll(/[&<>"\n]/g, (one) => entities[one]);
}

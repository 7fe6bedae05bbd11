// Outcomes as one HTML file: the verdict, a row per board with its failures by class, then each failure in full.
import { type Html, html } from '../../report/html.ts';
import { renderPage } from '../../report/page.ts';
import { style } from '../../report/style.ts';
import { type BoardOutcome, classOfTest, countStates, reportedClasses, type TestOutcome } from './outcome.ts';
import { verdictOf } from './verdict.ts';

const ownStyle = `
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--tint); padding: .75rem 1rem; margin: .5rem 0 1.5rem; font: 13px/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.flaky { color: var(--first); font-weight: 600; }
`;

export function htmlReport(boards: readonly BoardOutcome[], at: Date): string {
  const { text, good } = verdictOf(boards);
  const main = html`
<h1>Hardware in the loop</h1>
<p class="verdict"><span class="${good ? 'good' : 'bad'}">${text}</span></p>
<p class="quiet">${at.toISOString()}</p>
<h2>Boards</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Boards">${boardsTable(boards)}</div>
${boards.flatMap((board) => (board.tests.some(classOfTest) ? [failuresOf(board)] : []))}
<h2>Tests</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Tests">${testsTable(boards)}</div>`;
  return renderPage({ title: 'Hardware in the loop', style: `${style}${ownStyle}`, main, sortable: true });
}

function boardsTable(boards: readonly BoardOutcome[]): Html {
  const classes = reportedClasses.map((name) => html`<th scope="col" class="number">${name}</th>`);
  const rows = boards.map(({ board, tests }) => {
    const { passed, failed, flaky, skipped } = countStates(tests);
    const byClass = reportedClasses.map((name) => tests.filter((test) => classOfTest(test) === name).length);
    return html`<tr><th scope="row">${board}</th>${[passed, failed, flaky, skipped, ...byClass].map((count) => html`<td class="number" data-value="${count}">${count}</td>`)}</tr>`;
  });
  return html`<table class="figures sortable"><thead><tr><th scope="col">board</th>${['passed', 'failed', 'flaky', 'skipped'].map((name) => html`<th scope="col" class="number">${name}</th>`)}${classes}</tr></thead><tbody>${rows}</tbody></table>`;
}

function failuresOf({ board, tests }: BoardOutcome): Html {
  const shown = tests.filter(classOfTest).map(
    (test) => html`<h3>${test.name}</h3>
<p class="quiet">${test.file}: <span class="${test.state === 'flaky' ? 'flaky' : 'bad'}">${stateText(test)}</span></p>
${test.failures.map(({ message }) => html`<pre>${message}</pre>`)}`,
  );
  return html`<h2>${board}</h2>${shown}`;
}

function stateText(test: TestOutcome): string {
  const failureClass = classOfTest(test);
  if (test.state === 'flaky') return `flaky (${failureClass}): passed after ${test.retries} retries`;
  return failureClass === undefined ? test.state : `${test.state} (${failureClass})`;
}

function testsTable(boards: readonly BoardOutcome[]): Html {
  const rows = boards.flatMap(({ board, tests }) =>
    tests.map(
      (test) =>
        html`<tr><th scope="row">${test.name}</th><td>${board}</td><td>${stateText(test)}</td><td class="number" data-value="${test.seconds}">${test.seconds.toFixed(2)} s</td></tr>`,
    ),
  );
  return html`<table class="figures sortable"><thead><tr><th scope="col">test</th><th scope="col">board</th><th scope="col">state</th><th scope="col" class="number">time</th></tr></thead><tbody>${rows}</tbody></table>`;
}

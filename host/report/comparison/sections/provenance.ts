// What the figures rest on: configurations, digests and single seeds, folded away; and the cells that have not been run.

import { grouped, percent } from '../../../../proto/numbers.ts';
import { type Cell, digestOfTeacher } from '../../../lab/cell.ts';
import type { Summary, SummaryRow } from '../../../lab/summarize.ts';
import { type Html, html } from '../../html.ts';
import { versionsOf } from '../wording.ts';

export function notYetRun({ notYetRun: cells }: Summary): Html {
  if (cells.length === 0) return html``;
  return html`<h2>Not yet run</h2>
<ul>${cells.map(({ row, seed, digest }) => html`<li>${row}, seed ${seed} <span class="quiet">${digest.slice(0, 12)}</span></li>`)}</ul>`;
}

export function provenance({ rows }: Summary): Html {
  return html`<details><summary>Configuration and digests</summary>${rows.map(provenanceOf)}</details>`;
}

function provenanceOf({ name, configuration, cells }: SummaryRow): Html {
  const { code = 1, options, recipe, network, data, teachers, tuning } = configuration;
  const entries = [
    ['options', JSON.stringify(options)],
    ['recipe', JSON.stringify(recipe)],
    ['network', `${network.name} ${network.digest}`],
    ['data', `${data.name} ${data.digest}`],
    ['code version', String(code)],
    ['teachers', teachers.map(digestOfTeacher).join(' ') || 'none'],
    ...teachers.flatMap((one) =>
      typeof one === 'string' || !one.origin ? [] : [['teacher’s training', JSON.stringify(one.origin)]],
    ),
    ['tuning', tuning ? JSON.stringify(tuning) : 'none: defaults'],
    ['versions', versionsOf(cells).join('; ') || 'unknown'],
    ...cells.map((cell) => [`seed ${cell.configuration.seed}`, `${cell.digest} · ${outcomeOf(cell)}`]),
  ];
  return html`<h3>${name}</h3>
<dl class="mono">${entries.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`;
}

function outcomeOf({ figures }: Cell): string {
  if (!figures) return 'not yet run';
  const { validation, test } = figures;
  const wrong = grouped(test.total - test.correct);
  return `validation ${percent(validation.accuracy)}, test ${percent(test.accuracy)}, ${wrong} errors of ${grouped(test.total)}`;
}

// Precision and recall of each class, as the board predicts it.

import { grouped, percent } from '../../../../proto/numbers.ts';
import { confusionMatrix, proportionOf } from '../../../validate/statistics.ts';
import { type Html, html } from '../../html.ts';
import { scrolling } from '../../page.ts';
import type { ReportContent } from '../report-content.ts';

export function classFigures({ samples, validation }: ReportContent): Html {
  const { classes } = samples;
  const count = classes.length;
  const counts = confusionMatrix(samples.labels, validation.labels, count);
  const rows = classes.map((name, label) => {
    const row = Array.from(counts.subarray(label * count, (label + 1) * count));
    const column = classes.map((_, other) => counts[other * count + label]);
    const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
    const errors = row.map((value, other) => (other === label ? 0 : value));
    const worst = errors.indexOf(Math.max(...errors));
    return { name, samples: total(row), predicted: total(column), right: row[label], worst, times: errors[worst] };
  });
  const heads = ['samples', 'predicted', 'right', 'precision', 'recall', 'F1'];
  const table = html`<table class="figures sortable">
<thead><tr><th scope="col">class</th>${heads.map((name) => html`<th scope="col" class="number">${name}</th>`)}<th scope="col">most often taken for</th></tr></thead>
<tbody>${rows.map(
    (row) => html`
<tr><th scope="row">${row.name}</th>${[row.samples, row.predicted, row.right].map(
      (value) => html`<td class="number" data-value="${value}">${grouped(value)}</td>`,
    )}
${share(row.right, row.predicted)}${share(row.right, row.samples)}${plain((2 * row.right) / (row.samples + row.predicted))}<td>${row.times === 0 ? '–' : `${classes[row.worst]} (${grouped(row.times)})`}</td></tr>`,
  )}</tbody></table>`;
  return html`<h2>Classes</h2>
<p class="quiet">Precision: of the samples that the board predicts as a class, how many are of it. Recall: of the samples of a class, how many the board finds.
With 95 % intervals; F1 is their harmonic mean. A heading sorts the table.</p>
${scrolling('precision and recall of each class', table)}`;
}

function share(right: number, of: number): Html {
  if (of === 0) return html`<td class="number" data-value="-1">–</td>`;
  const { value, low, high } = proportionOf(right, of);
  return html`<td class="number" data-value="${value}">${percent(value, 1)} <span class="quiet">(${percent(low, 1)} – ${percent(high, 1)})</span></td>`;
}

function plain(value: number): Html {
  if (Number.isNaN(value)) return html`<td class="number" data-value="-1">–</td>`;
  return html`<td class="number" data-value="${value}">${percent(value, 1)}</td>`;
}

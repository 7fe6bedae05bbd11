// The confusion matrix: errors shaded, the diagonal kept quiet, since it would drown them.

import { confusionMatrix } from '../../../validate/statistics.ts';
import { type Html, html } from '../../html.ts';
import { scrolling } from '../../page.ts';
import type { ReportContent } from '../report-content.ts';

export function confusion({ samples, validation }: ReportContent): Html {
  const { classes } = samples;
  const counts = confusionMatrix(samples.labels, validation.labels, classes.length);
  const worst = Math.max(1, ...counts.filter((_, i) => Math.floor(i / classes.length) !== i % classes.length));
  const cell = (row: number, column: number) => {
    const count = counts[row * classes.length + column];
    if (row === column) return html`<td class="diagonal">${count}</td>`;
    if (count === 0) return html`<td class="zero" style="--share:0">·</td>`;
    const title = `${classes[row]} taken for ${classes[column]}: ${count}`;
    return html`<td style="--share:${(0.12 + (0.6 * count) / worst).toFixed(3)}" title="${title}">${count}</td>`;
  };
  const table = html`<table class="confusion${classes.some((name) => name.length > 4) ? ' long' : ''}">
<thead><tr><td></td>${classes.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${classes.map((name, row) => html`<tr><th scope="row">${name}</th>${classes.map((_, column) => cell(row, column))}</tr>`)}</tbody>
</table>`;
  return html`<h2>Confusion</h2>
<p class="quiet">Rows are the true classes, columns what the board predicted. Shading shows errors only.</p>
${scrolling('confusion of the classes', table)}`;
}

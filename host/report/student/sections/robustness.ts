// Accuracy on noisy, corrupted and attacked pictures beside that on the clean ones, and whether the attack can be believed.
import { percent } from '../../../../proto/numbers.ts';
import { unboundedEpsilon } from '../../../validate/robustness/robustness.ts';
import { type Html, html } from '../../html.ts';
import { scrolling } from '../../page.ts';
import type { ReportContent } from '../report-content.ts';

export function robustness({ robustness: measured }: ReportContent): Html {
  if (!measured) return html``;
  const { measures, attacks, notAttacked } = measured;
  const cleanValue = measures[0].accuracy.value;
  const lines = attacks ? attacks.masking : [`Not attacked by FGSM and PGD: ${notAttacked}.`];
  const table = html`<table class="figures">
<thead><tr><th scope="col">pictures</th><th scope="col">level</th><th scope="col" class="number">accuracy</th><th scope="col" class="number">95 % interval</th><th scope="col" class="number">to clean</th></tr></thead>
<tbody>${measures.map(
    ({ name, level, accuracy: { value, low, high } }) => html`
<tr><td>${name}</td><td>${level}</td><td class="number">${percent(value)}</td>
<td class="number quiet">${percent(low)} – ${percent(high)}</td><td class="number quiet">${(100 * (value - cleanValue)).toFixed(2)}</td></tr>`,
  )}</tbody></table>`;
  return html`<h2>Robustness</h2>
<p class="quiet">The same ${measures[0].accuracy.total} samples in each row, changed and then classified by the integer reference. ε and σ are in pixel
values of 0 … 255; ε = ${unboundedEpsilon} leaves an attack without bound. FGSM and PGD are made by the gradients of the student before int8.</p>
${lines.length > 0 ? html`<p class="verdict">${lines.map((line) => html`<span class="bad">${line}</span><br>`)}</p>` : html`<p>No sign of gradient masking.</p>`}
${scrolling('accuracy on changed pictures', table)}`;
}

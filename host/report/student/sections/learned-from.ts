// What the student learned from, where its method does without the training split.

import { grouped } from '../../../../proto/numbers.ts';
import { taskOf } from '../../../task/task-of.ts';
import { type Html, html } from '../../html.ts';
import { pictureOf } from '../../picture.ts';
import type { ReportContent } from '../report-content.ts';

const SHOWN = 30;

export function learnedFrom({ learnedFrom }: ReportContent): Html {
  if (!learnedFrom) return html``;
  const { method, samples } = learnedFrom;
  const { show } = taskOf(samples);
  const total = samples.labels.length;
  const shown = Math.min(SHOWN, total);
  return html`<h2>What the student learned from</h2>
<p class="quiet">The method ${method} does without the training split: its student learned from ${grouped(total)} samples, which were made or
chosen for it, and its int8 ranges come from them too. ${shown < total ? `The first ${shown}` : 'All of them'}, each with its label:</p>
<div class="small">${Array.from({ length: shown }, (_, i) => html`<figure>${pictureOf(samples, i)}<figcaption>${show([samples.labels[i]])}</figcaption></figure>`)}</div>`;
}

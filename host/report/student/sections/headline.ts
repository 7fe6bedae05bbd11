// What a reader looks for first: the verdict, the strip from the teacher to the board, and the table of accuracies.

import { grouped, percent } from '../../../../proto/numbers.ts';
import { hasBoxes } from '../../../task/detection.ts';
import { taskOf } from '../../../task/task-of.ts';
import { describeGuessing } from '../../../validate/guessing.ts';
import type { Proportion } from '../../../validate/statistics.ts';
import { type Html, html } from '../../html.ts';
import { scrolling } from '../../page.ts';
import type { ReportContent } from '../report-content.ts';
import { strip } from './strip.ts';

export function headline(content: ReportContent): Html {
  const { validation } = content;
  const rows = [
    ...content.models,
    {
      name: content.clockHz === undefined ? 'integer reference' : 'board',
      accuracy: validation.boardAccuracy!,
      note: `${grouped(validation.bitExact)} of ${grouped(validation.total)} bit-exact`,
    },
  ];
  const { labels, splitLabels = labels, task } = content.samples;
  const guesses = (accuracy: Proportion) => describeGuessing(accuracy, splitLabels, task) !== undefined;
  const errors = hasBoxes(task) ? 'boxes not found' : 'errors';
  const table = html`<table class="figures">
<thead><tr><th scope="col">model</th><th scope="col" class="number">${taskOf(content.samples).measure.name}</th><th scope="col" class="number">95 % interval</th><th scope="col" class="number">${errors}</th><th scope="col">note</th></tr></thead>
<tbody>${rows.map(
    ({ name, accuracy, note }, i) => html`
<tr${i === rows.length - 1 ? html` class="total"` : ''}><th scope="row">${name}</th><td class="number${guesses(accuracy) ? ' bad' : ''}">${percent(accuracy.value)}</td>
<td class="number quiet">${percent(accuracy.low)} – ${percent(accuracy.high)}</td>
<td class="number">${grouped(accuracy.total - accuracy.count)}</td><td class="quiet">${note}</td></tr>`,
  )}</tbody></table>`;
  return html`<h1>${content.title}</h1>
<p class="verdict">${verdict(content)}</p>
${strip(content)}
${scrolling('accuracy of each model', table)}
<dl>${figures(content).map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`;
}

/** First what went badly. Green where the board computes rightly and what it computes is worth something. */
function verdict(content: ReportContent): Html {
  const bad = [...guessing(content), ...neverNamed(content)];
  const exact = exactness(content, bad.length === 0);
  return html`${bad.map((line) => html`${line}<br>`)}${exact}`;
}

function guessing({ models, validation, samples }: ReportContent): Html[] {
  const { labels, splitLabels = labels, task } = samples;
  const named = [
    ...models.filter(({ name }) => name === 'teacher'),
    { name: 'board', accuracy: validation.boardAccuracy! },
  ];
  return named.flatMap(({ name, accuracy }) => {
    const said = describeGuessing(accuracy, splitLabels, task);
    return said === undefined ? [] : [html`<span class="bad">No better than guessing.</span> The ${name}: ${said}.`];
  });
}

/** So many samples of a class are missed one by one more rarely than once in thirty where half are right. */
const fewestMissed = 5;

/** Classes among the samples that the board never predicted. */
function neverNamed({ samples: { classes, labels, task }, validation }: ReportContent): Html[] {
  if (hasBoxes(task)) return []; // The table of classes says it.
  const predicted = new Set(validation.labels);
  const countOf = (label: number) => labels.reduce((count, one) => count + (one === label ? 1 : 0), 0);
  const missing = classes.filter((_, label) => !predicted.has(label) && countOf(label) >= fewestMissed);
  if (missing.length === 0) return [];
  return [html`<span class="bad">Never predicted:</span> ${missing.join(', ')}.`];
}

function exactness({ samples, validation, firstDifference }: ReportContent, isGood: boolean): Html {
  const wrong = validation.total - validation.bitExact;
  if (wrong === 0) {
    return html`<span${isGood ? html` class="good"` : ''}>Bit-exact.</span> All logits of all ${grouped(validation.total)} predictions equal the integer reference’s.`;
  }
  const where = firstDifference
    ? ` The first layer that differs is ${firstDifference.layer} (${grouped(firstDifference.differing)} of ${grouped(firstDifference.of)} values in sample ${samples.ids.indexOf(validation.mismatches[0].sampleId)}).`
    : '';
  return html`<span class="bad">Not bit-exact.</span> ${grouped(wrong)} of ${grouped(validation.total)} predictions differ from the integer reference.${where}`;
}

function figures({ validation, clockHz, figures: given }: ReportContent): (readonly [string, string])[] {
  const { agreement, cycles } = validation;
  const rows: (readonly [string, string])[] = [];
  if (agreement) {
    rows.push([
      'agreement with the teacher',
      `${percent(agreement.value)} (${percent(agreement.low)} – ${percent(agreement.high)})`,
    ]);
  }
  if (cycles && clockHz) {
    const milliseconds = (1000 * cycles.median) / clockHz;
    rows.push([
      'per inference',
      `${grouped(cycles.median)} cycles, ${milliseconds.toFixed(3)} ms at ${clockHz / 1e6} MHz`,
    ]);
  }
  return [...rows, ...given];
}

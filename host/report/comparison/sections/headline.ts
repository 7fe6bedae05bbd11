// What a reader looks for first: the verdict, the effects as a drawing, and each method's figures.

import { percent } from '../../../../proto/numbers.ts';
import { accuraciesOf, type Summary, type SummaryRow, type SummaryTeacher } from '../../../lab/summarize.ts';
import { isNoBetterThanGuessing } from '../../../validate/guessing.ts';
import { type Html, html } from '../../html.ts';
import { scrolling } from '../../page.ts';
import {
  boundsOf,
  dataOf,
  manyIntervals,
  meanCount,
  overviewOf,
  pointsOf,
  runWith,
  seedsOf,
  stepsOf,
  supersededIn,
  verdictOf,
  whatIntervalsCover,
  whatStepsMean,
} from '../wording.ts';
import { forestPlot } from './forest-plot.ts';

export function headline(summary: Summary): Html {
  const { rows, teacher } = summary;
  const heads = (names: readonly string[]) => names.map((name) => html`<th scope="col" class="number">${name}</th>`);
  const table = html`<table class="figures methods">
<thead><tr><th scope="col" class="name">method</th>${heads(['test accuracy', 'errors', 'points to scratch'])}<th scope="col">effect</th>
${heads(['seeds', 'int8', 'parameters', 'weights not 0', 'bytes', 'steps', 'seconds'])}</tr></thead>
<tbody>${teacher ? teacherRow(teacher) : html``}${rows.map((row, i) => methodRow(row, i + 1))}</tbody></table>`;
  return html`<h1>Methods compared on ${dataOf(summary)}</h1>
<p class="verdict">${guessing(summary)}${overviewOf(summary)}</p>
${forestPlot(summary)}
<h2>Figures of each method</h2>
${scrolling('figures of each method', table)}
<p class="quiet">Means over the seeds, below them their 95 % intervals by Student’s t. A difference to scratch is paired by seed, and an effect is
called shown only where its interval leaves out 0. ${whatIntervalsCover} ${manyIntervals} ${whatStepsMean} ${runWith(summary)}</p>
${supersededIn(summary).map((one) => html`<p class="quiet">Superseded, and kept: ${one}</p>`)}`;
}

function guessing(summary: Summary): Html {
  const { majorityShare } = summary;
  if (majorityShare === undefined) return html``;
  const names = accuraciesOf(summary).flatMap(({ model, accuracy }) =>
    isNoBetterThanGuessing(accuracy, majorityShare) ? [model] : [],
  );
  if (names.length === 0) return html``;
  return html`<span class="bad">No better than guessing: ${names.join(', ')}.</span> Always naming the most frequent class is right for ${percent(majorityShare)}. `;
}

function number(text: string): Html {
  return html`<td class="number">${text}</td>`;
}

/** With the interval below, where there is one. */
function withInterval(mean: string, interval: string): Html {
  return html`<td class="number">${mean}${interval === '' ? html`` : html`<br><span class="interval">${interval}</span>`}</td>`;
}

function teacherRow({ accuracy, total, parameters }: SummaryTeacher): Html {
  const empty = (count: number) => Array.from({ length: count }, () => html`<td></td>`);
  return html`
<tr><th scope="row" class="name">teacher</th>${number(percent(accuracy))}${number(meanCount(Math.round((1 - accuracy) * total)))}
${empty(4)}${number(meanCount(parameters))}${empty(4)}</tr>`;
}

function methodRow(row: SummaryRow, place: number): Html {
  const { figures, difference } = row;
  const [mean, low, high] = difference ? pointsOf(difference) : ['', '', ''];
  const looks = { above: 'good', below: 'bad', 'not shown': 'quiet', 'not comparable': 'quiet' };
  const texts = figures && [
    figures.int8 ? percent(figures.int8.accuracy.mean) : '',
    ...[figures.parameters, figures.nonZero, figures.bytes].map(meanCount),
    stepsOf(figures),
    figures.seconds.toFixed(1),
  ];
  return html`
<tr><th scope="row" class="name"><span class="quiet">${place}</span> ${row.name}</th>
${figures ? withInterval(percent(figures.accuracy.mean), boundsOf(figures.accuracy)) : html`<td class="number quiet">not yet run</td>`}${number(figures ? meanCount(figures.errors) : '')}
${withInterval(mean, difference && difference.pairs > 1 ? `${low} to ${high}` : '')}
<td class="${looks[difference?.shown ?? 'not shown']}">${verdictOf(row)}</td>${[seedsOf(row), ...(texts ?? ['', '', '', '', '', ''])].map(number)}</tr>`;
}

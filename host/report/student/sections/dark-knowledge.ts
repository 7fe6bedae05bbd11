// Dark knowledge: what the teacher's soft targets say about a sample beyond its label, at several temperatures.
// Source: Hinton, Vinyals, Dean, Distilling the Knowledge in a Neural Network, 2015, section 1.

import { percent } from '../../../../proto/numbers.ts';
import { softmax } from '../../../network/logits.ts';
import { taskOf } from '../../../task/task-of.ts';
import { type Html, html } from '../../html.ts';
import { scrolling } from '../../page.ts';
import { nameOfSample, pictureOf } from '../../picture.ts';
import { type ReportContent, type ReportSamples, rowOf } from '../report-content.ts';

const TEMPERATURES = [1, 2, 4, 8, 20];
const SHOWN = 4;
/** Of a table; the rest is summed up. */
const MOST_CLASSES = 10;

export function darkKnowledge({ samples }: ReportContent): Html {
  const chosen = chooseSamples(samples);
  if (chosen.length === 0) return html``;
  return html`<h2>Dark knowledge</h2>
<p class="quiet">The teacher’s soft targets at temperatures ${TEMPERATURES.join(', ')}, for samples that it classifies rightly and yet finds closest
to another class. The higher the temperature, the more the smaller probabilities show: what else the sample resembles is
what the student learns from, beyond the label.</p>
${chosen.map((sample) => softTargets(samples, sample))}`;
}

/** Rightly classified samples of different classes whose second class is likeliest. */
function chooseSamples(samples: ReportSamples): number[] {
  const classes = samples.classes.length;
  const task = taskOf(samples);
  const ranked = Array.from(samples.ids, (_, sample) => {
    const logits = rowOf(samples.teacherLogits, sample, classes);
    const targets = softmax(logits);
    const [best] = task.decode(logits);
    return { sample, label: best, right: best === samples.labels[sample], second: secondOf(targets, best) };
  })
    .filter(({ right }) => right)
    .sort((a, b) => b.second - a.second);
  const seen = new Set<number>();
  return ranked
    .filter(({ label }) => !seen.has(label) && seen.add(label))
    .slice(0, SHOWN)
    .map(({ sample }) => sample);
}

function secondOf(targets: Float64Array, best: number): number {
  return Math.max(...targets.filter((_, i) => i !== best));
}

function softTargets(samples: ReportSamples, sample: number): Html {
  const { classes } = samples;
  const logits = rowOf(samples.teacherLogits, sample, classes.length);
  const targets = TEMPERATURES.map((temperature) => softmax(logits, temperature));
  const [atOne] = targets;
  const { decode, show } = taskOf(samples);
  const second = atOne.indexOf(secondOf(atOne, decode(logits)[0]));
  const label = samples.labels[sample];
  const likeliest = [...classes.keys()].sort((a, b) => atOne[b] - atOne[a]).slice(0, MOST_CLASSES);
  const rest = classes.length - likeliest.length;
  const row = (name: string, look: string, values: readonly number[]) =>
    html`<tr${look === '' ? '' : html` class="${look}"`}><th scope="row">${name}</th>${values.map(
      (value) => html`<td style="--share:${(100 * value).toFixed(1)}%">${percent(value, 1)}</td>`,
    )}</tr>`;
  const others = targets.map((each) => 1 - likeliest.reduce((sum, one) => sum + each[one], 0));
  const table = html`<table class="targets"><thead><tr><td></td>${TEMPERATURES.map((temperature) => html`<th scope="col">T = ${temperature}</th>`)}</tr></thead>
<tbody>${likeliest.map((one) =>
    row(
      classes[one],
      one === label ? 'label' : '',
      targets.map((each) => each[one]),
    ),
  )}${
    rest > 0
      ? row(
          `${rest} others`,
          '',
          others.map((share) => Math.max(0, share)),
        )
      : html``
  }</tbody></table>`;
  return html`<div class="soft"><figure>${pictureOf(samples, sample)}<figcaption><span class="quiet">${nameOfSample(samples, sample)}</span><br>
${show([label])}, next ${show([second])}<br><span class="quiet">${percent(atOne[second], 1)} at T = 1</span></figcaption></figure>${scrolling(`soft targets of sample ${sample}`, table)}</div>`;
}

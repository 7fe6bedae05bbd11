// Dark knowledge: what the teacher's soft targets say about a sample beyond its label, at several temperatures.
// Source: Hinton, Vinyals, Dean, Distilling the Knowledge in a Neural Network, 2015, section 1.

import { softmax } from '../../../network/logits.ts';
import { taskOf } from '../../../task/task-of.ts';
import { percent } from '../../numbers.ts';
import { axisStyle, chart, colours } from '../chart.ts';
import { type Html, html } from '../html.ts';
import { pictureOf } from '../picture.ts';
import { type ReportContent, type ReportSamples, rowOf } from '../report-content.ts';

const TEMPERATURES = [1, 2, 4, 8, 20];
const SHOWN = 4;
const PLOT = { width: 150, gap: 22, left: 34, top: 26, height: 96 };

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
  const atOne = softmax(logits);
  const { decode, show } = taskOf(samples);
  const second = atOne.indexOf(secondOf(atOne, decode(logits)[0]));
  const step = PLOT.width + PLOT.gap;
  const at = (index: number) => PLOT.left + index * step;
  const left = (index: number) => ({ left: at(index), width: PLOT.width, top: PLOT.top, height: PLOT.height });
  const label = samples.labels[sample];
  const drawing = chart('soft targets', at(TEMPERATURES.length) - PLOT.gap + 2, PLOT.top + PLOT.height + 28, {
    title: TEMPERATURES.map((temperature, i) => ({
      text: `T = ${temperature}`,
      left: at(i),
      top: 0,
      padding: 0,
      textStyle: { color: colours.quiet, fontSize: 12, fontWeight: 'normal' },
    })),
    grid: TEMPERATURES.map((_, i) => left(i)),
    xAxis: TEMPERATURES.map((_, gridIndex) => ({
      ...axisStyle,
      gridIndex,
      type: 'category',
      data: classes.map((name) => (name.length > 3 ? `${name.slice(0, 2)}…` : name)),
      axisTick: { show: false },
      axisLabel: { ...axisStyle.axisLabel, interval: classes.length > 12 ? 'auto' : 0 },
    })),
    yAxis: TEMPERATURES.map((_, gridIndex) => ({
      ...axisStyle,
      gridIndex,
      type: 'value',
      min: 0,
      max: 1,
      interval: 0.5,
      axisLabel: { ...axisStyle.axisLabel, show: gridIndex === 0 },
    })),
    series: TEMPERATURES.map((temperature, i) => ({
      type: 'bar',
      xAxisIndex: i,
      yAxisIndex: i,
      barCategoryGap: '25%',
      data: Array.from(softmax(logits, temperature), (value, name) => ({
        value,
        itemStyle: { color: name === label ? colours.second : colours.first },
      })),
    })),
  });
  return html`<div class="soft"><figure>${pictureOf(samples, sample)}<figcaption><span class="quiet">sample ${samples.ids[sample]}</span><br>
${show([label])}, next ${show([second])}<br><span class="quiet">${percent(atOne[second], 1)} at T = 1</span></figcaption></figure>${drawing}</div>`;
}

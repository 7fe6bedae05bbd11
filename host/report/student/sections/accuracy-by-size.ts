// Accuracy against size: each model as a point with its interval.

import { grouped, percent } from '../../../../proto/numbers.ts';
import { taskOf } from '../../../task/task-of.ts';
import { axisOption, evenAxis, logAxis } from '../../axis.ts';
import { colours } from '../../chart.ts';
import { type Html, html } from '../../html.ts';
import { plot, pointSeries } from '../../plot.ts';
import type { ReportContent, ReportModel } from '../report-content.ts';

type Sized = ReportModel & { readonly bytes: number };

const looks = {
  teacher: { colour: colours.second, filled: true },
  scratch: { colour: colours.quiet, filled: false },
  student: { colour: colours.first, filled: false },
  int8: { colour: colours.first, filled: true },
} as const;

/** Nothing where fewer than two models have a size. */
export function accuracyBySize({ models, samples }: ReportContent): Html {
  const sized = models.flatMap((model): Sized[] =>
    model.bytes === undefined ? [] : [{ ...model, bytes: model.bytes }],
  );
  if (sized.length < 2) return html``;
  const { name } = taskOf(samples).measure;
  const points = sized.map(
    (model) => `${model.name} ${percent(model.accuracy.value)} at ${grouped(model.bytes)} bytes`,
  );
  return html`<h2>Accuracy against size</h2>
<p class="quiet">With 95 % intervals over the test samples. Float networks at four bytes a parameter; the int8 student at what is uploaded, its program included.</p>
<ul class="keys">${sized.map((model, i) => html`<li>${dot(model)}${points[i]}</li>`)}</ul>
${plot(`${name} against size: ${points.join('; ')}`, () => draw(sized, name))}`;
}

function lookOf({ role = 'student' }: Sized) {
  return looks[role];
}

function dot(model: Sized): Html {
  const { colour, filled } = lookOf(model);
  return html`<svg aria-hidden="true" width="10" height="10"><circle cx="5" cy="5" r="4" fill="${filled ? colour : 'var(--paper)'}" stroke="${colour}" stroke-width="1.5"/></svg>`;
}

function draw(sized: readonly Sized[], name: string) {
  const intervals = sized.map(({ accuracy }) => ({
    mean: 100 * accuracy.value,
    low: 100 * accuracy.low,
    high: 100 * accuracy.high,
  }));
  const y = evenAxis(Math.min(...intervals.map(({ low }) => low)), Math.max(...intervals.map(({ high }) => high)));
  const bytes = sized.map((model) => model.bytes);
  const x = logAxis(Math.min(...bytes) / 1.5, Math.max(...bytes) * 1.5);
  const points = sized.map((model, i) => {
    const alike = sized.filter((other) => Math.abs(Math.log(other.bytes / model.bytes)) < 0.05);
    return {
      x: model.bytes,
      y: intervals[i],
      ...lookOf(model),
      shift: 18 * (alike.indexOf(model) - (alike.length - 1) / 2),
    };
  });
  return {
    grid: { left: 58, right: 14, top: 14, bottom: 48 },
    xAxis: axisOption(x, 'bytes', 30, grouped),
    yAxis: axisOption(y, `${name}, %`, 42),
    series: [pointSeries(points, y)],
  };
}

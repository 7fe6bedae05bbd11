// What accuracy costs in bytes: each method as a point with its interval, the teacher as a line.

import { grouped, percent } from '../../../../proto/numbers.ts';
import type { Interval } from '../../../distill/paired-interval.ts';
import type { RowFigures, Summary, SummaryRow } from '../../../lab/summarize.ts';
import { axisOption, evenAxis, logAxis, roomFor } from '../../axis.ts';
import { colours } from '../../chart.ts';
import { type Html, html } from '../../html.ts';
import { lineSeries, type Point, plot, pointSeries } from '../../plot.ts';
import { effectColours, isEffect } from '../effect-colours.ts';
import { accuracyOf } from '../wording.ts';

type RunRow = SummaryRow & { readonly figures: RowFigures; readonly place: number };

export function accuracyByBytes({ rows, teacher }: Summary): Html {
  const run = rows.flatMap((row, i): RunRow[] => (row.figures ? [{ ...row, figures: row.figures, place: i + 1 }] : []));
  if (run.length === 0) return html``;
  const points = run.map(
    ({ name, figures }) => `${name} ${accuracyOf(figures.accuracy)} at ${grouped(Math.round(figures.bytes))} bytes`,
  );
  const description = `test accuracy against bytes: ${points.join('; ')}${teacher ? `; the teacher ${percent(teacher.accuracy)}` : ''}`;
  return html`<h2>Accuracy against bytes</h2>
<p class="quiet">Float accuracy against the bytes of the quantized weights, with 95 % intervals over the seeds; numbers are the table’s rows, points of
equal bytes (to two digits) lie side by side about a thin line. Filled: scratch (blue), and methods shown above (green) or below it (red).${teacher ? ' Dashed: the teacher.' : ''}</p>
${plot(description, (width) => draw(run, teacher?.accuracy, width))}`;
}

function draw(run: readonly RunRow[], teacher: number | undefined, width: number) {
  const accuracies = run.map(({ figures }) => inPercent(figures.accuracy));
  const line = teacher === undefined ? [] : [100 * teacher];
  const { low, high } = roomFor([...accuracies, ...line.map((mean) => ({ mean, low: mean, high: mean }))], 0.2);
  const y = evenAxis(Math.max(0, low), Math.min(100, high));
  const points = placePoints(run, width);
  const bytes = run.map(({ figures }) => figures.bytes);
  const x = logAxis(Math.min(...bytes) / 1.5, Math.max(...bytes) * 1.5);
  return {
    grid: { left: 58, right: 14, top: 22, bottom: 48 },
    xAxis: axisOption(x, 'bytes', 30, shortBytes),
    yAxis: axisOption(y, 'test accuracy, %', 42),
    series: [
      ...line.map((value) => ({
        ...lineSeries(
          [
            [x.min, value],
            [x.max, value],
          ],
          colours.quiet,
          'dashed',
          1.5,
        ),
        showSymbol: false,
      })),
      ...[...new Set(points.map((point) => point.x))].map((at) => ({
        ...lineSeries(
          [
            [at, y.min],
            [at, y.max],
          ],
          colours.rule,
          'solid',
          1,
        ),
      })),
      pointSeries(points, y),
    ],
  };
}

/** Points of about equal bytes lie side by side about a common line, their numbers above and below in turn where they are close. */
function placePoints(run: readonly RunRow[], width: number): Point[] {
  const places = new Set(run.map(({ figures }) => placeOf(figures.bytes)));
  return run.map((row) => {
    const near = run.filter(({ figures }) => placeOf(figures.bytes) === placeOf(row.figures.bytes));
    const step = Math.min(18, (0.7 * width) / (places.size + 1) / near.length);
    const index = near.indexOf(row);
    const shown = row.difference?.shown ?? 'not shown';
    const colour = isEffect(shown) ? effectColours[shown] : colours.quiet;
    return {
      x: placeOf(row.figures.bytes),
      y: inPercent(row.figures.accuracy),
      colour: row.isBaseline ? colours.second : colour,
      filled: row.isBaseline || isEffect(shown),
      label: String(row.place),
      labelBelow: step < 14 && index % 2 === 1,
      shift: step * (index - (near.length - 1) / 2),
    };
  });
}

/** `20k`: short enough for a phone. */
function shortBytes(bytes: number): string {
  return bytes < 1000 ? String(bytes) : `${grouped(bytes / 1000)}k`;
}

/** To two digits. */
function placeOf(bytes: number): number {
  return Number(bytes.toPrecision(2));
}

function inPercent({ mean, low, high }: Interval): Interval {
  return { mean: 100 * mean, low: 100 * low, high: 100 * high };
}

// The effects as a forest plot: each method's difference to scratch with its interval, all on one axis about 0.
import type { CustomSeriesRenderItem } from 'echarts';
import type { Difference, Summary, SummaryRow } from '../../../lab/summarize.ts';
import { axisOption, evenAxis, roomFor } from '../../axis.ts';
import { axisStyle, chart, colours } from '../../chart.ts';
import { type Html, html } from '../../html.ts';
import { marker, whisker } from '../../plot.ts';
import { effectColours, isEffect } from '../effect-colours.ts';
import { pointsOf, sentenceOf } from '../wording.ts';

type ComparedRow = SummaryRow & { readonly difference: Difference; readonly place: number };

/** A tenth of a point: the least that the axis makes room for. */
const least = 0.1;
const rowHeight = 26;

/** Nothing where nothing has been compared. */
export function forestPlot({ rows }: Summary): Html {
  const compared = rows.flatMap((row, i): ComparedRow[] =>
    row.difference ? [{ ...row, difference: row.difference, place: i + 1 }] : [],
  );
  if (compared.length === 0) return html``;
  const description = `points to scratch with 95 % intervals: ${compared.map(sentenceOf).join('; ')}`;
  const height = compared.length * rowHeight + 62;
  const drawn = (width: number) => chart(description, width, height, draw(compared, width));
  return html`<h2>Effects</h2>
<p class="quiet">Points of test accuracy over scratch, paired by seed, with 95 % intervals; numbers are the table’s rows. Filled: shown above (green) or below
scratch (red). An interval that leaves the drawing ends without a cap, and a single seed has none.</p>
<div class="wide">${drawn(960)}</div>
<div class="narrow">${drawn(360)}</div>`;
}

function draw(compared: readonly ComparedRow[], width: number) {
  const intervals = compared.map(({ difference: { mean, low, high } }) => ({
    mean: 100 * mean,
    low: 100 * low,
    high: 100 * high,
  }));
  const { low, high } = roomFor([...intervals, { mean: 0, low: 0, high: 0 }], least);
  const x = evenAxis(Math.min(low, -least), Math.max(high, least));
  const isWide = width > 500;
  const [left, right] = isWide ? [330, 190] : [120, 14];
  const renderItem: CustomSeriesRenderItem = ({ dataIndex }, api) => {
    const { mean, ...bounds } = intervals[dataIndex];
    const { shown, pairs } = compared[dataIndex].difference;
    const colour = isEffect(shown) ? effectColours[shown] : colours.quiet;
    const [centre, y] = api.coord([Math.min(x.max, Math.max(x.min, mean)), dataIndex]);
    const at = (value: number) => api.coord([Math.min(x.max, Math.max(x.min, value)), dataIndex])[0];
    const ends = pairs > 1 ? [bounds.low, bounds.high] : [];
    return {
      type: 'group',
      children: [
        ...(pairs > 1 ? [whisker(colour, at(bounds.low), y, at(bounds.high), y)] : []),
        ...ends
          .filter((end) => end >= x.min && end <= x.max)
          .map((end) => whisker(colour, at(end), y - 4, at(end), y + 4)),
        marker(colour, isEffect(shown), centre, y),
      ],
    };
  };
  const names = (texts: readonly string[], room: number, position: 'left' | 'right') => ({
    ...axisStyle,
    type: 'category',
    inverse: true,
    position,
    data: [...texts],
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: {
      ...axisStyle.axisLabel,
      color: position === 'left' ? colours.ink : colours.quiet,
      interval: 0,
      width: room,
      overflow: 'truncate',
    },
  });
  return {
    grid: { left, right, top: 8, bottom: 52 },
    xAxis: { ...axisOption(x, 'points to scratch', 30), splitLine: { show: true, lineStyle: { color: colours.rule } } },
    yAxis: [
      names(
        compared.map(({ name, place }) => `${place}  ${name}`),
        left - 14,
        'left',
      ),
      ...(isWide
        ? [
            names(
              compared.map(({ difference }) => figuresOf(difference)),
              right - 14,
              'right',
            ),
          ]
        : []),
    ],
    series: [
      zeroLine(compared.length),
      { type: 'custom', z: 5, data: intervals.map(({ mean }, i) => [mean, i]), renderItem },
    ],
  };
}

/** `+0.22 (+0.14 to +0.30)`. */
function figuresOf(difference: Difference): string {
  const [mean, low, high] = pointsOf(difference);
  return difference.pairs > 1 ? `${mean} (${low} to ${high})` : `${mean} (1 seed)`;
}

function zeroLine(count: number) {
  const renderItem: CustomSeriesRenderItem = (_, api) => {
    const [x, top] = api.coord([0, 0]);
    const [, bottom] = api.coord([0, count - 1]);
    const shape = { x1: x, y1: top - rowHeight / 2, x2: x, y2: bottom + rowHeight / 2 };
    return { type: 'line', shape, style: { stroke: colours.quiet, lineWidth: 1.5 } };
  };
  return { type: 'custom', data: [[0, 0]], renderItem };
}

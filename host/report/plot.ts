// Drawings of means with their intervals, each made for a wide and for a narrow screen: a phone shows text in its own size, not scaled down.
import type { CustomSeriesRenderItem } from 'echarts';
import type { EChartsCoreOption } from 'echarts/core';
import type { Interval } from '../distill/paired-interval.ts';
import type { Axis } from './axis.ts';
import { chart, colours } from './chart.ts';
import { type Html, html } from './html.ts';
import { lineCount } from './style.ts';

/** Two drawings, of which the page shows the one that fits. @param draw for a width in CSS pixels */
export function plot(description: string, draw: (width: number) => EChartsCoreOption): Html {
  return html`<div class="wide">${chart(description, 720, 380, draw(720))}</div>
<div class="narrow">${chart(description, 328, 320, draw(328))}</div>`;
}

export interface Point {
  readonly x: number;
  readonly y: Interval;
  readonly colour: string;
  /** An outline where nothing is shown. */
  readonly filled: boolean;
  /** Written above, or below. */
  readonly label?: string;
  readonly labelBelow?: boolean;
  /** Pixels to the right of `x`, for points that would lie on each other. */
  readonly shift?: number;
}

/** Of a mean with its interval, in pixels: a line of the interval or its cap. */
export function whisker(colour: string, x1: number, y1: number, x2: number, y2: number) {
  return { type: 'line' as const, shape: { x1, y1, x2, y2 }, style: { stroke: colour, lineWidth: 1.5 } };
}

/** The mean itself; an outline where nothing is shown. */
export function marker(colour: string, filled: boolean, cx: number, cy: number) {
  return {
    type: 'circle' as const,
    shape: { cx, cy, r: 4 },
    style: { fill: filled ? colour : 'var(--paper)', stroke: colour, lineWidth: 1.5 },
  };
}

/** Points with whiskers; a whisker beyond the axis ends at its edge, without a cap. */
export function pointSeries(points: readonly Point[], { min, max }: Axis) {
  const renderItem: CustomSeriesRenderItem = ({ dataIndex }, api) => {
    const { x, y, colour, filled, label, labelBelow, shift = 0 } = points[dataIndex];
    const at = (value: number) => api.coord([x, value])[1];
    const [centre, middle] = [api.coord([x, y.mean])[0] + shift, at(y.mean)];
    const [low, high] = Number.isFinite(y.low) ? [Math.max(y.low, min), Math.min(y.high, max)] : [y.mean, y.mean];
    const cap = (value: number) => whisker(colour, centre - 4, at(value), centre + 4, at(value));
    const text = {
      text: label ?? '',
      x: centre,
      y: labelBelow ? at(low) + 6 : at(high) - 6,
      align: 'center' as const,
      verticalAlign: labelBelow ? ('top' as const) : ('bottom' as const),
      fill: colours.ink,
      fontSize: 11,
    };
    return {
      type: 'group',
      children: [
        whisker(colour, centre, at(low), centre, at(high)),
        ...[y.low, y.high].filter((bound) => bound >= min && bound <= max).map(cap),
        marker(colour, filled, centre, middle),
        { type: 'text', style: text },
      ],
    };
  };
  return { type: 'custom', z: 5, data: points.map(({ x, y }) => [x, y.mean]), renderItem };
}

/** A line through `data` without symbols. */
export function lineSeries(
  data: readonly (readonly [x: number, y: number])[],
  colour: string,
  type: string,
  width = 2,
) {
  return {
    type: 'line',
    data,
    showSymbol: data.length === 1,
    lineStyle: { color: colour, width, type },
    itemStyle: { color: colour },
  };
}

const dashes = ['solid', 'dashed', 'dotted'];

/** The `index`th of the lines that can be told apart, by colour and by dashes. */
export function lineLook(index: number): { readonly colour: string; readonly dash: string } {
  return { colour: `var(--line-${index % lineCount})`, dash: dashes[index % dashes.length] };
}

/** Which line is which. */
export function keys(
  entries: readonly { readonly name: string; readonly colour: string; readonly dash: string }[],
): Html {
  const pattern: Record<string, string> = { solid: 'none', dashed: '6 3', dotted: '2 3' };
  return html`<ul class="keys">${entries.map(
    ({ name, colour, dash }) =>
      html`<li><svg aria-hidden="true" width="28" height="8"><line x1="0" x2="28" y1="4" y2="4" stroke="${colour}" stroke-width="2" stroke-dasharray="${pattern[dash]}"/></svg>${name}</li>`,
  )}</ul>`;
}

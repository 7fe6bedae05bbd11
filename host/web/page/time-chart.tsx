// One chart over time: lines with bands, events as vertical marks, its figures in a legend that follows the cursor.
import { useEffect, useMemo, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { BoardEvent } from '../../../device-bridge/monitor/board-events.ts';
import { Defined } from './figure.tsx';
import { useTheme } from './theme.ts';

export interface Line {
  readonly name: string;
  /** A CSS variable, such as `--line-0`. */
  readonly colour: string;
  /** One for each time; null: none. */
  readonly values: readonly (number | null)[];
  /** Ends of an interval around the values. */
  readonly low?: readonly (number | null)[];
  readonly high?: readonly (number | null)[];
}

export interface TimeChartProps {
  readonly name: string;
  readonly definition: string;
  /** Seconds since 1970. */
  readonly times: readonly number[];
  readonly lines: readonly Line[];
  readonly events: readonly BoardEvent[];
  readonly format: (value: number) => string;
  /** Whether values are shares, which end at 1. */
  readonly isShare?: boolean;
  /** The axis ends with the last of `times` and is this long, in seconds. */
  readonly span: number;
  /** A dashed line across. */
  readonly limit?: number;
  /** In place of the chart, where there is nothing to draw. */
  readonly empty?: string;
}

const height = 150;

export function TimeChart(props: TimeChartProps) {
  const { name, definition, lines, empty } = props;
  return (
    <section class="chart" aria-label={name}>
      <h3>
        <Defined name={name} definition={definition} />
      </h3>
      {empty === undefined ? <Plot {...props} /> : <p class="quiet empty">{empty}</p>}
      {empty === undefined && (
        <p class="hidden" data-summary>
          {lines.map((line) => summaryOf(line, props.format)).join('; ')}
        </p>
      )}
    </section>
  );
}

function summaryOf({ name, values }: Line, format: (value: number) => string): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return `${name}: nothing yet`;
  const [least, most] = [Math.min(...known), Math.max(...known)];
  return `${name}: now ${format(known[known.length - 1])}, from ${format(least)} to ${format(most)}`;
}

function Plot(props: TimeChartProps) {
  const { name, times, lines } = props;
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const latest = useRef(props);
  latest.current = props;
  const theme = useTheme();
  const shape = lines.map((line) => `${line.name} ${line.colour} ${line.low !== undefined}`).join();
  const data = useMemo(() => dataOf(times, lines), [times, lines]);
  useEffect(() => {
    const element = place.current!;
    const made = new uPlot(optionsOf(latest, element.clientWidth, theme), data, element);
    plot.current = made;
    showLatest(made);
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [shape, theme]);
  useEffect(() => {
    plot.current?.setData(data);
    if (plot.current) showLatest(plot.current);
  }, [data]);
  return <div ref={place} class="plot" role="img" aria-label={`${name} over time; its figures stand below`} />;
}

/** The legend's figures are the last ones, unless the cursor points at others. */
function showLatest(plot: uPlot): void {
  if ((plot.cursor.left ?? -1) < 0) plot.setLegend({ idx: plot.data[0].length - 1 });
}

function dataOf(times: readonly number[], lines: readonly Line[]): uPlot.AlignedData {
  const columns = lines.flatMap(({ values, low, high }) => (low && high ? [values, low, high] : [values]));
  return [times, ...columns].map((column) => Array.from(column)) as unknown as uPlot.AlignedData;
}

function optionsOf(
  latest: { readonly current: TimeChartProps },
  width: number,
  theme: (variable: string) => string,
): uPlot.Options {
  const { lines, format, limit } = latest.current;
  const say = (_: uPlot, value: number | null) => (value === null || value === undefined ? '–' : format(value));
  const axis = {
    stroke: theme('--quiet'),
    grid: { stroke: theme('--rule'), width: 1 },
    ticks: { stroke: theme('--rule'), width: 1, size: 4 },
    font: '12px system-ui, sans-serif',
  };
  const series: uPlot.Series[] = [{ label: 'time', value: '{HH}:{mm}:{ss}' }];
  const bands: uPlot.Band[] = [];
  for (const { name, colour, low } of lines) {
    series.push({ label: name, stroke: theme(colour), width: 2, value: say, spanGaps: true, points: { show: false } });
    if (!low) continue;
    const at = series.length;
    bands.push({ series: [at + 1, at], fill: `color-mix(in srgb, ${theme(colour)} 18%, transparent)` });
    for (const end of ['low', 'high'])
      series.push({ label: `${name}, ${end}`, value: say, spanGaps: true, points: { show: false }, class: 'interval' });
  }
  return {
    ...{ width, height, series, bands },
    padding: [8, 8, 0, 0],
    cursor: { sync: { key: 'time' }, points: { size: 6 }, drag: { x: false, y: false } },
    legend: { live: true },
    scales: {
      x: { time: true, range: (_, __, last) => [last - latest.current.span, last] },
      y: { range: () => rangeOf(latest.current) },
    },
    axes: [
      {
        ...axis,
        size: 30,
        values: (_, times) => times.map((time) => new Date(1000 * time).toLocaleTimeString('en-GB').slice(0, 8)),
        space: 70,
      },
      { ...axis, size: 58, values: (_, values) => values.map(format) },
    ],
    hooks: {
      draw: [(made) => drawMarks(made, latest.current.events, theme, limit)],
      setCursor: [(made) => void ((made.cursor.left ?? -1) < 0 && showLatest(made))],
    },
  };
}

/** A little more than the values and the limit; intervals may leave the chart, for those of the first seconds are wide. */
function rangeOf({ lines, isShare, limit }: TimeChartProps): [number, number] {
  const known = lines.flatMap(({ values }) => values.filter((value) => value !== null));
  if (known.length === 0) return [0, 1];
  const [least, most] = [Math.min(...known), Math.max(...known, ...(limit === undefined ? [] : [limit]))];
  if (isShare) return [Math.max(0, Math.floor(10 * least - 0.5) / 10), 1];
  const room = Math.max(most - least, most > 0 ? 0.1 * most : 0.1) * 0.15;
  return [least >= 0 && (least < most / 2 || most === 0) ? 0 : least - room, most === 0 ? 1 : most + room];
}

/** Events as thin lines, troubles in another colour and dashed; the limit across. */
function drawMarks(
  plot: uPlot,
  events: readonly BoardEvent[],
  theme: (variable: string) => string,
  limit: number | undefined,
): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  const line = (from: readonly [number, number], to: readonly [number, number], colour: string, dash: number[]) => {
    ctx.beginPath();
    ctx.strokeStyle = colour;
    ctx.lineWidth = ratio;
    ctx.setLineDash(dash);
    ctx.moveTo(...from);
    ctx.lineTo(...to);
    ctx.stroke();
  };
  for (const { atMs, isTrouble } of events) {
    const x = plot.valToPos(atMs / 1000, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    const colour = theme(isTrouble ? '--bad' : '--good');
    line([x, bbox.top], [x, bbox.top + bbox.height], colour, isTrouble ? [4 * ratio, 3 * ratio] : []);
  }
  if (limit !== undefined) {
    const y = plot.valToPos(limit, 'y', true);
    if (y >= bbox.top && y <= bbox.top + bbox.height)
      line([bbox.left, y], [bbox.left + bbox.width, y], theme('--bad'), [6 * ratio, 4 * ratio]);
  }
  ctx.restore();
}

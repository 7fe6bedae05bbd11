// Errors against temperature, where rows differ only in that: a line for each network.
import { sha256OfJson } from '../../../artifact/digest.ts';
import type { Interval } from '../../../distill/paired-interval.ts';
import type { RowFigures, Summary, SummaryRow } from '../../../lab/summarize.ts';
import { type Axis, axisOption, evenAxis, logAxis, roomFor } from '../../axis.ts';
import { type Html, html } from '../../html.ts';
import { keys, lineLook, lineSeries, plot, pointSeries } from '../../plot.ts';
import { isEffect } from '../effect-colours.ts';
import { meanCount } from '../wording.ts';

interface SweepPoint {
  readonly temperature: number;
  readonly row: SummaryRow;
  readonly errors: Interval;
}

/** Points of one network in the order of the temperature, and scratch on the same network. */
interface SweepLine {
  readonly name: string;
  readonly points: readonly SweepPoint[];
  readonly scratch?: Interval;
}

export function temperatureSweeps({ rows }: Summary): Html {
  const sweeps = findSweeps(rows);
  if (sweeps.length === 0) return html``;
  return html`<h2>Errors against temperature</h2>
<p class="quiet">Errors on the test split, mean over the seeds with 95 % intervals; filled points are shown to differ from scratch, which is the thin
line of the same colour.</p>
${sweeps.map(
  ({ title, lines }) => html`<h3>${title}</h3>
${keys(lines.map(({ name }, i) => ({ name, ...lineLook(i) })))}
${plot(describe(title, lines), () => draw(lines))}`,
)}`;
}

/** One for each method with its other options; only lines of two temperatures or more. */
function findSweeps(rows: readonly SummaryRow[]): { readonly title: string; readonly lines: readonly SweepLine[] }[] {
  const sweeps = new Map<string, { title: string; lines: Map<string, SweepPoint[]> }>();
  for (const row of rows) {
    const { method, options, data, ...rest } = row.configuration;
    const { temperature, ...others } = options;
    if (typeof temperature !== 'number' || !row.figures) continue;
    const key = sha256OfJson([method, others, data]);
    const sweep = sweeps.get(key) ?? { title: titleOf(method, others, data.name), lines: new Map() };
    const line = sha256OfJson({ ...rest, seed: 0 });
    const point = { temperature, row, errors: errorsOf(row.figures) };
    sweep.lines.set(line, [...(sweep.lines.get(line) ?? []), point]);
    sweeps.set(key, sweep);
  }
  return [...sweeps.values()]
    .map(({ title, lines }) => ({
      title,
      lines: [...lines.values()].filter((points) => points.length > 1).map((points) => lineOf(points, rows)),
    }))
    .filter(({ lines }) => lines.length > 0);
}

function titleOf(method: string, options: Readonly<Record<string, unknown>>, data: string): string {
  const settings = Object.entries(options).map(([name, value]) => `${name} ${String(value)}`);
  return [`${method} on ${data}`, ...settings].join(', ');
}

function lineOf(points: readonly SweepPoint[], rows: readonly SummaryRow[]): SweepLine {
  const [{ row }] = points;
  const { network } = row.configuration;
  const scratch = rows.find(({ name, figures }) => figures && name === row.baseline);
  return {
    name: `${network.name}, ${meanCount(row.figures!.parameters)} parameters`,
    points: points.toSorted((a, b) => a.temperature - b.temperature),
    scratch: scratch?.figures && errorsOf(scratch.figures),
  };
}

function errorsOf({ accuracy, errors, total }: RowFigures): Interval {
  return { mean: errors, low: (1 - accuracy.high) * total, high: (1 - accuracy.low) * total };
}

function draw(lines: readonly SweepLine[]) {
  const points = lines.flatMap((line) => line.points);
  const errors = [...points.map((point) => point.errors), ...lines.flatMap(({ scratch }) => scratch ?? [])];
  const temperatures = points.map(({ temperature }) => temperature);
  const x = axisFor(Math.min(...temperatures) / 1.15, Math.max(...temperatures) * 1.15, 4);
  const y = errorAxis(errors);
  return {
    grid: { left: 58, right: 14, top: 14, bottom: 48 },
    xAxis: axisOption(x, 'temperature', 30),
    yAxis: axisOption(y, 'errors', 42),
    series: lines.flatMap((line, i) => {
      const { colour, dash } = lineLook(i);
      const course = line.points.map(({ temperature, errors: { mean } }) => [temperature, mean] as const);
      const drawn = line.points.map(({ temperature, errors: interval, row }) => ({
        x: temperature,
        y: interval,
        colour,
        filled: row.difference !== undefined && isEffect(row.difference.shown),
        shift: 5 * (i - (lines.length - 1) / 2),
      }));
      const { scratch } = line;
      const level = scratch ? [[x.min, scratch.mean] as const, [x.max, scratch.mean] as const] : [];
      return [lineSeries(course, colour, dash), lineSeries(level, colour, 'solid', 1), pointSeries(drawn, y)];
    }),
  };
}

/** Networks of different size differ by factors in their errors: logarithmic, unless one is 0. */
function errorAxis(errors: readonly Interval[]): Axis {
  const means = errors.map(({ mean }) => mean);
  const { low, high } = roomFor(errors, 1);
  const least = Math.min(...means);
  return least > 0 ? axisFor(Math.max(low, least / 2) / 1.05, high * 1.05, 3) : evenAxis(Math.max(0, low), high);
}

/** Logarithmic where the values span a factor of `span` or more. @param low above 0 */
function axisFor(low: number, high: number, span: number): Axis {
  return high / low >= span ? logAxis(low, high) : evenAxis(low, high);
}

function describe(title: string, lines: readonly SweepLine[]): string {
  const texts = lines.map(({ name, points, scratch }) => {
    const course = points.map(({ temperature, errors }) => `${meanCount(errors.mean)} at ${temperature}`).join(', ');
    return `${name}: ${course}${scratch ? `, scratch ${meanCount(scratch.mean)}` : ''}`;
  });
  return `errors against temperature, ${title}. ${texts.join('; ')}`;
}

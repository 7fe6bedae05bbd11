// Axes whose ends and ticks are round numbers, even or logarithmic, and how much of the intervals they make room for. Pure.
import type { Interval } from '../distill/paired-interval.ts';
import { axisStyle } from './chart.ts';

export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
  readonly type: 'value' | 'log';
}

/** About five ticks at multiples of 1, 2 or 5 times a power of ten; both ends are ticks. */
export function evenAxis(low: number, high: number): Axis {
  const span = high - low > 1e-6 * Math.abs(high) ? high - low : Math.abs(high) || 1;
  const rough = span / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * 0.999)!;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  return { min: ticks[0], max: ticks[ticks.length - 1], ticks, type: 'value' };
}

/** Whole numbers alone, such as epochs: from `first` to `last` itself, with at most about six ticks. */
export function wholeAxis(first: number, last: number): Axis {
  const end = Math.max(last, first + 1);
  const { ticks } = evenAxis(first, end);
  const whole = ticks.filter((tick) => Number.isInteger(tick) && tick > first && tick < end);
  const apart = (ticks[1] - ticks[0]) * 0.6;
  const inner = whole.filter((tick) => tick - first >= apart && end - tick >= apart);
  return { min: first, max: end, ticks: [first, ...inner, end], type: 'value' };
}

/** Digits at which a logarithmic axis has its ticks, from few to many. */
const logTicks = [[1], [1, 2, 5], [1, 1.5, 2, 3, 5, 7]];

/**
 * From `low` to `high`, with as few ticks as give three or more; from the ticks around them if fewer lie between.
 * @param low above 0
 */
export function logAxis(low: number, high: number): Axis {
  const [first, last] = [Math.floor(Math.log10(low)) - 1, Math.ceil(Math.log10(high)) + 1];
  const powers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const candidates = logTicks.map((digits) =>
    powers.flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`))),
  );
  for (const all of candidates) {
    const ticks = all.filter((tick) => tick >= low && tick <= high);
    if (ticks.length >= 3) return { min: low, max: high, ticks, type: 'log' };
  }
  const finest = candidates[candidates.length - 1];
  const min = finest.findLast((tick) => tick <= low) ?? low;
  const max = finest.find((tick) => tick >= high && tick > min) ?? 10 * high;
  return { min, max, ticks: finest.filter((tick) => tick >= min && tick <= max), type: 'log' };
}

/** From the lowest to the highest of `intervals`, but no farther from the means than these are apart, or than `least`. */
export function roomFor(
  intervals: readonly Interval[],
  least: number,
): { readonly low: number; readonly high: number } {
  const means = intervals.map(({ mean }) => mean);
  const [lowest, highest] = [Math.min(...means), Math.max(...means)];
  const room = Math.max(highest - lowest, least);
  return {
    low: Math.min(...intervals.map(({ mean, low }) => (Number.isFinite(low) ? Math.max(low, lowest - room) : mean))),
    high: Math.max(
      ...intervals.map(({ mean, high }) => (Number.isFinite(high) ? Math.min(high, highest + room) : mean)),
    ),
  };
}

/** As ECharts takes it. */
export function axisOption(
  { min, max, ticks, type }: Axis,
  name: string,
  nameGap: number,
  label: (tick: number) => string = String,
) {
  const customValues = [...ticks];
  return {
    ...axisStyle,
    type,
    min,
    max,
    name,
    nameGap,
    axisTick: { ...axisStyle.axisTick, customValues },
    axisLabel: { ...axisStyle.axisLabel, customValues, formatter: (value: number) => label(value), hideOverlap: true },
    splitLine: { show: false },
  };
}

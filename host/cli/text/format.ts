// Intervals and tables as text for people.

import { grouped, percent } from '../../../proto/numbers.ts';
import type { Proportion } from '../../validate/statistics.ts';
import { escapeName } from './escape-control.ts';

export { grouped, percent };

/** `10,414 of 24,288`. */
export function shareOf(used: number, available: number): string {
  return `${grouped(used)} of ${grouped(available)}`;
}

/** `98.20 % (97.92 – 98.45 %)`: value and 95 % interval. */
export function proportion(share: Proportion): string {
  return `${percent(share.value)} (${interval(share)})`;
}

/** `97.92 – 98.45 %`. */
export function interval({ low, high }: Pick<Proportion, 'low' | 'high'>): string {
  return `${(100 * low).toFixed(2)} – ${(100 * high).toFixed(2)} %`;
}

/** Two columns, the first padded. */
export function table(rows: readonly (readonly [label: string, value: string])[]): string {
  const shown = rows.map((row) => row.map(escapeName));
  const width = Math.max(...shown.map(([label]) => label.length));
  return shown.map(([label, value]) => `${label.padEnd(width)}  ${value}`).join('\n');
}

/** Columns under their headings, the ones named in `right` aligned to the right. */
export function columns(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  right: ReadonlySet<number>,
): string {
  const shown = rows.map((row) => row.map(escapeName));
  const widths = headings.map((heading, i) => Math.max(heading.length, ...shown.map((row) => row[i].length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (right.has(i) ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join('  ')
      .trimEnd();
  return [line(headings), ...shown.map(line)].join('\n');
}

// Numbers and times as the page writes them: grouped, and with as many digits as say something.

import { grouped as groupedCount, hex32 } from '../../../proto/numbers.ts';
import type { Count } from '../wilson.ts';
import { wilsonInterval } from '../wilson.ts';

export function grouped(value: number): string {
  return groupedCount(Math.round(value));
}

/** `share`: 0…1. Never `100 %` of what is less. */
export function percent(share: number, digits = 1): string {
  const text = (100 * share).toFixed(digits);
  return `${share < 1 && Number(text) === 100 ? (100 - 10 ** -digits).toFixed(digits) : text} %`;
}

/** `98.2 % (97.1 – 98.9 %)`, or a dash. */
export function interval(count: Count): { readonly value: string; readonly range: string } {
  const wilson = wilsonInterval(count);
  if (!wilson) return { value: '–', range: 'none compared yet' };
  return {
    value: percent(wilson.value),
    range: `${(100 * wilson.low).toFixed(1)} – ${percent(wilson.high)} · ${grouped(count.count)} of ${grouped(count.total)}`,
  };
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ms`;
}

export function clock(atMs: number): string {
  return new Date(atMs).toLocaleTimeString('en-GB');
}

export function hex(id: number): string {
  return `0x${hex32(id)}`;
}

/** `2026-11-30 14:05:09`, of this computer's clock. */
export function day(atMs: number): string {
  return `${new Date(atMs).toLocaleDateString('en-CA')} ${clock(atMs)}`;
}

export function bytes(count: number): string {
  return count < 1e9 ? `${(count / 1e6).toFixed(1)} MB` : `${(count / 1e9).toFixed(2)} GB`;
}

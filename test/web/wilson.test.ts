// The interval that the page shows.
import { describe, expect, it } from 'vitest';
import { sumOfLast, wilsonInterval } from '../../host/web/wilson.ts';

describe("Wilson's interval", () => {
  it('is the one of the literature', () => {
    // Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263, and 15 of 148.
    const first = wilsonInterval({ count: 81, total: 263 })!;
    expect([first.low, first.high].map((end) => end.toFixed(4))).toEqual(['0.2553', '0.3662']);
    const second = wilsonInterval({ count: 15, total: 148 })!;
    expect([second.low, second.high].map((end) => end.toFixed(4))).toEqual(['0.0624', '0.1605']);
  });

  it('ends at 0 and 1 where nothing or everything counts, and is none of nothing', () => {
    expect(wilsonInterval({ count: 0, total: 20 })).toMatchObject({ value: 0, low: 0 });
    expect(wilsonInterval({ count: 1, total: 1 })).toMatchObject({ value: 1, high: 1 });
    expect(wilsonInterval({ count: 0, total: 0 })).toBeUndefined();
  });

  it('sums over the window alone', () => {
    const counts = [1, 2, 3].map((total) => ({ count: 1, total }));
    expect(sumOfLast(counts, 2)).toEqual({ count: 2, total: 5 });
  });
});

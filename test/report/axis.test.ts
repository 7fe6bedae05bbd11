import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evenAxis, logAxis, roomFor } from '../../host/report/axis.ts';

describe('axes', () => {
  it('have round ticks', () => {
    expect(evenAxis(94.4, 99.3)).toEqual({ min: 94, max: 100, ticks: [94, 95, 96, 97, 98, 99, 100], type: 'value' });
    expect(evenAxis(0, 0).ticks).toContain(0);
    expect(logAxis(0.9, 25).ticks).toEqual([1, 2, 5, 10, 20]);
    expect(logAxis(0.0005, 40).ticks).toEqual([0.001, 0.01, 0.1, 1, 10]);
  });

  it('take in their values and have two ticks or more, whatever these are', () => {
    const positive = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        for (const { min, max, ticks } of [evenAxis(low, high), logAxis(low, high)]) {
          expect(min).toBeLessThanOrEqual(low * (1 + 1e-6));
          expect(max).toBeGreaterThanOrEqual(high * (1 - 1e-6));
          expect(ticks.length).toBeGreaterThanOrEqual(2);
          expect(ticks.length).toBeLessThan(25);
        }
      }),
    );
  });

  it('make room for intervals only as far as the means lie apart', () => {
    const wide = { mean: 5, low: -100, high: 100 };
    expect(roomFor([wide, { mean: 7, low: 6.5, high: 7.5 }], 1)).toEqual({ low: 3, high: 9 });
    const single = { mean: 5, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
    expect(roomFor([single], 1)).toEqual({ low: 5, high: 5 });
  });
});

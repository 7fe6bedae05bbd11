// The drift test: its false alarms over clean runs counted, and how soon it hears a change.
import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../host/artifact/random.ts';
import { DriftTest, driftAlpha } from '../../host/web/drift.ts';

const classes = 10;

/** Predictions of a classifier whose confidence is a skewed noise and whose classes come at these rates. */
function play(test: DriftTest, random: Random, predictions: number, doubt: number, favoured = 0): boolean {
  let isAlarmed = false;
  for (let i = 0; i < predictions; i++) {
    const label = random.next() < favoured ? 3 : random.integer(classes);
    isAlarmed = test.take(label, 1 - doubt * random.next() ** 3) || isAlarmed;
  }
  return isAlarmed;
}

describe('the drift test', () => {
  it('raises at most the stated share of false alarms over 100 clean runs', () => {
    let alarms = 0;
    for (let run = 0; run < 100; run++) {
      alarms += play(new DriftTest(classes, run), createRandom(1000 + run), 5000, 0.4) ? 1 : 0;
    }
    // At most 1 of 100 is expected; 4 or more of 100 have a probability below 2 %.
    expect(alarms).toBeLessThanOrEqual(100 * driftAlpha + 2);
  });

  it('does not raise more of them over a hundred times as many predictions', () => {
    for (let run = 0; run < 3; run++)
      expect(play(new DriftTest(4, run), createRandom(1000 + run), 200_000, 0.4)).toBe(false);
  });

  it('hears that confidence fell, soon after the start and after a long time', () => {
    for (const before of [200, 50_000]) {
      const [test, random] = [new DriftTest(classes), createRandom(7)];
      expect(play(test, random, before, 0.2)).toBe(false);
      expect(play(test, random, 400, 0.9)).toBe(true);
      expect(test.state.alarmAt).toBeLessThan(before + 400);
    }
  });

  it('hears that the class mix changed, though confidence did not', () => {
    const [test, random] = [new DriftTest(classes), createRandom(8)];
    expect(play(test, random, 2000, 0.4)).toBe(false);
    expect(play(test, random, 1000, 0.4, 0.5)).toBe(true);
  });

  it('keeps its alarm, and its wealth finite, however long a change lasts', () => {
    const [test, random] = [new DriftTest(classes), createRandom(9)];
    play(test, random, 500, 0.1);
    play(test, random, 30_000, 1);
    const { alarmAt, log10Wealth } = test.state;
    expect(alarmAt).toBeLessThan(1000);
    expect(Number.isFinite(log10Wealth)).toBe(true);
  });

  it('starts with a wealth of 1', () => {
    expect(new DriftTest(classes).state).toEqual({ seen: 0, log10Wealth: 0, alarmAt: undefined });
  });
});

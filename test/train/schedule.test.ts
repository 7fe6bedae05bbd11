import { describe, expect, it } from 'vitest';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { learningRateAt, type Schedule } from '../../host/train/schedule.ts';
import { trainNetwork } from '../../host/train/train.ts';
import type { TrainingOptions } from '../../host/train/training-options.ts';
import { tinyTraining } from '../support/tiny-dataset.ts';

const ratesOf = (schedule: Schedule | undefined, steps = 1000) =>
  Array.from({ length: steps }, (_, step) => learningRateAt(step, steps, 0.5, schedule));

describe('the learning rate', () => {
  it('warms up from a tenth, peaks after a fifth of the run, and falls to nearly nothing', () => {
    expect(learningRateAt(0, 1000, 0.5)).toBeCloseTo(0.05, 10);
    expect(learningRateAt(100, 1000, 0.5)).toBeCloseTo(0.275, 10);
    expect(learningRateAt(200, 1000, 0.5)).toBe(0.5);
    expect(learningRateAt(600, 1000, 0.5)).toBeCloseTo(0.25, 10);
    expect(learningRateAt(999, 1000, 0.5)).toBeLessThan(1e-5);
    expect(learningRateAt(0, 1, 0.5)).toBeCloseTo(0.05, 10);
  });

  it('goes in one cycle by default, which is a cosine warmed up over a fifth of the run', () => {
    expect(ratesOf({ type: 'one-cycle' })).toEqual(ratesOf(undefined));
    expect(ratesOf({ type: 'cosine', warmUp: 0.2 })).toEqual(ratesOf(undefined));
  });

  it('stays where it is constant, behind the warm-up', () => {
    expect(new Set(ratesOf({ type: 'constant' }))).toEqual(new Set([0.5]));
    const warmed = ratesOf({ type: 'constant', warmUp: 0.1 });
    expect([warmed[0], warmed[50]]).toEqual([0.05, 0.275]);
    expect(new Set(warmed.slice(100))).toEqual(new Set([0.5]));
  });

  it('falls along half a cosine from its peak', () => {
    const rates = ratesOf({ type: 'cosine' });
    expect(rates[0]).toBe(0.5);
    expect(rates[250]).toBeCloseTo(0.25 * (1 + Math.SQRT1_2), 12);
    expect(rates[500]).toBeCloseTo(0.25, 12);
    expect(rates[999]).toBeLessThan(1e-5);
  });

  it('falls by a factor from each of the fractions on', () => {
    const rates = ratesOf({ type: 'step', at: [0.5, 0.75], factor: 0.1, warmUp: 0.1 });
    expect([100, 200, 499].map((step) => rates[step])).toEqual([0.5, 0.5, 0.5]);
    expect([500, 749].map((step) => rates[step])).toEqual([0.05, 0.05]);
    expect(rates[750]).toBeCloseTo(0.005, 12);
    expect(ratesOf({ type: 'step', at: [], factor: 0.1 })).toEqual(ratesOf({ type: 'constant' }));
  });

  it('falls geometrically, by the same factor at each step behind the warm-up', () => {
    const rates = ratesOf({ type: 'exponential', end: 0.01, warmUp: 0.2 });
    expect(rates[200]).toBe(0.5);
    expect(rates[600]).toBeCloseTo(0.05, 12);
    expect(learningRateAt(1000, 1000, 0.5, { type: 'exponential', end: 0.01 })).toBeCloseTo(0.005, 12);
    for (let step = 201; step < 1000; step++) expect(rates[step] / rates[step - 1]).toBeCloseTo(0.01 ** (1 / 800), 12);
  });
});

describe('training with a schedule', () => {
  const options: TrainingOptions = { ...tinyTraining };

  it('makes each step at its rate and reports it', async () => {
    const rates: number[] = [];
    const schedule = { type: 'step', at: [0.25], factor: 0.5 } as const;
    await trainNetwork({ ...options, schedule, onEvent: (e) => e.type === 'step' && rates.push(e.learningRate) });
    expect(rates).toEqual([...new Array(5).fill(0.01), ...new Array(15).fill(0.005)]);
  });

  it('ends in the same bytes by default as in one cycle, and in others with another schedule', async () => {
    const digestWith = async (schedule?: Schedule) =>
      digestTrainedNetwork(await trainNetwork({ ...options, schedule }));
    expect(await digestWith({ type: 'one-cycle' })).toBe(await digestWith());
    expect(await digestWith({ type: 'constant' })).not.toBe(await digestWith());
  });
});

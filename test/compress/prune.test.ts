import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CompressionSettingError } from '../../host/compress/compress-errors.ts';
import { countNonZero, pruneByMagnitude, pruneBySaliency, reportSparsity } from '../../host/compress/prune.ts';
import { createPruningTransform, sparsityAt } from '../../host/compress/pruning-schedule.ts';
import type { Weights } from '../../host/network/network.ts';
import { labelLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { createTinyDataset, tinyNetwork } from '../support/tiny-dataset.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';

const { weights } = makeRandomTrained(tinyNetwork, 1);
const kernelOf = (...data: number[]) => ({ shape: [1, data.length], data: Float32Array.from(data) });
const small: Weights = new Map([
  ['a/kernel', kernelOf(0.1, -0.4, 0.2, 0.3)],
  ['a/bias', { shape: [4], data: Float32Array.of(0.01, 0, 0, 0) }],
  ['b/kernel', kernelOf(5, -6, 7, 8)],
]);
const valuesOf = (pruned: Weights, name: string) => [...pruned.get(name)!.data].map((w) => Number(w.toFixed(3)));

describe('pruning by magnitude', () => {
  it('takes the smallest of all kernels, or of each', () => {
    const globally = pruneByMagnitude(small, 0.5);
    expect(valuesOf(globally, 'a/kernel')).toEqual([0, 0, 0, 0]);
    expect(valuesOf(globally, 'b/kernel')).toEqual([5, -6, 7, 8]);
    const byLayer = pruneByMagnitude(small, 0.5, 'layer');
    expect(valuesOf(byLayer, 'a/kernel')).toEqual([0, -0.4, 0, 0.3]);
    expect(valuesOf(byLayer, 'b/kernel')).toEqual([0, 0, 7, 8]);
  });

  it('leaves everything but kernels, and the weights it was given, as they are', () => {
    const pruned = pruneByMagnitude(small, 1);
    expect(pruned.get('a/bias')).toBe(small.get('a/bias'));
    expect(countNonZero(pruned)).toBe(0);
    expect(countNonZero(small)).toBe(8);
  });

  it('leaves as many weights as the sparsity says, none smaller than one that went', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (sparsity) => {
        const pruned = pruneByMagnitude(weights, sparsity);
        const total = countNonZero(weights);
        expect(countNonZero(pruned)).toBe(total - Math.round(sparsity * total));
        const [kept, gone] = [[Infinity], [0]];
        for (const [name, { data }] of weights) {
          if (!name.endsWith('/kernel')) continue;
          const after = pruned.get(name)!.data;
          for (const [i, w] of data.entries()) (after[i] === 0 ? gone : kept).push(Math.abs(w));
        }
        expect(Math.min(...kept)).toBeGreaterThanOrEqual(Math.max(...gone));
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('keeps zeros that are there, and counts them', () => {
    const once = pruneByMagnitude(small, 0.5);
    expect(countNonZero(pruneByMagnitude(once, 0.25))).toBe(4);
    expect(reportSparsity(once)).toEqual([
      { kernel: 'a/kernel', weights: 4, nonZero: 0, sparsity: 1 },
      { kernel: 'b/kernel', weights: 4, nonZero: 4, sparsity: 0 },
    ]);
  });

  it('by saliency takes the least worth, of equals the smallest', () => {
    const worth = new Map([
      ['a/kernel', [1, 0, 0, 1]],
      ['b/kernel', [9, 9, 0, 9]],
    ]);
    const pruned = pruneBySaliency(small, worth, 2 / 8);
    expect(valuesOf(pruned, 'a/kernel')).toEqual([0.1, 0, 0, 0.3]);
    expect(valuesOf(pruned, 'b/kernel')).toEqual([5, -6, 7, 8]);
  });

  it('refuses a sparsity out of range', () => {
    expect(() => pruneByMagnitude(small, 1.2)).toThrow(CompressionSettingError);
    expect(() => pruneByMagnitude(small, Number.NaN)).toThrow('sparsity is NaN: it must be a number in 0 … 1');
  });
});

describe('gradual pruning', () => {
  const trains = { weights, epochs: 9 };
  const sparsityBefore = (transform: ReturnType<typeof createPruningTransform>, epoch: number) =>
    1 - countNonZero(transform.apply(trains.weights, epoch, trains.epochs)) / countNonZero(weights);

  it('follows the cube of what is left of the schedule', () => {
    expect([-1, 0, 0.5, 1, 2].map((t) => sparsityAt(t, 0.2, 0.8))).toEqual([
      expect.closeTo(0.2, 12),
      expect.closeTo(0.2, 12),
      expect.closeTo(0.8 - 0.6 / 8, 12),
      0.8,
      0.8,
    ]);
    const transform = createPruningTransform({ finalSparsity: 0.8, begin: 0.25, end: 0.75 });
    expect(transform.apply(weights, 2, 9)).toBe(weights);
    expect(sparsityBefore(transform, 3)).toBe(0);
    expect(sparsityBefore(transform, 5)).toBeCloseTo(0.7, 2);
    for (const epoch of [7, 8, 9]) expect(sparsityBefore(transform, epoch)).toBeCloseTo(0.8, 2);
  });

  it('is done in the only epoch of a run of one', () => {
    const pruned = createPruningTransform({ finalSparsity: 0.5, end: 1 }).apply(weights, 1, 1);
    expect(countNonZero(pruned) / countNonZero(weights)).toBeCloseTo(0.5, 2);
  });

  it('leaves a network that is trained with keepZeros exactly as sparse as asked', async () => {
    const { train, preprocessing } = createTinyDataset();
    const beforeEpoch = createPruningTransform({ finalSparsity: 0.75 });
    const recipe = { epochs: 5, batchSize: 32, learningRate: 0.01, seed: 1, keepZeros: true };
    const options = { network: tinyNetwork, split: train, preprocessing, loss: labelLoss, beforeEpoch, ...recipe };
    const trained = await trainNetwork(options);
    const total = countNonZero(weights);
    expect(countNonZero(trained.weights)).toBe(total - Math.round(0.75 * total));
  });

  it('refuses a schedule that goes backwards', () => {
    expect(() => createPruningTransform({ finalSparsity: 0.5, begin: 0.9 })).toThrow(
      'begin is 0.9: it must be at most the end, 0.75',
    );
    expect(() => createPruningTransform({ finalSparsity: 0.5, initialSparsity: 0.6 })).toThrow(
      'initialSparsity is 0.6: it must be at most the finalSparsity, 0.5',
    );
  });
});

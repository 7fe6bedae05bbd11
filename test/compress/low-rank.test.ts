import { describe, expect, it } from 'vitest';
import { CompressionSettingError, LayerNotFactorizableError } from '../../host/compress/compress-errors.ts';
import { factorizeLayers, rankOfShare } from '../../host/compress/low-rank.ts';
import type { Layer, Network, TrainedNetwork } from '../../host/network/network.ts';
import { checkWeights, countParameters } from '../../host/network/shapes.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { createTinyDataset, tinyNetwork } from '../support/tiny-dataset.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';

const { test, preprocessing } = createTinyDataset();
const logitsOf = (trained: TrainedNetwork) => computeLogits(trained, test.images, preprocessing);
const layers: Layer[] = [
  { type: 'conv2d', name: 'wide', filters: 12, kernel: [3, 3], strides: [2, 2], padding: 'same', activation: 'relu' },
  { type: 'depthwiseConv2d', name: 'deep', kernel: [3, 3], padding: 'same', activation: 'relu' },
  { type: 'conv2d', name: 'point', filters: 10, kernel: [1, 1], padding: 'valid', useBias: false },
  { type: 'batchNorm', name: 'norm', activation: 'relu6' },
  { type: 'conv2d', name: 'again', filters: 10, kernel: [1, 1], padding: 'valid', inputs: ['norm'] },
  { type: 'add', name: 'sum', inputs: ['again', 'norm'] },
  { type: 'dense', name: 'hidden', units: 40, activation: 'relu' },
  { type: 'dense', name: 'logits', units: 3 },
];
const network: Network = { name: 'factorizable', inputShape: [8, 8, 1], layers };
const trained = makeRandomTrained(network, 5);

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0);
}

/** The kernel of "hidden", [160, 40], that its two factors make. */
function multiplyFactors({ weights }: TrainedNetwork, rank: number): Float32Array {
  const [first, second] = ['hidden-basis/kernel', 'hidden/kernel'].map((name) => weights.get(name)!.data);
  return Float32Array.from({ length: 160 * 40 }, (_, i) => {
    let sum = 0;
    for (let r = 0; r < rank; r++) sum += first[Math.floor(i / 40) * rank + r] * second[r * 40 + (i % 40)];
    return sum;
  });
}

describe('factorizing layers', () => {
  it.each([
    ['wide', 9],
    ['point', 10],
    ['again', 10],
    ['hidden', 40],
    ['logits', 3],
  ])('leaves the function as it is at full rank: %s, %i', async (layer, rank) => {
    const factorized = factorizeLayers(trained, { choice: { rank }, layers: [layer] });
    checkWeights(factorized.network, factorized.weights);
    expect(factorized.network.layers).toHaveLength(network.layers.length + 1);
    expect(largestDifference(await logitsOf(trained), await logitsOf(factorized))).toBeLessThan(1e-4);
  });

  it('leaves the function as it is where the kernel has that rank', async () => {
    const once = factorizeLayers(trained, { choice: { rank: 4 }, layers: ['hidden'] });
    const product = multiplyFactors(once, 4);
    const exact = {
      network,
      weights: new Map(trained.weights).set('hidden/kernel', { shape: [160, 40], data: product }),
    };
    expect(largestDifference(await logitsOf(exact), await logitsOf(once))).toBeLessThan(1e-4);
    const twice = factorizeLayers(exact, { choice: { rank: 4 }, layers: ['hidden'] });
    expect(largestDifference(await logitsOf(exact), await logitsOf(twice))).toBeLessThan(1e-4);
  });

  it('is nearer to the kernel with each rank', () => {
    const kernel = trained.weights.get('hidden/kernel')!.data;
    const distances = [5, 15, 25, 35, 40].map((rank) => {
      const near = multiplyFactors(factorizeLayers(trained, { choice: { rank }, layers: ['hidden'] }), rank);
      return Math.sqrt(near.reduce((sum, value, i) => sum + (value - kernel[i]) ** 2, 0));
    });
    expect(distances).toEqual([...distances].sort((a, b) => b - a));
    expect(distances.at(-1)).toBeLessThan(1e-4);
  });

  it('keeps to the share of parameters, and to layers that become smaller', () => {
    const factorized = factorizeLayers(trained, { choice: { parameterShare: 0.5 } });
    const names = factorized.network.layers.map(({ name }) => name);
    expect(names.filter((name) => name.endsWith('-basis'))).toEqual(
      ['wide', 'point', 'again', 'hidden', 'logits'].map((name) => `${name}-basis`),
    );
    for (const { name } of network.layers) {
      const basis = factorized.weights.get(`${name}-basis/kernel`);
      if (!basis) continue;
      const size = basis.data.length + factorized.weights.get(`${name}/kernel`)!.data.length;
      expect(size).toBeLessThanOrEqual(0.5 * trained.weights.get(`${name}/kernel`)!.data.length);
    }
    expect(countParameters(factorized.network)).toBeLessThan(0.55 * countParameters(network));
    expect(rankOfShare(100, 50, 0.5)).toBe(16);
    expect(rankOfShare(4, 4, 0)).toBe(1);
    expect(rankOfShare(10, 4, 9)).toBe(4);
    expect(factorizeLayers(trained, { choice: { rank: 50 } }).network).toEqual(network);
  });

  it('refuses layers and ranks that it cannot do', () => {
    const factorize =
      (layer: string, rank = 1) =>
      () =>
        factorizeLayers(trained, { choice: { rank }, layers: [layer] });
    expect(factorize('deep')).toThrow(LayerNotFactorizableError);
    expect(factorize('deep')).toThrow('is of type depthwiseConv2d, which has no kernel to factorize; choose from wide');
    expect(factorize('none')).toThrow('layer "none" of network "factorizable" does not exist; choose from wide, point');
    expect(factorize('logits', 4)).toThrow('has rank 3; choose a rank up to that, not 4');
    expect(factorize('logits', 0)).toThrow(CompressionSettingError);
    expect(() => factorizeLayers(trained, { choice: { parameterShare: 2 } })).toThrow(
      'parameterShare is 2: it must be a number in 0 … 1',
    );
    expect(factorizeLayers(makeRandomTrained(tinyNetwork, 1), { choice: { rank: 1 } }).network.layers.length).toBe(9);
  });
});

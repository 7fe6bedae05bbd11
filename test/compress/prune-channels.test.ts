import { describe, expect, it } from 'vitest';
import { CompressionSettingError, NoChannelToPruneError } from '../../host/compress/compress-errors.ts';
import { pruneChannels } from '../../host/compress/prune-channels.ts';
import { perceptron } from '../../host/network/architectures.ts';
import { networkNamed } from '../../host/network/named-networks.ts';
import type { Network, TrainedNetwork } from '../../host/network/network.ts';
import { checkWeights } from '../../host/network/shapes.ts';
import { resNet8 } from '../../host/network/staged-architectures.ts';
import { foldNetwork } from '../../host/quantize/fold.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { createTinyDataset, tinyNetwork } from '../support/tiny-dataset.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';

const { test, preprocessing } = createTinyDataset();
const logitsOf = (trained: TrainedNetwork) => computeLogits(trained, test.images, preprocessing);

/** Everything that channels pass through on their way to the next kernel. */
const network: Network = {
  name: 'straight',
  inputShape: [8, 8, 1],
  layers: [
    { type: 'conv2d', name: 'wide', filters: 12, kernel: [3, 3], strides: [2, 2], padding: 'same', useBias: false },
    { type: 'batchNorm', name: 'wide-norm', activation: 'relu' },
    { type: 'depthwiseConv2d', name: 'deep', kernel: [3, 3], padding: 'same', activation: 'relu6' },
    { type: 'conv2d', name: 'point', filters: 10, kernel: [1, 1], padding: 'valid' },
    { type: 'swish', name: 'swish' },
    { type: 'maxPool2d', name: 'pool', pool: [2, 2], padding: 'same' },
    { type: 'dropout', name: 'drop', rate: 0.2 },
    { type: 'dense', name: 'hidden', units: 9, activation: 'relu' },
    { type: 'dense', name: 'logits', units: 3 },
  ],
};
const trained = makeRandomTrained(network, 5);
/** Whose kernel reads whose channels, and how many kernel entries lie between two of them: outputs of the reader. */
const readers = { wide: ['point', 10], point: ['hidden', 9], hidden: ['logits', 3] } as const;
const channels = { wide: 12, point: 10, hidden: 9 } as const;

/** The whole network, deaf to the channels that went. */
function silence(whole: TrainedNetwork, kept: ReadonlyMap<string, readonly number[]>): TrainedNetwork {
  const weights = new Map(whole.weights);
  for (const [layer, [reader, outputs]] of Object.entries(readers)) {
    const { shape, data } = weights.get(`${reader}/kernel`)!;
    const isLeft = (i: number) =>
      kept.get(layer)!.includes(Math.floor(i / outputs) % channels[layer as keyof typeof channels]);
    weights.set(`${reader}/kernel`, { shape, data: data.map((value, i) => (isLeft(i) ? value : 0)) });
  }
  return { ...whole, weights };
}

describe('pruning channels', () => {
  it.each([
    ['folded', foldNetwork(trained)],
    ['with batch norm', trained],
  ])('computes what the whole network computes without those that went: %s', async (_, whole) => {
    const { pruned, kept } = pruneChannels(whole, 0.5);
    checkWeights(pruned.network, pruned.weights);
    const shapes = ['wide', 'deep', 'point', 'hidden', 'logits'].map(
      (name) => pruned.weights.get(`${name}/kernel`)!.shape,
    );
    expect(shapes).toEqual([
      [3, 3, 1, 6],
      [3, 3, 6, 1],
      [1, 1, 6, 5],
      [20, 5],
      [5, 3],
    ]);
    const [logits, expected] = [await logitsOf(pruned), await logitsOf(silence(whole, kept))];
    expect(Math.max(...logits.map((value, i) => Math.abs(value - expected[i])))).toBeLessThan(1e-5);
    expect(expected.some((value) => Math.abs(value) > 0.1)).toBe(true);
  });

  it('keeps those of largest L1 norm, in their order', () => {
    const two = perceptron([1, 1, 2], 2, [5]);
    const kernel = [3, -1, 0, 4, -2, /**/ 0, -1, 3, 4, 2];
    const random = makeRandomTrained(two, 1);
    const weights = new Map(random.weights).set('hidden1/kernel', { shape: [2, 5], data: Float32Array.from(kernel) });
    const keptAt = (keep: number) => pruneChannels({ network: two, weights }, keep).kept.get('hidden1');
    expect(keptAt(0.2)).toEqual([3]);
    expect(keptAt(0.4)).toEqual([3, 4]);
    expect(keptAt(0.6)).toEqual([0, 3, 4]); // Of the two with 3 the first.
    expect(keptAt(0.8)).toEqual([0, 2, 3, 4]);
    expect(keptAt(0.01)).toEqual([3]);
    const { pruned } = pruneChannels({ network: two, weights }, 0.4);
    expect([...pruned.weights.get('hidden1/kernel')!.data]).toEqual([4, -2, 4, 2]);
  });

  it('leaves channels that a sum ties', () => {
    const site = { name: 'resnet8:4', shape: [8, 8, 1] as const, classes: 3 };
    const whole = foldNetwork(makeRandomTrained(resNet8(site, 4), 2));
    const { pruned, kept } = pruneChannels(whole, 0.5);
    checkWeights(pruned.network, pruned.weights);
    expect([...kept].map(([name, left]) => [name, left.length])).toEqual([
      ['block1a', 2],
      ['block2a', 4],
      ['block3a', 8],
    ]);
  });

  it('leaves channels that a concatenation joins', () => {
    const whole = foldNetwork(makeRandomTrained(networkNamed('fire:2-4', [8, 8, 1], 3), 2));
    const { pruned, kept } = pruneChannels(whole, 0.5);
    checkWeights(pruned.network, pruned.weights);
    expect([...kept].map(([name, left]) => [name, left.length])).toEqual([
      ['first', 4],
      ['fire1-squeeze', 1],
      ['fire2-squeeze', 2],
    ]);
  });

  it('refuses a network of which no channel can go, and shares that are none', () => {
    const prune = (whole: TrainedNetwork, keep: number) => () => pruneChannels(whole, keep);
    const tied = makeRandomTrained(tinyNetwork, 1);
    expect(prune(tied, 0.5)).toThrow(NoChannelToPruneError);
    expect(prune(tied, 0.5)).toThrow(
      'no channel of network "tiny" can be pruned: there is no convolution or hidden dense layer whose channels are neither added nor joined to another’s; use a teacher with',
    );
    expect(prune(makeRandomTrained(perceptron([8, 8, 1], 3, []), 1), 0.5)).toThrow(NoChannelToPruneError);
    expect(prune(makeRandomTrained(perceptron([8, 8, 1], 3, [4]), 1), 0.9)).toThrow(
      'a share of 0.9 keeps all of hidden1; use a smaller one',
    );
    for (const keep of [0, 1, Number.NaN]) {
      expect(prune(trained, keep)).toThrow(CompressionSettingError);
      expect(prune(trained, keep)).toThrow(`keep is ${keep}: it must be a number above 0 and below 1`);
    }
  });
});

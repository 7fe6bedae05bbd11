import { describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { buildModel, inferenceMode } from '../../host/network/model.ts';
import type { Layer, Network, TrainedNetwork } from '../../host/network/network.ts';
import { inferWeightShapes } from '../../host/network/shapes.ts';
import { foldNetwork } from '../../host/quantize/fold.ts';
import { UnsupportedLayerTypeError } from '../../host/quantize/quantize-errors.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';

const network: Network = {
  name: 'with batch-norm',
  inputShape: [8, 8, 2],
  layers: [
    { type: 'conv2d', name: 'conv', filters: 6, kernel: [3, 3], padding: 'same', useBias: false },
    { type: 'batchNorm', name: 'norm1', activation: 'relu' },
    { type: 'depthwiseConv2d', name: 'depthwise', kernel: [3, 3], strides: [2, 2], padding: 'same' },
    { type: 'batchNorm', name: 'norm2', activation: 'relu6', epsilon: 0.01 },
    { type: 'dropout', name: 'dropout', rate: 0.5 },
    { type: 'dense', name: 'dense', units: 7, useBias: false },
    { type: 'batchNorm', name: 'norm3' },
  ],
};

function apply(trained: TrainedNetwork, images: Float32Array): Float32Array {
  const model = buildModel(trained.network, { weights: trained.weights });
  const { inputShape } = trained.network;
  const logits = tf.tidy(() => model.apply(tf.tensor4d(images, [5, ...inputShape]), inferenceMode).dataSync());
  model.dispose();
  return Float32Array.from(logits);
}

describe('foldNetwork', () => {
  it('leaves the function as it was, to 1e-4', () => {
    const trained = makeRandomTrained(network, 3);
    const folded = foldNetwork(trained);
    const random = createRandom(4);
    const images = Float32Array.from({ length: 5 * 8 * 8 * 2 }, () => random.next());
    const [expected, actual] = [apply(trained, images), apply(folded, images)];
    expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(0.1);
    for (const [i, value] of expected.entries()) expect(Math.abs(actual[i] - value)).toBeLessThan(1e-4);
  });

  it('folds one batch-norm after another', () => {
    const layers: Layer[] = [
      { type: 'conv2d', name: 'conv', filters: 3, kernel: [3, 3], padding: 'same' },
      { type: 'batchNorm', name: 'norm1' },
      { type: 'dropout', name: 'dropout', rate: 0.5 },
      { type: 'batchNorm', name: 'norm2', activation: 'relu' },
      { type: 'dense', name: 'dense', units: 4 },
    ];
    const trained = makeRandomTrained({ ...network, layers }, 7);
    const folded = foldNetwork(trained);
    expect(folded.network.layers.map(({ name }) => name)).toEqual(['conv', 'dense']);
    const images = Float32Array.from({ length: 5 * 8 * 8 * 2 }, (_, i) => (i % 17) / 17);
    const [expected, actual] = [apply(trained, images), apply(folded, images)];
    for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 4);
  });

  it('leaves convolutions and dense layers only, each with a bias', () => {
    const { network: folded, weights } = foldNetwork(makeRandomTrained(network, 3));
    expect(folded.layers.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'conv conv2d',
      'depthwise depthwiseConv2d',
      'dense dense',
    ]);
    expect([...weights.keys()].sort()).toEqual([...inferWeightShapes(folded).keys()].sort());
  });

  it.each<[string, Layer[]]>([
    ['it does not follow a convolution', [{ type: 'batchNorm', name: 'norm' }]],
    [
      '"conv" before it has the activation relu; put that on the batch-norm',
      [
        { type: 'conv2d', name: 'conv', filters: 2, kernel: [1, 1], padding: 'same', activation: 'relu' },
        { type: 'batchNorm', name: 'norm' },
      ],
    ],
    [
      '"conv" before it is read by 2 layers',
      [
        { type: 'conv2d', name: 'conv', filters: 2, kernel: [1, 1], padding: 'same' },
        { type: 'batchNorm', name: 'norm' },
        { type: 'add', name: 'add', inputs: ['conv', 'norm'] },
      ],
    ],
    [
      '"conv" before it is read by 2 layers',
      [
        { type: 'conv2d', name: 'conv', filters: 2, kernel: [1, 1], padding: 'same' },
        { type: 'dropout', name: 'dropout', rate: 0.5 },
        { type: 'batchNorm', name: 'norm' },
        { type: 'add', name: 'add', inputs: ['conv', 'norm'] },
      ],
    ],
  ])('refuses a batch-norm that cannot be folded: %s', (reason, layers) => {
    const last: Layer = { type: 'dense', name: 'dense', units: 2 };
    const trained = makeRandomTrained({ name: 'bad', inputShape: [2, 2, 2], layers: [...layers, last] }, 1);
    expect(() => foldNetwork(trained)).toThrow(UnsupportedLayerTypeError);
    expect(() => foldNetwork(trained)).toThrow(`Layer "norm" (batchNorm) cannot be quantized: ${reason}`);
  });
});

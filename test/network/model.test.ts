import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drawInitialWeights } from '../../host/network/initial-weights.ts';
import { buildModel, inferenceMode } from '../../host/network/model.ts';
import type { Network } from '../../host/network/network.ts';
import { addBias, relu, relu6 } from '../../host/tensorflow/native-operations.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { tinyNetwork } from '../support/tiny-dataset.ts';

let tensorsBefore = 0;
beforeEach(() => {
  tensorsBefore = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(tensorsBefore);
});

function drawImages(count: number): tf.Tensor4D {
  return tf.randomUniform([count, 8, 8, 1], 0, 1, 'float32', 7);
}

describe('initial weights', () => {
  const wide: Network = {
    name: 'wide',
    inputShape: [8, 8, 1],
    layers: [
      { type: 'conv2d', name: 'hidden', filters: 400, kernel: [3, 3], padding: 'same', activation: 'relu' },
      { type: 'globalAveragePool', name: 'mean' },
      { type: 'dense', name: 'logits', units: 20 },
    ],
  };

  it('have He’s variance before a swish, too, also behind a batch-norm', () => {
    const [hidden, mean, logits] = wide.layers;
    const linear = { ...hidden, activation: 'linear' } as Network['layers'][number];
    const behind = (...layers: Network['layers']) => {
      const weights = drawInitialWeights({ ...wide, layers: [linear, ...layers, mean, logits] }, 3);
      return weights.get('hidden/kernel')!;
    };
    const rectified = drawInitialWeights(wide, 3).get('hidden/kernel')!;
    expect(behind({ type: 'swish', name: 'swish' })).toEqual(rectified);
    expect(behind({ type: 'batchNorm', name: 'norm' }, { type: 'swish', name: 'swish' })).toEqual(rectified);
    expect(behind()).not.toEqual(rectified);
  });

  it('are the same for the same seed and others for another', () => {
    expect(drawInitialWeights(wide, 3)).toEqual(drawInitialWeights(wide, 3));
    expect(drawInitialWeights(wide, 3)).not.toEqual(drawInitialWeights(wide, 4));
  });

  it("have He's variance before a ReLU, Glorot's bound elsewhere, and biases of 0", () => {
    const weights = drawInitialWeights(wide, 3);
    const squares = weights.get('hidden/kernel')!.data.map((value) => value ** 2);
    expect(squares.reduce((sum, value) => sum + value, 0) / squares.length).toBeCloseTo(2 / 9, 1);
    const largest = weights.get('logits/kernel')!.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(largest).toBeLessThanOrEqual(Math.sqrt(6 / 420));
    expect(largest).toBeGreaterThan(0.99 * Math.sqrt(6 / 420));
    expect(weights.get('hidden/bias')!.data.every((value) => value === 0)).toBe(true);
  });
});

describe('a model', () => {
  it('gives back the weights that it was built from', () => {
    const weights = drawInitialWeights(tinyNetwork, 1);
    const model = buildModel(tinyNetwork, { weights });
    expect(model.weights()).toEqual(weights);
    expect([...model.variables.keys()]).not.toContain('norm/mean');
    model.dispose();
  });

  it('computes what the layers say', () => {
    const network: Network = {
      name: 'by hand',
      inputShape: [2, 2, 1],
      layers: [
        { type: 'conv2d', name: 'conv', filters: 1, kernel: [1, 1], padding: 'same', activation: 'relu' },
        { type: 'add', name: 'sum', inputs: ['conv', 'input'], activation: 'relu6' },
        { type: 'dense', name: 'logits', units: 2 },
      ],
    };
    const model = buildModel(network, {
      weights: new Map([
        ['conv/kernel', { shape: [1, 1, 1, 1], data: Float32Array.of(2) }],
        ['conv/bias', { shape: [1], data: Float32Array.of(-1) }],
        ['logits/kernel', { shape: [4, 2], data: Float32Array.of(1, 0, 1, 0, 1, 0, 1, 1) }],
        ['logits/bias', { shape: [2], data: Float32Array.of(0.5, 0) }],
      ]),
    });
    const logits = tf.tidy(() => model.apply(tf.tensor4d([1, 2, 3, 0.25], [1, 2, 2, 1]), inferenceMode).arraySync());
    // conv: relu(2x − 1) = 1, 3, 5, 0; sum with x, at most 6: 2, 5, 6, 0.25
    expect(logits).toEqual([[13.75, 0.25]]);
    model.dispose();
  });

  it('computes a swish as β·x·σ(x), β being 1.5 unless it is given', () => {
    const network: Network = {
      name: 'swish',
      inputShape: [1, 1, 3],
      layers: [
        { type: 'swish', name: 'first' },
        { type: 'swish', name: 'second', beta: 1 },
      ],
    };
    const swish = (x: number, beta: number) => (beta * x) / (1 + Math.exp(-x));
    const model = buildModel(network, { seed: 1 });
    const [logits] = tf.tidy(() => model.apply(tf.tensor4d([-2, 0.5, 3], [1, 1, 1, 3]), inferenceMode).arraySync());
    for (const [i, x] of [-2, 0.5, 3].entries()) expect(logits[i]).toBeCloseTo(swish(swish(x, 1.5), 1), 6);
    model.dispose();
  });

  it('draws another dropout mask for each step, the same one for the same step and seed', () => {
    const network: Network = {
      name: 'dropped',
      inputShape: [8, 8, 1],
      layers: [
        { type: 'dropout', name: 'drop', rate: 0.5 },
        { type: 'dense', name: 'logits', units: 3 },
      ],
    };
    const model = buildModel(network, { seed: 1 });
    const images = drawImages(2);
    const run = (step: number, seed = 1) =>
      tf.tidy(() => model.apply(images, { training: true, step, seed }).arraySync());
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
    expect(run(1)).not.toEqual(run(1, 2));
    images.dispose();
    model.dispose();
  });

  it('normalizes a batch by its own statistics, and follows them for later use', () => {
    const network: Network = {
      name: 'normalized',
      inputShape: [1, 1, 2],
      layers: [{ type: 'batchNorm', name: 'norm', epsilon: 0 }],
    };
    const model = buildModel(network, { seed: 1 });
    const run = (training: boolean) =>
      tf.tidy(() => model.apply(tf.tensor4d([1, 10, 3, 30], [2, 1, 1, 2]), { step: 0, seed: 1, training }).arraySync());
    expect([...model.weights().get('norm/mean')!.data]).toEqual([0, 0]);
    expect(run(true).map((row) => row.map(Math.round))).toEqual([
      [-1, -1],
      [1, 1],
    ]);
    const { data: mean } = model.weights().get('norm/mean')!;
    const { data: variance } = model.weights().get('norm/variance')!;
    expect(mean[0]).toBeCloseTo(0.1 * 2, 6);
    expect(mean[1]).toBeCloseTo(0.1 * 20, 6);
    expect(variance[1]).toBeCloseTo(0.9 + 0.1 * 100, 5);
    expect(run(false)[1][0]).toBeCloseTo((3 - mean[0]) / Math.sqrt(variance[0]), 5);
    model.dispose();
  });
});

describe("the operations with TensorFlow's own gradients", () => {
  it.each([
    ['relu', relu, tf.relu],
    ['relu6', relu6, tf.relu6],
  ])('%s equals that of tfjs, in value and gradient', (_, ours, theirs) => {
    const [value, gradient, expectedValue, expectedGradient] = tf.tidy(() => {
      const x = tf.tensor2d([-3, -0.5, 0, 0.5, 5, 6, 7, 100], [2, 4]);
      const dy = tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8], [2, 4]);
      return [ours(x), tf.grad(ours)(x, dy), theirs(x), tf.grad(theirs)(x, dy)].map((tensor) => [...tensor.dataSync()]);
    });
    expect(value).toEqual(expectedValue);
    // At 0 and 6 exactly the gradient is a matter of convention.
    const inner = (values: number[]) => [0, 1, 3, 4, 6, 7].map((i) => values[i]);
    expect(inner(gradient)).toEqual(inner(expectedGradient));
  });

  it('a bias is added to each channel, and gathers the gradient of all pixels', () => {
    const [sum, gradient] = tf.tidy(() => {
      const x = tf.zeros([2, 2, 2, 3]);
      const bias = tf.tensor1d([1, 2, 3]);
      return [addBias(x, bias), tf.grad((b) => addBias(x, b))(bias)].map((tensor) => [...tensor.dataSync()]);
    });
    expect(sum.slice(0, 6)).toEqual([1, 2, 3, 1, 2, 3]);
    expect(gradient).toEqual([8, 8, 8]);
  });
});

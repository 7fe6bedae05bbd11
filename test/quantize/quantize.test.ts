import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { buildModel, inferenceMode } from '../../host/network/model.ts';
import type { Network, TrainedNetwork } from '../../host/network/network.ts';
import { quantizeInputTensor, quantizeNetwork } from '../../host/quantize/quantize.ts';
import { CalibrationError, ChannelRangeError } from '../../host/quantize/quantize-errors.ts';
import { quantizeFunction, swish } from '../../host/quantize/quantize-function.ts';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { quantizeInput } from '../../host/reference/quantize-input.ts';
import { createReference } from '../../host/reference/reference.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';

const preprocessing = { scale: 1 / 255, offset: 0 };

/** Every layer type that has an int8 form. */
const network: Network = {
  name: 'all layers',
  inputShape: [12, 12, 3],
  layers: [
    { type: 'conv2d', name: 'conv', filters: 8, kernel: [3, 3], strides: [2, 2], padding: 'same', useBias: false },
    { type: 'batchNorm', name: 'norm', activation: 'relu' },
    { type: 'depthwiseConv2d', name: 'depthwise', kernel: [3, 3], padding: 'same', activation: 'relu6' },
    { type: 'conv2d', name: 'pointwise', filters: 8, kernel: [1, 1], padding: 'valid' },
    { type: 'add', name: 'skip', inputs: ['norm', 'pointwise'], activation: 'relu' },
    { type: 'maxPool2d', name: 'max', pool: [2, 2], strides: [1, 1], padding: 'same' },
    { type: 'averagePool2d', name: 'average', pool: [2, 2], padding: 'valid' },
    { type: 'conv2d', name: 'last', filters: 16, kernel: [2, 2], padding: 'valid' },
    { type: 'batchNorm', name: 'lastNorm' },
    { type: 'swish', name: 'swish' },
    { type: 'globalAveragePool', name: 'mean' },
    { type: 'dropout', name: 'dropout', rate: 0.2 },
    { type: 'dense', name: 'logits', units: 10 },
  ],
};
const pixelsPerSample = 12 * 12 * 3;

/** Smooth random pictures: noise would average out and leave nothing to tell apart. */
function makePictures(count: number, seed: number): Uint8Array {
  const random = createRandom(seed);
  const pictures = new Uint8Array(count * pixelsPerSample);
  for (let sample = 0; sample < count; sample++) {
    const waves = Array.from({ length: 3 }, () => [random.next(), random.next(), 6 * random.next(), random.next()]);
    for (let i = 0; i < pixelsPerSample; i++) {
      const [x, y] = [Math.floor(i / 3) % 12, Math.floor(i / 36)];
      const [fx, fy, phase, strength] = waves[i % 3];
      pictures[sample * pixelsPerSample + i] = 127 + 127 * strength * Math.sin(fx * x + fy * y + phase);
    }
  }
  return pictures;
}

function floatLogits(trained: TrainedNetwork, pictures: Uint8Array): Float32Array {
  const model = buildModel(trained.network, { weights: trained.weights });
  const reals = Float32Array.from(pictures, (pixel) => pixel / 255);
  const logits = tf.tidy(() =>
    model.apply(tf.tensor4d(reals, [pictures.length / pixelsPerSample, 12, 12, 3]), inferenceMode).dataSync(),
  );
  model.dispose();
  return Float32Array.from(logits);
}

const indexOfLargest = (values: ArrayLike<number>) => Array.from(values).indexOf(Math.max(...Array.from(values)));

describe('quantizeNetwork', () => {
  const trained = makeRandomTrained(network, 5);
  let quantized: QuantizedNetwork;
  beforeAll(async () => {
    quantized = await quantizeNetwork(trained, { images: makePictures(300, 1) }, preprocessing);
  });

  it('computes nearly what the float network does, on samples it has not seen', () => {
    const pictures = makePictures(200, 2);
    const expected = floatLogits(trained, pictures);
    const reference = createReference(quantized);
    const { scale, zeroPoint } = quantized.tensors.get(quantized.output)!;
    let squares = 0;
    let agreed = 0;
    for (let sample = 0; sample < 200; sample++) {
      const pixels = pictures.subarray(sample * pixelsPerSample, (sample + 1) * pixelsPerSample);
      const q = reference.run(quantizeInput(pixels, preprocessing, quantized.tensors.get('input')!));
      const logits = Array.from(q, (value) => (value - zeroPoint) * scale);
      const float = expected.subarray(sample * 10, (sample + 1) * 10);
      for (const [i, value] of logits.entries()) squares += (value - float[i]) ** 2;
      if (indexOfLargest(logits) === indexOfLargest(float)) agreed++;
    }
    const signal = expected.reduce((sum, value) => sum + value ** 2, 0);
    expect(squares / signal).toBeLessThan(0.001);
    expect(agreed).toBeGreaterThanOrEqual(190);
  });

  it('reads a pixel as pixel − 128', () => {
    expect(quantized.tensors.get('input')).toEqual({
      name: 'input',
      shape: [12, 12, 3],
      scale: Math.fround(1 / 255),
      zeroPoint: -128,
    });
  });

  it('folds, drops and fuses, and names operators as TensorFlow Lite does', () => {
    expect(quantized.operations.map(({ name, operator, inputs }) => `${name}: ${operator} of ${inputs}`)).toEqual([
      'conv: CONV_2D of input',
      'depthwise: DEPTHWISE_CONV_2D of conv',
      'pointwise: CONV_2D of depthwise',
      'skip: ADD of conv,pointwise',
      'max: MAX_POOL_2D of skip',
      'average: AVERAGE_POOL_2D of max',
      'last: CONV_2D of average',
      'swish: TABLE of last',
      'mean: MEAN of swish',
      'logits: FULLY_CONNECTED of mean',
    ]);
  });

  it('makes a swish a table of β·x·σ(x) with the β of the article', () => {
    const [last, output] = ['last', 'swish'].map((name) => quantized.tensors.get(name)!);
    const operation = quantized.operations.find(({ name }) => name === 'swish');
    expect(operation).toMatchObject({ operator: 'TABLE', table: quantizeFunction(swish(1.5), last, output) });
  });

  it('keeps the scale through pooling, and zero in every range', () => {
    const { scale, zeroPoint } = quantized.tensors.get('skip')!;
    for (const name of ['max', 'average']) expect(quantized.tensors.get(name)).toMatchObject({ scale, zeroPoint });
    for (const tensor of quantized.tensors.values()) {
      expect(Math.fround(tensor.scale)).toBe(tensor.scale);
      expect(tensor.zeroPoint).toBeGreaterThanOrEqual(-128);
      expect(tensor.zeroPoint).toBeLessThanOrEqual(127);
    }
    expect(quantized.tensors.get('conv')!.zeroPoint).toBe(-128); // after ReLU
  });

  it('uses the whole range −127…127 in every output channel', () => {
    for (const operation of quantized.operations) {
      if (operation.operator !== 'CONV_2D') continue;
      const taps = operation.weights.length / operation.bias.length;
      for (let channel = 0; channel < operation.bias.length; channel++) {
        const weights = operation.weights.subarray(channel * taps, (channel + 1) * taps);
        expect(Math.max(...weights.map(Math.abs))).toBe(127);
      }
    }
  });

  it('gives the same network again from the same samples, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const again = await quantizeNetwork(trained, { images: makePictures(300, 1) }, preprocessing);
    expect(again).toEqual(quantized);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('what cannot be quantized', () => {
  const dense: Network = {
    name: 'dense',
    inputShape: [2, 2, 1],
    layers: [{ type: 'dense', name: 'logits', units: 2 }],
  };
  const images = Uint8Array.from({ length: 40 }, (_, i) => i * 6);
  const quantize = (kernel: number[], bias: number[]) => {
    const weights = new Map([
      ['logits/kernel', { shape: [4, 2], data: Float32Array.from(kernel) }],
      ['logits/bias', { shape: [2], data: Float32Array.from(bias) }],
    ]);
    return quantizeNetwork({ network: dense, weights }, { images }, preprocessing);
  };

  it('refuses weights that have diverged, naming the layer', async () => {
    const promise = quantize([1, 1, 1, 1, 1, Number.NaN, 1, 1], [0, 0]);
    await expect(promise).rejects.toThrow(CalibrationError);
    await expect(promise).rejects.toThrow('layer "logits" outputs NaN');
  });

  it('refuses a bias that int32 cannot hold, naming the channel', async () => {
    const promise = quantize([1, 1e-9, 1, 1e-9, 1, 1e-9, 1, 1e-9], [0, 3]);
    await expect(promise).rejects.toThrow(ChannelRangeError);
    await expect(promise).rejects.toThrow('Channel 1 of layer "logits" cannot be quantized: its bias 3 is');
  });

  it('quantizes a dead channel to its bias', async () => {
    const quantized = await quantize([1, 0, 1, 0, 1, 0, 1, 0], [0, 0.5]);
    const { scale, zeroPoint } = quantized.tensors.get('logits')!;
    const [, dead] = createReference(quantized).run(new Int8Array(4));
    expect(Math.abs((dead - zeroPoint) * scale - 0.5)).toBeLessThanOrEqual(scale / 2);
  });

  it('refuses an empty calibration set', async () => {
    const trained = makeRandomTrained(dense, 1);
    await expect(quantizeNetwork(trained, { images: new Uint8Array(0) }, preprocessing)).rejects.toThrow(
      'Calibration failed: the calibration set is empty',
    );
  });
});

describe('quantizeInputTensor', () => {
  it.each([
    { scale: 1 / 255, offset: 0 },
    { scale: 2 / 255, offset: -1 },
    { scale: 1 / 64, offset: -2 },
  ])('reads pixels as pixel − 128 with scale $scale and offset $offset', (scaling) => {
    const tensor = quantizeInputTensor([1, 1, 1], scaling);
    const pixels = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect(quantizeInput(pixels, scaling, tensor)).toEqual(Int8Array.from(pixels, (pixel) => pixel - 128));
  });

  it('keeps 0 in the range where no pixel is 0', () => {
    const tensor = quantizeInputTensor([1, 1, 1], { scale: 1 / 255, offset: 1 });
    expect(tensor.zeroPoint).toBe(-128);
    expect(tensor.scale).toBeCloseTo(2 / 255);
  });
});

import { describe, expect, it } from 'vitest';
import { HessianTooLargeError } from '../../host/compress/compress-errors.ts';
import type { SampleValues } from '../../host/dataset/sample-values.ts';
import { buildModel, inferenceMode } from '../../host/network/model.ts';
import { isWeighted, type Network, type TrainedNetwork, type WeightBits } from '../../host/network/network.ts';
import { makeQuantizationAware } from '../../host/quantize/quantization-aware.ts';
import { quantizeNetwork } from '../../host/quantize/quantize.ts';
import { CalibrationError } from '../../host/quantize/quantize-errors.ts';
import type { QuantizedOperation } from '../../host/quantize/quantized-network.ts';
import { type Rounding, type RoundingEvent, roundKernels } from '../../host/quantize/round-kernels.ts';
import { quantizeInput } from '../../host/reference/quantize-input.ts';
import { createReference } from '../../host/reference/reference.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { gatherImages } from '../../host/train/batches.ts';
import { labelLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { createTinyDataset, tinyNetwork } from '../support/tiny-dataset.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';

const { train, test, preprocessing } = createTinyDataset();
const deep: Network = {
  name: 'every kernel',
  inputShape: [8, 8, 1],
  layers: [
    { type: 'conv2d', name: 'stem', filters: 6, kernel: [3, 3], padding: 'same', useBias: false },
    { type: 'batchNorm', name: 'norm', activation: 'relu' },
    { type: 'depthwiseConv2d', name: 'deep', kernel: [3, 3], strides: [2, 2], padding: 'same', activation: 'relu' },
    { type: 'conv2d', name: 'point', filters: 8, kernel: [1, 1], padding: 'valid', activation: 'relu' },
    { type: 'globalAveragePool', name: 'mean' },
    { type: 'dense', name: 'logits', units: 3 },
  ],
};
const networks = [tinyNetwork, deep];

const round = (
  trained: TrainedNetwork,
  rounding: Rounding = 'surgeon',
  weightBits: WeightBits = 4,
  more: { signal?: AbortSignal; onEvent?: (event: RoundingEvent) => void } = {},
) => roundKernels(trained, { weightBits, rounding, calibration: train, preprocessing, ...more });

function floatLogits({ network, weights }: TrainedNetwork, images: SampleValues): Float32Array {
  const model = buildModel(network, { weights });
  const positions = Array.from({ length: images.length / 64 }, (_, i) => i);
  const logits = tf.tidy(() =>
    model.apply(gatherImages(images, network.inputShape, positions, preprocessing), inferenceMode).dataSync(),
  );
  model.dispose();
  return Float32Array.from(logits);
}

/** The weights that an operation computes with, as reals, in the layout [taps, channels] of its layer's kernel. */
function realWeights(operation: QuantizedOperation): number[] {
  if (!('weightScales' in operation)) return expect.fail(`${operation.name} has no weights`);
  const { weights, weightScales, operator } = operation;
  const channels = weightScales.length;
  const taps = weights.length / channels;
  return Array.from({ length: weights.length }, (_, i) => {
    const [tap, channel] = [Math.floor(i / channels), i % channels];
    return weights[operator === 'DEPTHWISE_CONV_2D' ? i : channel * taps + tap] * weightScales[channel];
  });
}

describe.each(networks)('kernels rounded by the surgeon: $name', (network) => {
  const trained = makeRandomTrained(network, 3);

  it.each([4, 8] as const)('of %i bits are what quantizing makes of them, weight for weight', async (weightBits) => {
    const rounded = await round(trained, 'surgeon', weightBits);
    const quantized = await quantizeNetwork(rounded, train, preprocessing);
    let compared = 0;
    for (const operation of quantized.operations) {
      if (!('weightScales' in operation)) continue;
      const [kernel, bias] = ['kernel', 'bias'].map((of) => rounded.weights.get(`${operation.name}/${of}`)!.data);
      const scaleIn = quantized.tensors.get(operation.inputs[0])!.scale;
      expect([...operation.bias]).toEqual(
        [...bias].map((value, channel) => Math.round(value / (scaleIn * operation.weightScales[channel]))),
      );
      const most = weightBits === 4 ? 7 : 127;
      expect(Math.max(...operation.weights.map(Math.abs))).toBe(most);
      for (const [i, value] of realWeights(operation).entries()) {
        expect(Math.abs(value - kernel[i])).toBeLessThan(1e-6 * Math.abs(kernel[i]) + 1e-12);
        compared++;
      }
    }
    const layers = rounded.network.layers.filter(isWeighted);
    expect(layers.map((layer) => layer.weightBits)).toEqual(layers.map(() => weightBits));
    expect(compared).toBe(
      layers.reduce((sum, { name }) => sum + rounded.weights.get(`${name}/kernel`)!.data.length, 0),
    );
  });

  it('make a student that computes on the integer reference what it does in float, but for int8 activations', async () => {
    const rounded = await round(trained);
    const quantized = await quantizeNetwork(rounded, train, preprocessing);
    const reference = createReference(quantized);
    const { scale, zeroPoint } = quantized.tensors.get(quantized.output)!;
    const expected = floatLogits(rounded, test.images);
    let [squares, signal] = [0, 0];
    for (let sample = 0; sample < test.ids.length; sample++) {
      const input = test.images.subarray(64 * sample, 64 * (sample + 1));
      const logits = reference.run(quantizeInput(input, preprocessing, quantized.tensors.get('input')!));
      for (const [i, q] of logits.entries()) {
        squares += ((q - zeroPoint) * scale - expected[3 * sample + i]) ** 2;
        signal += expected[3 * sample + i] ** 2;
      }
    }
    expect(squares / signal).toBeLessThan(0.001);
  });

  it('have a smaller error than nearest steps in every layer, one event for each', async () => {
    const events: RoundingEvent[] = [];
    await round(trained, 'surgeon', 4, { onEvent: (event) => events.push(event) });
    const names = network.layers.filter(isWeighted).map(({ name }) => name);
    expect(events.map(({ layer }) => layer)).toEqual(names);
    expect(events.map(({ done, total }) => [done, total])).toEqual(names.map((_, i) => [i + 1, names.length]));
    for (const { error, nearestError } of events) expect(error).toBeLessThan(nearestError);
  });

  it('keep the logits closer to the float network’s than nearest steps, over pictures that they were not calibrated on', async () => {
    const float = floatLogits(trained, test.images);
    const squares = async (rounding: Rounding) => {
      const logits = floatLogits(await round(trained, rounding), test.images);
      return logits.reduce((sum, value, i) => sum + (value - float[i]) ** 2, 0);
    };
    expect(await squares('surgeon')).toBeLessThan(0.7 * (await squares('nearest')));
  });

  it('are the same again, and the same when they are rounded once more; no tensors are left', async () => {
    const before = tf.memory().numTensors;
    const rounded = await round(trained);
    expect(tf.memory().numTensors).toBe(before);
    expect(await round(trained)).toEqual(rounded);
    const again = await round(rounded);
    for (const [name, { data }] of rounded.weights) {
      const other = again.weights.get(name)!.data;
      if (name.endsWith('/kernel')) expect(other).toEqual(data);
      else for (const [i, value] of data.entries()) expect(other[i]).toBeCloseTo(value, 6);
    }
  });
});

describe('rounding kernels', () => {
  it('to the nearest step leaves weights and layers as they are but for their bits', async () => {
    const trained = makeRandomTrained(deep, 3);
    const { network, weights } = await round(trained, 'nearest');
    expect(weights).toBe(trained.weights);
    for (const [i, layer] of network.layers.entries()) {
      const before = deep.layers[i];
      expect(layer).toEqual(isWeighted(before) ? { ...before, weightBits: 4 } : before);
    }
  });

  it('takes a network that was trained for its quantization as it computes', async () => {
    const options = { weightBits: 4, calibration: train, preprocessing } as const;
    const aware = makeQuantizationAware(makeRandomTrained(tinyNetwork, 3), options);
    const rounded = await round(aware);
    for (const [i, value] of floatLogits(aware, test.images).entries()) {
      expect(floatLogits(rounded, test.images)[i]).toBeCloseTo(value, 3);
      if (i === 20) break;
    }
  });

  it('of a trained network loses less of its loss by the surgeon', async () => {
    const options = { split: train, preprocessing, loss: labelLoss, batchSize: 32, learningRate: 0.01, seed: 1 };
    const float = await trainNetwork({ ...options, network: tinyNetwork, epochs: 6 });
    const lossOf = (network: TrainedNetwork) => {
      const logits = floatLogits(network, test.images);
      return tf.tidy(
        () =>
          tf.losses
            .softmaxCrossEntropy(tf.oneHot([...test.labels], 3), tf.tensor2d(logits, [test.ids.length, 3]))
            .dataSync()[0],
      );
    };
    const lost = async (rounding: Rounding) => Math.abs(lossOf(await round(float, rounding)) - lossOf(float));
    expect(await lost('surgeon')).toBeLessThan(await lost('nearest'));
  });

  it('refuses a fan-in whose covariance would not fit, with what to do', async () => {
    const wide: Network = {
      name: 'wide',
      inputShape: [60, 60, 1],
      layers: [{ type: 'dense', name: 'logits', units: 2 }],
    };
    const rounding = roundKernels(makeRandomTrained(wide, 1), {
      ...{ weightBits: 4, rounding: 'surgeon', preprocessing },
      calibration: { images: new Uint8Array(3600) },
    });
    await expect(rounding).rejects.toThrow(HessianTooLargeError);
    await expect(rounding).rejects.toThrow(
      'a unit of layer "logits" has 3,600 weights, whose Hessian would have 3,600² entries; the limit is 3,000 weights: round to the nearest step instead',
    );
  });

  it('refuses weights that have diverged, an empty calibration set, and stops for its signal', async () => {
    const { network, weights } = makeRandomTrained(tinyNetwork, 3);
    const [name] = [...weights.keys()].filter((key) => key.endsWith('/kernel'));
    const { shape, data } = weights.get(name)!;
    const diverged = new Map(weights).set(name, { shape, data: data.map(() => Number.NaN) });
    await expect(round({ network, weights: diverged })).rejects.toThrow(CalibrationError);
    const trained = { network, weights };
    const empty = { weightBits: 4, rounding: 'surgeon', calibration: { images: new Uint8Array(0) } } as const;
    await expect(roundKernels(trained, { ...empty, preprocessing })).rejects.toThrow('the calibration set is empty');
    await expect(round(trained, 'surgeon', 4, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
      'enough',
    );
  });
});

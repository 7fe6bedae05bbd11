import { describe, expect, it } from 'vitest';
import type { SampleValues } from '../../host/dataset/sample-values.ts';
import { buildModel, inferenceMode } from '../../host/network/model.ts';
import type { Network, TrainedNetwork } from '../../host/network/network.ts';
import { foldNetwork } from '../../host/quantize/fold.ts';
import { makeQuantizationAware } from '../../host/quantize/quantization-aware.ts';
import { quantizeNetwork } from '../../host/quantize/quantize.ts';
import { UnsupportedLayerTypeError } from '../../host/quantize/quantize-errors.ts';
import { quantizeInput } from '../../host/reference/quantize-input.ts';
import { createReference } from '../../host/reference/reference.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { gatherImages } from '../../host/train/batches.ts';
import { labelLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { createTinyDataset, tinyNetwork } from '../support/tiny-dataset.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';

const { train, test, preprocessing } = createTinyDataset();
const trained = makeRandomTrained(tinyNetwork, 3);
const aware = (weightBits: 4 | 8) => makeQuantizationAware(trained, { weightBits, calibration: train, preprocessing });

function floatLogits({ network, weights }: TrainedNetwork, images: SampleValues): Float32Array {
  const model = buildModel(network, { weights });
  const positions = Array.from({ length: images.length / 64 }, (_, i) => i);
  const logits = tf.tidy(() =>
    model.apply(gatherImages(images, network.inputShape, positions, preprocessing), inferenceMode).dataSync(),
  );
  model.dispose();
  return Float32Array.from(logits);
}

describe.each([8, 4] as const)('a network made aware of its quantization to int%i weights', (weightBits) => {
  it('computes what the quantized network does, to a step', async () => {
    const network = aware(weightBits);
    const quantized = await quantizeNetwork(network, train, preprocessing);
    const reference = createReference(quantized);
    const { scale, zeroPoint } = quantized.tensors.get(quantized.output)!;
    const expected = floatLogits(network, test.images);
    let equal = 0;
    for (let sample = 0; sample < test.ids.length; sample++) {
      const input = test.images.subarray(64 * sample, 64 * (sample + 1));
      const logits = reference.run(quantizeInput(input, preprocessing, quantized.tensors.get('input')!));
      for (const [i, q] of logits.entries()) {
        const steps = Math.round(expected[3 * sample + i] / scale) + zeroPoint;
        expect(Math.abs(q - steps)).toBeLessThanOrEqual(1);
        equal += Number(q === steps);
      }
    }
    // Biases are rounded to the accumulator's scale, which is 18 times as coarse with four bits: that alone is not modelled.
    expect(equal / (3 * test.ids.length)).toBeGreaterThan(weightBits === 8 ? 0.95 : 0.7);
  });

  it('is quantized to the scales that it computes with, and to no more weights', async () => {
    const { network } = aware(weightBits);
    const quantized = await quantizeNetwork(aware(weightBits), train, preprocessing);
    for (const layer of network.layers) {
      if (layer.type !== 'fakeQuantize') continue;
      const { scale, zeroPoint } = layer;
      expect(quantized.tensors.get(layer.inputs![0])).toMatchObject({ scale, zeroPoint });
    }
    const weights = quantized.operations.flatMap((operation) => ('weights' in operation ? [...operation.weights] : []));
    expect([Math.min(...weights), Math.max(...weights)]).toEqual(weightBits === 8 ? [-127, 127] : [-7, 7]);
  });
});

describe('the kernel of a layer with weightBits', () => {
  it.each([4, 8] as const)(
    'of %i bits has a gradient that passes straight through everywhere, the largest weight too',
    (weightBits) => {
      const network: Network = {
        name: 'one layer',
        inputShape: [1, 1, 20],
        layers: [{ type: 'dense', name: 'logits', units: 200, useBias: false, weightBits }],
      };
      const model = buildModel(network, { weights: makeRandomTrained(network, 1).weights });
      const { grads } = tf.variableGrads(
        () => tf.sum(model.apply(tf.ones([1, 1, 1, 20]), { training: true, step: 0, seed: 1 })) as tf.Scalar,
        [...model.variables.values()],
      );
      expect([...new Set(Object.values(grads)[0].dataSync())]).toEqual([1]);
      tf.dispose(grads);
      model.dispose();
    },
  );
});

describe('quantization-aware training', () => {
  it('recovers what four-bit weights lose', async () => {
    const options = { split: train, preprocessing, loss: labelLoss, batchSize: 32, learningRate: 0.01, seed: 1 };
    const float = await trainNetwork({ ...options, network: tinyNetwork, epochs: 6 });
    const start = makeQuantizationAware(float, { weightBits: 4, calibration: train, preprocessing });
    const lossOf = (network: TrainedNetwork) => {
      const logits = floatLogits(network, train.images);
      return tf.tidy(() =>
        tf.losses
          .softmaxCrossEntropy(tf.oneHot([...train.labels], 3), tf.tensor2d(logits, [train.ids.length, 3]))
          .dataSync(),
      )[0];
    };
    const learnt = await trainNetwork({ ...options, network: start.network, start: start.weights, epochs: 4 });
    expect(lossOf(learnt)).toBeLessThan(0.7 * lossOf(start));
  });

  it('refuses ranges after a layer without its own range', async () => {
    const { network, weights } = foldNetwork(trained);
    const range = { type: 'fakeQuantize', scale: 1, zeroPoint: 0 } as const;
    const layers = [
      ...network.layers,
      { ...range, name: 'early', inputs: ['first'] },
      { ...range, name: 'twice', inputs: ['early'] },
    ];
    const refusal = quantizeNetwork({ network: { ...network, layers }, weights }, train, preprocessing);
    await expect(refusal).rejects.toThrow(UnsupportedLayerTypeError);
    await expect(refusal).rejects.toThrow('"early" before it has no scale');
  });

  it('takes a range behind the input as the input’s', async () => {
    const { network, weights } = foldNetwork(trained);
    const [first, ...rest] = network.layers;
    const layers = [
      { type: 'fakeQuantize', name: 'rounded', inputs: ['input'], scale: 1 / 64, zeroPoint: -7 } as const,
      { ...first, inputs: ['rounded'] } as typeof first,
      ...rest,
    ];
    const { tensors, input } = await quantizeNetwork(
      { network: { ...network, layers }, weights },
      train,
      preprocessing,
    );
    expect(tensors.get(input)).toMatchObject({ scale: 1 / 64, zeroPoint: -7 });
  });

  it('refuses a network that is aware of its quantization already', () => {
    const options = { weightBits: 8, calibration: train, preprocessing } as const;
    expect(() => makeQuantizationAware(aware(8), options)).toThrow('the network is already quantization-aware');
  });

  it('is a network like any other to what builds, saves and counts networks', () => {
    const { network, weights } = aware(8);
    expect([...weights.keys()].sort()).toEqual([...foldNetwork(trained).weights.keys()].sort());
    expect(network.layers.filter(({ type }) => type === 'fakeQuantize')).toHaveLength(4);
  });
});

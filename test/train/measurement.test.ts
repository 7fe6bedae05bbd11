import { describe, expect, it } from 'vitest';
import { drawInitialWeights } from '../../host/network/initial-weights.ts';
import type { Network, Weights } from '../../host/network/network.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { crossEntropy } from '../../host/tensorflow/composed-operations.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { tfjsOperations } from '../../host/tensorflow/tfjs-operations.ts';
import { openEngine } from '../../host/train/engine.ts';
import { labelLoss, type OperationsLoss, type TfjsLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import type { EpochEvent } from '../../host/train/training-events.ts';
import { measureWithTfjs } from '../support/tfjs-training.ts';
import { tinyNetwork, tinyTraining } from '../support/tiny-dataset.ts';

const options = { ...tinyTraining };

const separable: Network = {
  name: 'separable',
  inputShape: [8, 8, 1],
  layers: [
    { type: 'conv2d', name: 'a/stem', filters: 6, kernel: [3, 3], padding: 'same', useBias: false },
    { type: 'batchNorm', name: 'a', activation: 'relu' },
    { type: 'depthwiseConv2d', name: 'deep', kernel: [3, 3], padding: 'same', activation: 'relu6', weightBits: 8 },
    { type: 'maxPool2d', name: 'pool', pool: [2, 2], padding: 'valid' },
    { type: 'dense', name: 'hidden', units: 12, activation: 'relu' },
    { type: 'dropout', name: 'drop', rate: 0.3 },
    { type: 'dense', name: 'logits', units: 3 },
  ],
};
const twoTerms: OperationsLoss = {
  description: 'labels, and small logits',
  terms(ops, student, batch, parts) {
    return {
      ...labelLoss.terms(ops, student, batch, parts),
      small: ops.mul(ops.mean(ops.square(student.logits)), ops.sub(ops.neg(batch.progress), -2)),
    };
  },
};
const positions = Uint32Array.from({ length: 32 }, (_, i) => (i * 7) % 300);

/** With the bias of the layer's first `count` units at −100. */
function silence(weights: Weights, bias: string, count: number): Weights {
  const { shape, data } = weights.get(bias)!;
  return new Map(weights).set(bias, { shape, data: data.map((value, i) => (i < count ? -100 : value)) });
}

describe('a measurement', () => {
  it.each(
    [tinyNetwork, separable].flatMap((network) =>
      [labelLoss, twoTerms].map((loss) => ({ name: network.name, network, loss })),
    ),
  )("has tfjs's own norms by layer, to 1e-4 of each: $name, $loss.description", ({ network, loss }) => {
    const start = silence(drawInitialWeights(network, 3), network === separable ? 'hidden/bias' : 'first/bias', 3);
    const settings = { ...options, network, loss, start };
    const engine = openEngine(settings);
    const { layers, terms } = engine.measure(positions, 4);
    engine.dispose();
    const expected = measureWithTfjs(settings, positions, 4);
    const dropped = network.layers.filter(({ type }) => type === 'dropout' || type === 'maxPool2d');
    expect(Object.keys(layers)).toEqual(
      expected.map(({ name }) => name).filter((name) => !dropped.some((layer) => layer.name === name)),
    );
    for (const { name, gradientNorm, weightNorm, deadUnits, units } of expected) {
      if (!(name in layers)) continue;
      expect(Math.abs(layers[name].gradientNorm - gradientNorm)).toBeLessThanOrEqual(1e-4 * gradientNorm);
      expect(Math.abs(layers[name].weightNorm - weightNorm)).toBeLessThanOrEqual(1e-4 * weightNorm);
      const rectified = network.layers.some((layer) => layer.name === name && 'activation' in layer);
      expect('units' in layers[name]).toBe(rectified);
      if (rectified) expect(layers[name]).toMatchObject({ units, deadUnits: expect.closeTo(deadUnits, 6) });
    }
    expect(layers[network === separable ? 'hidden' : 'first'].deadUnits).toBeGreaterThanOrEqual(0.25);
    if (loss === labelLoss) {
      const whole = Math.hypot(...Object.values(layers).map(({ gradientNorm }) => gradientNorm));
      expect(terms.labels / whole).toBeCloseTo(1, 5);
    }
  });

  it('changes nothing, takes no tensors and says the same again', () => {
    for (const optimizer of ['adam', 'sgd'] as const) {
      const engine = openEngine({ ...options, optimizer });
      engine.step(positions, 0, 0.01);
      const [before, tensors] = [engine.state(), tf.memory().numTensors];
      const { binding } = tf.backend() as unknown as { binding: { getNumOfTensors(): number } };
      const natively = binding.getNumOfTensors();
      const first = engine.measure(positions, 1);
      expect(engine.measure(positions, 1)).toEqual(first);
      expect(engine.state()).toEqual(before);
      expect([binding.getNumOfTensors(), tf.memory().numTensors]).toEqual([natively, tensors]);
      expect(engine.measure(positions, 2)).not.toEqual(first); // another dropout mask
      engine.dispose();
    }
  });

  it('leaves the bytes of a training as they are without one', async () => {
    const watched = await trainNetwork({ ...options, onEvent: () => {} });
    expect(digestTrainedNetwork(watched)).toBe(digestTrainedNetwork(await trainNetwork(options)));
  });

  it('says of a loss by tfjs what it says of the same loss in the graph', () => {
    const inGraph: OperationsLoss = {
      description: 'labels, once and thrice',
      terms(ops, { logits }, { labels }) {
        const once = crossEntropy(ops, logits, labels);
        return { once, thrice: ops.mul(once, 3) };
      },
    };
    const byTfjs: TfjsLoss<tf.Tensor> = {
      description: inGraph.description,
      tfjsTerms(logits, { labels }) {
        const once = crossEntropy<tf.Tensor>(tfjsOperations, logits, labels);
        return { once, thrice: tf.mul(once, 3) };
      },
    };
    const [expected, actual] = [inGraph, byTfjs].map((loss) => {
      const engine = openEngine({ ...options, loss });
      const measured = engine.measure(positions, 4);
      engine.dispose();
      return measured;
    });
    for (const [name, norm] of Object.entries(expected.terms)) expect(actual.terms[name] / norm).toBeCloseTo(1, 4);
    for (const [name, layer] of Object.entries(expected.layers)) {
      expect(actual.layers[name]).toEqual({
        ...layer,
        gradientNorm: layer.gradientNorm && expect.closeTo(layer.gradientNorm, 4),
      });
    }
  });

  it('comes with each epoch, of its last batch', async () => {
    const epochs: EpochEvent[] = [];
    await trainNetwork({ ...options, onEvent: (event) => event.type === 'epoch' && epochs.push(event) });
    expect(epochs.map(({ samplesMeasured }) => samplesMeasured)).toEqual([12, 12]); // 300 = 9 · 32 + 12
    const [{ layers }] = epochs;
    expect(layers.sum).toMatchObject({ gradientNorm: 0, weightNorm: 0, units: 4 });
    expect(layers.logits).toEqual({ gradientNorm: expect.any(Number), weightNorm: expect.any(Number) });
    expect(JSON.parse(JSON.stringify(epochs[0].layers))).toEqual(layers);
  });
});

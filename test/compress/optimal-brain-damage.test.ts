import { sampleRankCorrelation } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import {
  computeDamage,
  computeHessianDiagonal,
  pruneByOptimalBrainDamage,
} from '../../host/compress/optimal-brain-damage.ts';
import { countNonZero } from '../../host/compress/prune.ts';
import { selectSamples } from '../../host/dataset/dataset.ts';
import { softmax } from '../../host/network/logits.ts';
import { buildModel, inferenceMode } from '../../host/network/model.ts';
import type { Network, TrainedNetwork, Weights } from '../../host/network/network.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { gatherImages } from '../../host/train/batches.ts';
import {
  digitsConvolutional,
  digitsPerceptron,
  hasDigits,
  loadDigits,
  meanLoss,
  trainOnDigits,
} from '../support/digits.ts';
import { createTinyDataset, tinyNetwork } from '../support/tiny-dataset.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';

const tiny = createTinyDataset();
const few = selectSamples(tiny.train, tiny.shape, [0, 1, 2, 3, 4]);
const every: Network = {
  ...tinyNetwork,
  layers: [
    ...tinyNetwork.layers.slice(0, -1),
    { type: 'depthwiseConv2d', name: 'deep', kernel: [3, 2], strides: [2, 1], padding: 'same', activation: 'relu' },
    { type: 'conv2d', name: 'point', filters: 3, kernel: [2, 2], padding: 'valid', activation: 'relu' },
    ...tinyNetwork.layers.slice(-1),
  ],
};

/** Sample by sample and class by class, by tfjs's own differentiation of the whole network: Σ p_c (∂ log p_c/∂w)² / n. */
function diagonalByDefinition(trained: TrainedNetwork): Map<string, Float64Array> {
  const model = buildModel(trained.network, trained);
  const diagonal = new Map<string, Float64Array>();
  for (let sample = 0; sample < few.ids.length; sample++) {
    tf.tidy(() => {
      const images = gatherImages(few.images, trained.network.inputShape, [sample], tiny.preprocessing);
      const probabilities = softmax(model.apply(images, inferenceMode).dataSync());
      for (const [c, p] of probabilities.entries()) {
        const logOf = () => tf.slice(tf.logSoftmax(model.apply(images, inferenceMode)), [0, c], [1, 1]).asScalar();
        const { grads } = tf.variableGrads(logOf, [...model.variables.values()]);
        for (const [name, variable] of model.variables) {
          const gradient = grads[variable.name].dataSync();
          const sums = diagonal.get(name) ?? new Float64Array(gradient.length);
          for (const [i, slope] of gradient.entries()) sums[i] += (p * slope ** 2) / few.ids.length;
          diagonal.set(name, sums);
        }
      }
    });
  }
  model.dispose();
  return diagonal;
}

describe('the diagonal of the Hessian', () => {
  it('is that of single samples’ gradients, in layers of every type', async () => {
    const trained = makeRandomTrained(every, 3);
    const expected = diagonalByDefinition(trained);
    const actual = await computeHessianDiagonal(trained, { split: few, preprocessing: tiny.preprocessing });
    expect([...actual.keys()]).toEqual([...trained.weights.keys()].filter((name) => name.endsWith('/kernel')));
    for (const [name, values] of actual) {
      const largest = Math.max(...expected.get(name)!);
      expect(largest, name).toBeGreaterThan(0);
      for (const [i, value] of values.entries()) {
        expect(Math.abs(value - expected.get(name)![i]), `${name} ${i}`).toBeLessThan(1e-5 * largest);
      }
    }
  });

  it('keeps no tensors', async () => {
    const trained = makeRandomTrained(every, 3);
    const before = tf.memory().numTensors;
    await computeHessianDiagonal(trained, { split: few, preprocessing: tiny.preprocessing });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('optimal brain damage on digits', () => {
  it.skipIf(!hasDigits).each([
    ['a multilayer perceptron', digitsPerceptron(8)],
    ['a convolutional network', digitsConvolutional],
  ])('predicts what deleting a weight of %s costs: Spearman ≥ 0.8', async (_, network) => {
    const all = await loadDigits();
    const thousand = Array.from({ length: 1000 }, (_, i) => i);
    const digits = { ...all, train: selectSamples(all.train, all.shape, thousand) };
    const trained = await trainOnDigits(digits, network, { epochs: 60 });
    const data = { split: digits.train, preprocessing: digits.preprocessing };
    const damage = computeDamage(trained.weights, await computeHessianDiagonal(trained, data));
    const loss = await meanLoss(trained, digits.train, digits);
    const without = (name: string, i: number): Weights => {
      const { shape, data: values } = trained.weights.get(name)!;
      return new Map(trained.weights).set(name, { shape, data: values.map((value, at) => (at === i ? 0 : value)) });
    };
    const [predicted, measured]: [number[], number[]] = [[], []];
    for (const [name, values] of damage) {
      for (let i = 0; i < values.length; i += 5) {
        if (values[i] === 0) continue; // behind a pixel that is never lit: certain, and no test
        predicted.push(values[i]);
        measured.push((await meanLoss({ network, weights: without(name, i) }, digits.train, digits)) - loss);
      }
    }
    expect(predicted.length).toBeGreaterThan(80);
    expect(sampleRankCorrelation(predicted, measured)).toBeGreaterThan(0.8);
  });

  it('prunes to the sparsity asked for', async () => {
    const trained = makeRandomTrained(tinyNetwork, 1);
    const pruned = await pruneByOptimalBrainDamage(trained, { split: few, preprocessing: tiny.preprocessing }, 0.5);
    const total = countNonZero(trained.weights);
    expect(countNonZero(pruned.weights)).toBe(total - Math.round(total / 2));
  });
});

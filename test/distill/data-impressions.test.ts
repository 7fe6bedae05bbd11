// Pictures from a teacher's parameters alone: what it takes its classes for, what is drawn from that, and what becomes of noise.
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { classSimilarity } from '../../host/distill/class-similarity.ts';
import { drawTargets, type ImpressionSettings, makeImpressions } from '../../host/distill/data-impressions.ts';
import { drawDirichlet } from '../../host/distill/dirichlet.ts';
import { distanceFromStatistics, keptStatistics } from '../../host/distill/kept-statistics.ts';
import type { Network } from '../../host/network/network.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { tfjsOperations } from '../../host/tensorflow/tfjs-operations.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { createTinyDataset, tinyTraining } from '../support/tiny-dataset.ts';

const { preprocessing } = createTinyDataset();
const teacher = await trainNetwork({ ...tinyTraining, epochs: 6 });
const settings: ImpressionSettings = {
  count: 60,
  scales: [1, 0.1],
  temperature: 4,
  steps: 60,
  learningRate: 0.05,
  statistics: 0,
  smoothness: 0,
  seed: 5,
};

describe('the similarity of classes', () => {
  it('is the cosine of their columns, stretched to 0 … 1 row by row', () => {
    const kernel = { shape: [2, 3], data: Float32Array.of(1, 1, -2, 0, 1, 0) }; // Columns (1, 0), (1, 1), (−2, 0).
    const network: Network = {
      name: 'last layer',
      inputShape: [1, 1, 2],
      layers: [{ type: 'dense', name: 'logits', units: 3 }],
    };
    const weights = new Map([
      ['logits/kernel', kernel],
      ['logits/bias', { shape: [3], data: new Float32Array(3) }],
    ]);
    const half = Math.SQRT1_2;
    const expected = [1, (half + 1) / 2, 0, (2 * half) / (1 + half), 1, 0, 0, (1 - half) / 2, 1];
    const similarity = classSimilarity({ network, weights });
    for (const [i, value] of expected.entries()) expect(similarity[i], String(i)).toBeCloseTo(value, 12);
  });

  it('needs a last layer with a column for each class', () => {
    const network: Network = {
      name: 'pooled',
      inputShape: [2, 2, 3],
      layers: [{ type: 'globalAveragePool', name: 'mean' }],
    };
    expect(() => classSimilarity({ network, weights: new Map() })).toThrow('is not a linear layer with a bias');
  });
});

describe('Dirichlet’s distribution', () => {
  it('has the means α_i / Σα and the variances of its closed form, and draws sum to 1', () => {
    const alphas = [0.05, 2, 0.7];
    const total = 2.75;
    const random = createRandom(3);
    const draws = Array.from({ length: 4_000 }, () => drawDirichlet(alphas, random));
    for (const draw of draws) {
      expect(draw.reduce((sum, value) => sum + value)).toBeCloseTo(1, 12);
      expect(Math.min(...draw)).toBeGreaterThanOrEqual(0);
    }
    for (const [i, alpha] of alphas.entries()) {
      const mean = draws.reduce((sum, draw) => sum + draw[i], 0) / draws.length;
      const variance = draws.reduce((sum, draw) => sum + (draw[i] - mean) ** 2, 0) / draws.length;
      const expected = (alpha * (total - alpha)) / (total ** 2 * (total + 1));
      expect(Math.abs(mean - alpha / total)).toBeLessThan(4 * Math.sqrt(expected / draws.length));
      expect(Math.abs(variance / expected - 1)).toBeLessThan(0.15);
    }
  });
});

describe('targets', () => {
  it('are probabilities, as many of each class, in which that class is the likeliest on average', () => {
    const targets = drawTargets(teacher, { ...settings, count: 600 });
    const means = [0, 1, 2].map((k) =>
      [0, 1, 2].map(
        (c) => Array.from({ length: 200 }, (_, i) => targets[(3 * i + k) * 3 + c]).reduce((a, b) => a + b) / 200,
      ),
    );
    for (const [k, row] of means.entries()) expect(row.indexOf(Math.max(...row))).toBe(k);
  });
});

describe('impressions', () => {
  it('are bytes that follow from the seed, which the teacher takes for their targets, and leave it as it was', async () => {
    const before = digestTrainedNetwork(teacher);
    const [images, same] = [0, 1].map(() => makeImpressions(teacher, preprocessing, settings));
    const pixels = await images;
    expect(await same).toEqual(pixels);
    expect(pixels).toBeInstanceOf(Uint8Array);
    const targets = drawTargets(teacher, settings);
    const logits = await computeLogits(teacher, pixels, preprocessing);
    const likeliest = (values: Float32Array, row: number) => {
      const three = [...values.subarray(3 * row, 3 * row + 3)];
      return three.indexOf(Math.max(...three));
    };
    const right = Array.from(
      { length: settings.count },
      (_, row) => likeliest(logits, row) === likeliest(targets, row),
    );
    expect(right.filter(Boolean).length).toBeGreaterThan(0.9 * settings.count);
    expect(digestTrainedNetwork(teacher)).toBe(before);
  });

  it('are nearer to the statistics that batch normalization has kept where they are held to them', async () => {
    const network: Network = {
      ...tinyTraining.network,
      name: 'normalized',
      layers: [
        { type: 'conv2d', name: 'conv', filters: 4, kernel: [3, 3], padding: 'same', useBias: false },
        { type: 'batchNorm', name: 'norm', activation: 'relu' },
        { type: 'globalAveragePool', name: 'mean' },
        { type: 'dense', name: 'logits', units: 3 },
      ],
    };
    const normalized = await trainNetwork({ ...tinyTraining, network, epochs: 8 });
    const [kept] = keptStatistics(normalized);
    const distanceOf = async (statistics: number) => {
      const pixels = await makeImpressions(normalized, preprocessing, { ...settings, statistics });
      return tf.tidy(() => {
        const x = tf.tensor4d(Float32Array.from(pixels), [settings.count, 8, 8, 1]).mul(preprocessing.scale);
        const kernel = normalized.weights.get('conv/kernel')!;
        const output = tf.conv2d(x as tf.Tensor4D, tf.tensor4d(kernel.data, [3, 3, 1, 4]), 1, 'same');
        return distanceFromStatistics<tf.Tensor>(tfjsOperations, output, kept).dataSync()[0];
      });
    };
    expect(await distanceOf(1)).toBeLessThan((await distanceOf(0)) / 2);
  });

  it('are held to statistics by a distance that has its closed form’s value and gradients, to 1e-5', () => {
    const random = createRandom(8);
    const values = Float64Array.from({ length: 2 * 3 * 3 * 2 }, () => random.normal());
    const kept = { layer: 'conv', mean: Float32Array.of(0.3, -0.2), deviation: Float32Array.of(0.8, 1.7) };
    const formula = (x: Float64Array) =>
      [0, 1]
        .map((c) => {
          const channel = [...x.filter((_, i) => i % 2 === c)];
          const mean = channel.reduce((a, b) => a + b) / 18;
          const deviation = Math.sqrt(channel.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 18 + 1e-8);
          return ((mean - kept.mean[c]) / kept.deviation[c]) ** 2 + (deviation / kept.deviation[c] - 1) ** 2;
        })
        .reduce((a, b) => (a + b) / 2);
    const { value, gradient } = tf.tidy(() => {
      const distance = (x: tf.Tensor) => distanceFromStatistics<tf.Tensor>(tfjsOperations, x, kept).asScalar();
      const found = tf.valueAndGrad(distance)(tf.tensor(Float32Array.from(values), [2, 3, 3, 2]));
      return { value: found.value.dataSync()[0], gradient: [...found.grad.dataSync()] };
    });
    const at = (i: number, step: number) => formula(values.map((x, j) => (j === i ? x + step : x)));
    expect(Math.abs(value - formula(values))).toBeLessThan(1e-5);
    for (const [i, slope] of gradient.entries()) {
      expect(Math.abs(slope - (at(i, 1e-5) - at(i, -1e-5)) / 2e-5), String(i)).toBeLessThan(1e-5);
    }
  });
});

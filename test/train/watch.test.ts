import { describe, expect, it } from 'vitest';
import { composeLoss } from '../../host/distill/compose-loss.ts';
import { hintonTerms } from '../../host/distill/hinton.ts';
import { drawInitialWeights } from '../../host/network/initial-weights.ts';
import type { Layer, Network, Weights } from '../../host/network/network.ts';
import { labelLoss, type OperationsLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import type { EpochEvent, LayerReport } from '../../host/train/training-events.ts';
import type { TrainingOptions } from '../../host/train/training-options.ts';
import {
  deadShare,
  drowningRatio,
  explodingGrowth,
  explodingNorm,
  fewestSamples,
  livingShare,
  type TrainingWarning,
  vanishingShare,
  watchTraining,
} from '../../host/train/watch.ts';
import { createTinyDataset, tinyNetwork } from '../support/tiny-dataset.ts';

const dataset = createTinyDataset();
const options: TrainingOptions = {
  network: tinyNetwork,
  split: dataset.train,
  preprocessing: dataset.preprocessing,
  loss: labelLoss,
  epochs: 3,
  batchSize: 60, // Five whole batches: the last one counts as many samples as the others.
  learningRate: 0.02,
  seed: 1,
};

async function watch(settings: Partial<TrainingOptions>): Promise<TrainingWarning[]> {
  const all = { ...options, ...settings };
  const look = watchTraining(all);
  const warnings: TrainingWarning[] = [];
  await trainNetwork({ ...all, onEvent: (event) => event.type === 'epoch' && warnings.push(...look(event)) });
  return warnings;
}

const dense = (name: string, units: number, activation?: 'relu'): Layer => ({ type: 'dense', name, units, activation });
const perceptron = (...layers: Layer[]): Network => ({ name: 'perceptron', inputShape: [8, 8, 1], layers });

function change(weights: Weights, change: (name: string, value: number, i: number) => number): Weights {
  return new Map(
    [...weights].map(([name, { shape, data }]) => [
      name,
      { shape, data: data.map((value, i) => change(name, value, i)) },
    ]),
  );
}

describe('a watch over a training run', () => {
  it('has nothing to say of one that goes well, distilled or not', async () => {
    expect(await watch({ epochs: 8 })).toEqual([]);
    const logitsOf = (ids: Int32Array) =>
      Float32Array.from({ length: 3 * ids.length }, (_, i) =>
        dataset.train.labels[ids[(i / 3) | 0]] === i % 3 ? 5 : 0,
      );
    const teachers = { teachers: [{ digest: 'abc', logitsOf }], combine: 'logits' } as const;
    expect(await watch({ loss: composeLoss(hintonTerms({ alpha: 0.9, temperature: 4 }), teachers) })).toEqual([]);
  });

  it('finds gradients that vanish in a deep chain of tiny weights', async () => {
    const network = perceptron(...[...'abcdefgh'].map((name) => dense(name, 16)), dense('logits', 3));
    const start = change(drawInitialWeights(network, 1), (name, value) =>
      name.startsWith('logits') ? value : 0.03 * value,
    );
    const warnings = await watch({ network, start, optimizer: 'sgd', learningRate: 0.01, epochs: 1 });
    expect(warnings.map(({ kind, ...one }) => [kind, 'layer' in one && one.layer])).toEqual([
      ['vanishing-gradient', 'a'],
      ['vanishing-gradient', 'b'],
      ['vanishing-gradient', 'c'],
      ['vanishing-gradient', 'd'],
    ]);
    expect(warnings[0].figure).toBeLessThan(vanishingShare);
    expect(warnings[0].message).toMatch(
      /^layer "a": its gradient is \S+ of its weights, that of "f" \S+; put a batchNorm after it or an add around it, start from larger weights, or lower the learning rate \(0\.001 instead of 0\.01\)$/,
    );
  });

  it('finds gradients that explode where the learning rate is far too high, each layer once', async () => {
    const network = perceptron(dense('a', 16), dense('b', 16), dense('logits', 3));
    const warnings = (await watch({ network, learningRate: 50, epochs: 4 })).filter(
      ({ kind }) => kind === 'exploding-gradient',
    );
    expect(warnings.length).toBeGreaterThan(0);
    expect(new Set(warnings.map((one) => 'layer' in one && one.layer)).size).toBe(warnings.length);
    expect(warnings[0].figure).toBeGreaterThan(explodingNorm);
    expect(warnings[0].message).toMatch(
      /^layer "\w+": its gradient has norm [\d.e+]+.*; lower the learning rate \(5 instead of 50\), or clip gradients \(clipNorm: 1\)$/,
    );
  });

  it('finds units that a bias of −100 has silenced, in any layer with a ReLU', async () => {
    const network = perceptron(
      dense('hidden', 20),
      { type: 'batchNorm', name: 'norm', activation: 'relu' },
      dense('hidden2', 128, 'relu'),
      dense('logits', 3),
    );
    const start = change(drawInitialWeights(network, 1), (name, value, i) =>
      (name === 'hidden2/bias' && i < 106) || (name === 'norm/beta' && i < 10) ? -100 : value,
    );
    const warnings = await watch({ network, start });
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toMatchObject({ kind: 'dead-units', epoch: 1, layer: 'norm', figure: 0.5 });
    const [, { message, advice }] = warnings;
    expect(message).toMatch(
      /^layer "hidden2": 8\d % of 128 units output 0 for the whole batch; lower the learning rate/,
    );
    expect(advice).toBe('lower the learning rate (0.002 instead of 0.02)');
  });

  it('finds a term that drowns another, and says by how much to weigh it', async () => {
    const loss: OperationsLoss = {
      description: 'labels, and a whisper',
      terms(ops, student, batch, parts) {
        const { labels } = labelLoss.terms(ops, student, batch, parts);
        return { labels, whisper: ops.mul(labels, 1 / 500) };
      },
    };
    const warnings = await watch({ loss });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ kind: 'drowned-term', term: 'whisper', by: 'labels', epoch: 1 });
    expect(warnings[0].figure).toBeCloseTo(500, 0);
    expect(warnings[0].message).toMatch(
      /^loss term "whisper": its gradient, of norm \S+, is 500 times smaller than that of "labels"; multiply the weight of "whisper" by 500 to balance the gradients, or divide that of "labels" by it$/,
    );
  });
});

type Layers = Readonly<Record<string, LayerReport>>;
const epochOf = (layers: Layers, more: Partial<EpochEvent> = {}): EpochEvent => ({
  ...{
    type: 'epoch',
    epoch: 1,
    epochs: 9,
    learningRate: 0.02,
    loss: 1,
    accuracy: 0.5,
    imagesPerSecond: 1,
    secondsLeft: 1,
  },
  ...{ terms: {}, samplesMeasured: fewestSamples, layers, ...more },
});
const layer = (gradientNorm: number, weightNorm = 1, more: Partial<LayerReport> = {}) => ({
  gradientNorm,
  weightNorm,
  ...more,
});
const kindsOf = (...epochs: EpochEvent[]) => {
  const look = watchTraining({ learningRate: 0.02 });
  return epochs.map((epoch) => look(epoch).map(({ kind }) => kind));
};

describe('the bounds of a watch', () => {
  it('training that memorizes, once it has settled: a gap that chance and dropout do not explain, for three epochs in a row', () => {
    const at =
      (accuracy: number, correct: number, total = 400) =>
      (epoch: number) =>
        epochOf({}, { epoch, epochs: 20, accuracy, validation: { correct, total } });
    const [apart, together] = [at(0.95, 300), at(0.84, 300)];
    const memorizes = ['memorizing'];
    expect(kindsOf(apart(4), apart(5), apart(6), apart(7))).toEqual([[], [], memorizes, []]);
    expect(kindsOf(apart(3), apart(4), apart(5))).toEqual([[], [], []]);
    expect(kindsOf(apart(4), apart(5), together(6), apart(7), apart(8))).toEqual([[], [], [], [], []]);
    const few = at(0.95, 24, 32); // 3 standard errors of 24 of 32 are 23 points
    expect(kindsOf(few(4), few(5), few(6))).toEqual([[], [], []]);
    const look = watchTraining({ learningRate: 0.02 });
    const third = [4, 5, 6].map((epoch) => look(at(1, 14, 36)(epoch))).at(-1)!;
    expect(third[0].message).toBe(
      'accuracy is 100 % on the training split, but 39 % on 36 validation samples: the network is memorizing; add pictures, augment them (--augment), or train fewer epochs',
    );
  });

  it('hold a gradient for vanished by its weights, and only beside a later one that is not', () => {
    const [below, alive] = [0.9 * vanishingShare, 1.1 * livingShare];
    expect(kindsOf(epochOf({ a: layer(below), b: layer(alive) }))).toEqual([['vanishing-gradient']]);
    expect(kindsOf(epochOf({ a: layer(below, 0.5), b: layer(alive) }))).toEqual([[]]);
    expect(kindsOf(epochOf({ a: layer(alive), b: layer(below) }))).toEqual([[]]);
    expect(kindsOf(epochOf({ a: layer(below), b: layer(0.9 * livingShare) }))).toEqual([[]]);
    expect(kindsOf(epochOf({ a: layer(0, 0, { deadUnits: 0, units: 4 }), b: layer(alive) }))).toEqual([[]]);
  });

  it('leave a gradient that dead units have cut to the warning of those', () => {
    const layers = { a: layer(0), b: layer(0, 1, { deadUnits: 1, units: 4 }), c: layer(1) };
    expect(kindsOf(epochOf(layers))).toEqual([['dead-units']]);
  });

  it('treat a gradient as exploded by its norm, by its growth over the first two epochs, or if it is not a number', () => {
    expect(kindsOf(epochOf({ a: layer(explodingNorm) }), epochOf({ a: layer(1.1 * explodingNorm) }))).toEqual([
      [],
      ['exploding-gradient'],
    ]);
    const [small, large] = [epochOf({ a: layer(0.01) }), epochOf({ a: layer(0.02 * 1.1 * explodingGrowth) })];
    const middle = epochOf({ a: layer(0.02) });
    expect(kindsOf(small, large)).toEqual([[], []]);
    expect(kindsOf(small, middle, large, large)).toEqual([[], [], ['exploding-gradient'], []]);
    expect(kindsOf(middle, small, epochOf({ a: layer(0.02 * 0.9 * explodingGrowth) }))).toEqual([[], [], []]);
    for (const norm of [Number.NaN, Infinity])
      expect(kindsOf(epochOf({ a: layer(norm) }))).toEqual([['exploding-gradient']]);
  });

  it('count dead units where the batch is large enough to tell', () => {
    const layers = { a: layer(1, 1, { deadUnits: deadShare + 0.01, units: 100 }) };
    expect(kindsOf(epochOf(layers), epochOf(layers))).toEqual([['dead-units'], []]);
    expect(kindsOf(epochOf(layers, { samplesMeasured: fewestSamples - 1 }))).toEqual([[]]);
    expect(kindsOf(epochOf({ a: layer(1, 1, { deadUnits: deadShare, units: 100 }) }))).toEqual([[]]);
  });

  it('leave alone a term that is within the ratio, or has no gradient', () => {
    const terms = (...norms: number[]) => ({
      terms: Object.fromEntries(norms.map((gradientNorm, i) => [`t${i}`, { value: 1, gradientNorm }])),
    });
    expect(kindsOf(epochOf({}, terms(1, drowningRatio)))).toEqual([[]]);
    expect(kindsOf(epochOf({}, terms(0, 1e9)))).toEqual([[]]);
    expect(kindsOf(epochOf({}, terms(1, 1.1 * drowningRatio, 0.5)))).toEqual([['drowned-term', 'drowned-term']]);
  });

  it('leave terms alone once the samples are learnt, since the loss of labels then has next to no gradient', () => {
    const terms = { labels: { value: 0, gradientNorm: 1e-6 }, teacher: { value: 1, gradientNorm: 1 } };
    expect(kindsOf(epochOf({}, { terms, accuracy: 0.99 }))).toEqual([[]]);
    expect(kindsOf(epochOf({}, { terms, accuracy: 0.9 }))).toEqual([['drowned-term']]);
  });
});

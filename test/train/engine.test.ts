import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { composeLoss, type TermSpec } from '../../host/distill/compose-loss.ts';
import { hintonTerms } from '../../host/distill/hinton.ts';
import type { Layer, Network, Weights } from '../../host/network/network.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { GraphShapeError } from '../../host/tensorflow/graph/graph-errors.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { shuffleIntoBatches } from '../../host/train/batches.ts';
import { openEngine } from '../../host/train/engine.ts';
import { labelLoss, type OperationsLoss } from '../../host/train/loss.ts';
import { learningRateAt } from '../../host/train/schedule.ts';
import { trainNetwork } from '../../host/train/train.ts';
import type { StepEvent } from '../../host/train/training-events.ts';
import type { TrainingOptions } from '../../host/train/training-options.ts';
import { lossOfBatch, trainWithTfjs } from '../support/tfjs-training.ts';
import { createTinyDataset, tinyNetwork, tinyTraining } from '../support/tiny-dataset.ts';

const dataset = createTinyDataset();
const options = { ...tinyTraining, epochs: 3 };

const window = { kernel: [3, 3], padding: 'same' } as const;
const logits: Layer = { type: 'dense', name: 'logits', units: 3 };
const networkOf = (name: string, ...layers: Layer[]): Network => ({ name, inputShape: [8, 8, 1], layers });
const networks = [
  tinyNetwork,
  networkOf(
    'depthwise',
    { type: 'conv2d', name: 'stem', filters: 6, ...window, useBias: false },
    { type: 'batchNorm', name: 'norm1', activation: 'relu' },
    { type: 'depthwiseConv2d', name: 'deep', ...window, strides: [2, 2], useBias: false },
    { type: 'batchNorm', name: 'norm2', activation: 'relu6' },
    { type: 'conv2d', name: 'point', filters: 8, kernel: [1, 1], padding: 'valid', activation: 'relu' },
    { type: 'globalAveragePool', name: 'mean' },
    logits,
  ),
  networkOf(
    'pools',
    { type: 'conv2d', name: 'conv', filters: 5, ...window, activation: 'relu6' },
    { type: 'conv2d', name: 'beside', filters: 2, ...window },
    { type: 'concatenate', name: 'both', inputs: ['conv', 'beside'] },
    { type: 'maxPool2d', name: 'largest', pool: [2, 2], padding: 'valid' },
    { type: 'depthwiseConv2d', name: 'deep', ...window, activation: 'relu' },
    { type: 'swish', name: 'swish' },
    { type: 'averagePool2d', name: 'average', pool: [3, 3], strides: [2, 2], padding: 'same' },
    { type: 'dropout', name: 'drop', rate: 0.3 },
    logits,
  ),
  networkOf(
    'perceptron',
    { type: 'dense', name: 'hidden', units: 20, useBias: false },
    { type: 'batchNorm', name: 'norm', activation: 'relu' },
    { type: 'dropout', name: 'drop1', rate: 0.2 },
    { type: 'dense', name: 'hidden2', units: 12, activation: 'relu' },
    { type: 'dropout', name: 'drop2', rate: 0.5 },
    logits,
  ),
];

const quantizationAware = networkOf(
  'quantization-aware',
  { type: 'conv2d', name: 'conv', filters: 5, ...window, activation: 'relu', weightBits: 8 },
  { type: 'fakeQuantize', name: 'conv-int8', scale: 0.01, zeroPoint: -128 },
  { type: 'depthwiseConv2d', name: 'deep', ...window, strides: [2, 2], weightBits: 4 },
  { type: 'fakeQuantize', name: 'deep-int8', scale: 0.02, zeroPoint: 3 },
  { ...logits, weightBits: 4 },
);

const teacher = {
  digest: 'abc',
  logitsOf: (ids: Int32Array) =>
    Float32Array.from({ length: 3 * ids.length }, (_, i) => 4 * Math.sin((i % 3) + 7 * ids[Math.floor(i / 3)])),
};
const distillation = composeLoss(hintonTerms({ alpha: 0.7, temperature: 3 }), {
  teachers: [teacher],
  combine: 'logits',
});
const surer = { ...teacher, digest: 'def', logitsOf: (ids: Int32Array) => teacher.logitsOf(ids).map((z) => 3 * z) };
const terms: TermSpec[] = [
  { type: 'soft-targets', temperature: 2, weight: { from: 0.1, to: 0.05 } },
  { type: 'logit-regression', weight: 0.01 },
  { type: 'soft-targets', temperature: 2, standardize: true, weight: 0.1 },
  { type: 'dkd', temperature: 2, beta: 2, weight: 0.05 },
  { type: 'dist', temperature: 2, weight: 0.05 },
  { type: 'exponential-decay', weight: 0.001 },
  { type: 'hyperbolic-decay', weight: 0.001 },
  { type: 'weight-elimination', weight: 0.001 },
];
const ensembles = (['probabilities', 'one-per-batch'] as const).map((combine) =>
  composeLoss(terms, { teachers: [teacher, surer], combine }),
);
/** Reads all that a loss may see: a layer, the weights, a teacher's word, how far the run has come. */
const everything: OperationsLoss = {
  description: 'everything that a loss may see',
  terms(ops, { logits, layer, weights }, { labels, progress, bySample }) {
    const kernels = [...weights].filter(([name]) => name.endsWith('/kernel'));
    const decay = kernels.map(([, kernel]) => ops.sum(ops.square(kernel))).reduce((sum, one) => ops.add(sum, one));
    const target = bySample('target', [3], (ids) => teacher.logitsOf(ids));
    return {
      labels: ops.mul(ops.mean(ops.softmaxCrossEntropy(logits, labels)), ops.sub(ops.neg(progress), -2)),
      hint: ops.mean(ops.square(ops.sub(ops.reshape(layer('logits'), ops.shapeOf(target)), target))),
      decay: ops.mul(decay, 0.01),
    };
  },
};

function runEngine(settings: TrainingOptions, count: number) {
  const engine = openEngine(settings);
  const { split, batchSize, seed, epochs, learningRate } = settings;
  const perEpoch = Math.ceil(split.ids.length / batchSize);
  const losses = Array.from({ length: count }, (_, step) => {
    const batches = shuffleIntoBatches(split.ids.length, batchSize, seed, Math.floor(step / perEpoch) + 1);
    const rate = learningRateAt(step, epochs * perEpoch, learningRate);
    const { terms } = engine.step(batches[step % perEpoch], step, rate);
    return Object.values(terms).reduce((sum, term) => sum + term, 0);
  });
  const { weights } = engine.state();
  engine.dispose();
  return { losses, weights };
}

describe('the engine', () => {
  it.each(
    networks.flatMap((network) =>
      [labelLoss, distillation, everything, ...ensembles].map((loss) => ({ name: network.name, network, loss })),
    ),
  )('has the loss curve of tfjs over 20 steps, to 1e-4: $name, $loss.description', ({ network, loss }) => {
    const settings = { ...options, network, loss };
    const [actual, expected] = [runEngine(settings, 20), trainWithTfjs(settings, 20)];
    for (const [step, value] of expected.losses.entries()) {
      expect(Math.abs(actual.losses[step] - value)).toBeLessThan(1e-4);
    }
    expect([...actual.weights.keys()]).toEqual([...expected.weights.keys()]);
    for (const [name, { data }] of expected.weights) {
      if (!name.endsWith('/mean') && !name.endsWith('/variance')) continue;
      for (const [i, value] of data.entries()) expect(actual.weights.get(name)!.data[i]).toBeCloseTo(value, 3);
    }
  });

  // Rounding makes a step of a difference of 1e-7 in one weight, so two trajectories part: each step is compared from the same weights.
  it.each([labelLoss, distillation, everything])(
    "has tfjs's loss at each of 20 steps, to 1e-4: quantization-aware, $description",
    (loss) => {
      const settings = { ...options, network: quantizationAware, loss };
      const engine = openEngine(settings);
      const batches = shuffleIntoBatches(dataset.train.ids.length, 32, 1, 1);
      for (let step = 0; step < 20; step++) {
        const positions = batches[step % 9];
        const { weights } = engine.state();
        const { terms } = engine.step(positions, step, 0.01);
        const expected = lossOfBatch({ ...settings, start: weights }, positions, step);
        expect(Math.abs(Object.values(terms).reduce((sum, term) => sum + term, 0) - expected)).toBeLessThan(1e-4);
      }
      engine.dispose();
    },
  );

  it.each([
    { optimizer: 'adamw', weightDecay: 0.1 },
    { optimizer: 'adam', weightDecay: 0.05 },
    { optimizer: 'sgd', learningRate: 0.05 },
    { optimizer: 'sgd', momentum: 0.5, weightDecay: 0.01, learningRate: 0.05 },
    { optimizer: 'adam', clipNorm: 0.3 },
    { optimizer: 'sgd', clipNorm: 0.3, learningRate: 0.1 },
  ] as const)('updates as written out by hand: %o', (recipe) => {
    const settings = { ...options, ...recipe };
    const [actual, expected] = [runEngine(settings, 12), trainWithTfjs(settings, 12)];
    for (const [step, value] of expected.losses.entries()) expect(actual.losses[step]).toBeCloseTo(value, 4);
  });

  it('keeps at 0 what was pruned, and forgets what the optimizer knew of it', async () => {
    const name = 'first/kernel';
    const beforeEpoch = {
      description: 'half of the first layer, before the second epoch',
      apply(weights: Weights, epoch: number) {
        if (epoch !== 2) return weights;
        const { shape, data } = weights.get(name)!;
        return new Map(weights).set(name, { shape, data: data.map((value, i) => (i % 2 === 0 ? 0 : value)) });
      },
    };
    for (const optimizer of ['adam', 'adamw', 'sgd'] as const) {
      const settings = { ...options, optimizer, weightDecay: 0.01, keepZeros: true, beforeEpoch };
      const { weights } = await trainNetwork(settings);
      const { data } = weights.get(name)!;
      expect([...data].map((value) => value === 0)).toEqual([...data].map((_, i) => i % 2 === 0));
    }
  });

  it('refuses to prune without keeping the zeros', async () => {
    const beforeEpoch = { description: 'prunes', prunes: true, apply: (weights: Weights) => weights };
    await expect(trainNetwork({ ...options, beforeEpoch })).rejects.toThrow(
      'keepZeros is undefined: it must be true if weights are pruned, or training undoes the pruning',
    );
  });

  it.each([
    [{ clipNorm: Number.POSITIVE_INFINITY }, 'norm to clip at is Infinity: it must be a number above 0'],
    [{ momentum: 0.9 }, 'momentum is 0.9: it must be left out with adam: it belongs to SGD'],
    [{ seed: Number.NaN }, 'seed is NaN: it must be a whole number below 2^53'],
  ])('refuses %o, which would be passed over or break every weight', async (wrong, message) => {
    await expect(trainNetwork({ ...options, ...wrong })).rejects.toThrow(message);
  });

  it('keeps the names of a layer that is named like one of its own parts', async () => {
    const network = networkOf('named', { type: 'dense', name: 'optimizer', units: 4, activation: 'relu' }, logits);
    const { weights } = await trainNetwork({ ...options, network, epochs: 1 });
    expect([...weights.keys()]).toEqual(['optimizer/kernel', 'optimizer/bias', 'logits/kernel', 'logits/bias']);
  });

  it('continues from given weights', async () => {
    const { weights: start } = await trainNetwork(options);
    const engine = openEngine({ ...options, start });
    expect(engine.state().weights).toEqual(start);
    engine.dispose();
  });

  it('says which layers there are to a loss that asks for another', () => {
    const loss = {
      description: 'wrong layer',
      terms: ((ops, { layer }) => ({ wrong: ops.mean(layer('conv9')) })) as typeof labelLoss.terms,
    };
    expect(() => openEngine({ ...options, loss })).toThrow(
      'layer is conv9: it must be one of the network’s: first, second, norm, sum, drop, logits',
    );
  });

  it('says how fast it is and how long it will take', async () => {
    const steps: StepEvent[] = [];
    await trainNetwork({ ...options, onEvent: (event) => event.type === 'step' && steps.push(event) });
    expect(steps[0].secondsLeft).toBeCloseTo((3 * 300 - 32) / steps[0].imagesPerSecond, 6);
    expect(steps.at(-1)!.secondsLeft).toBe(0);
  });

  it('names the layer whose shapes do not fit', () => {
    const network = networkOf('broken', { type: 'add', name: 'sum', inputs: ['input', 'input'] }, logits);
    expect(() => openEngine({ ...options, network })).not.toThrow();
    const loss = { ...labelLoss, terms: <T>() => ({}) as Record<string, T> };
    expect(() => openEngine({ ...options, loss })).toThrow('the loss has no terms');
    const wrong = {
      description: 'wrong',
      terms: ((ops, { logits: z }) => ({ wrong: ops.reshape(z, [7]) })) as typeof labelLoss.terms,
    };
    expect(() => openEngine({ ...options, loss: wrong })).toThrow(GraphShapeError);
    expect(() => openEngine({ ...options, loss: wrong })).toThrow('[32, 3] does not fill [7]');
  });

  it('leaves everything as it was where the loss is not finite', () => {
    const loss: OperationsLoss = {
      description: 'finite but for one sample',
      terms(ops, { logits: z }, batch) {
        const factor = batch.bySample('factor', [1], (ids) =>
          Float32Array.from(ids, (id) => (id === 7 ? Number.NaN : 1)),
        );
        return { labels: ops.mean(ops.mul(ops.softmaxCrossEntropy(z, batch.labels), ops.reshape(factor, [32]))) };
      },
    };
    const split = {
      ...dataset.train,
      images: dataset.train.images.subarray(0, 64 * 64),
      labels: dataset.train.labels.subarray(0, 64),
    };
    const ids = Int32Array.from({ length: 64 }, (_, i) => i);
    const engine = openEngine({ ...options, split: { ...split, ids }, loss });
    const positions = (first: number) => Uint32Array.from({ length: 32 }, (_, i) => first + i);
    engine.step(positions(32), 0, 0.01);
    const before = engine.state();
    expect(() => engine.step(positions(0), 1, 0.01)).toThrow('the loss is NaN, and first NaN in GatherV2 of "loss"');
    expect(engine.state()).toEqual(before);
    engine.step(positions(32), 1, 0.01);
    expect(engine.state()).not.toEqual(before);
    engine.dispose();
  });

  it('keeps native tensors and sessions flat over builds and releases', () => {
    const { binding } = tf.backend() as unknown as {
      binding: { getNumOfTensors(): number; getNumOfSavedModels(): number };
    };
    const counts = () => [binding.getNumOfTensors(), binding.getNumOfSavedModels(), tf.memory().numTensors];
    const start = counts();
    for (let cycle = 0; cycle < 5; cycle++) runEngine(options, 2);
    expect(counts()).toEqual(start);
  });

  it('gives the same bytes in a second process', async () => {
    const script = fileURLToPath(new URL('../support/print-training-digest.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script]);
    expect(stdout.trim()).toBe(digestTrainedNetwork(await trainNetwork(options)));
  });
});

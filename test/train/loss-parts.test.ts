// What a loss may bring into a step beside its formula: frozen networks that run on the same pictures, weights of its own, clipped gradients.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeLoss, type TermSpec } from '../../host/distill/compose-loss.ts';
import { drawInitialWeights } from '../../host/network/initial-weights.ts';
import type { Network } from '../../host/network/network.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { shuffleIntoBatches } from '../../host/train/batches.ts';
import { openEngine } from '../../host/train/engine.ts';
import { learningRateAt } from '../../host/train/schedule.ts';
import { trainNetwork } from '../../host/train/train.ts';
import type { EpochEvent, TrainingEvent } from '../../host/train/training-events.ts';
import type { TrainingOptions } from '../../host/train/training-options.ts';
import { trainWithTfjs } from '../support/tfjs-training.ts';
import { tinyNetwork, tinyTraining } from '../support/tiny-dataset.ts';

const teacherNetwork: Network = {
  name: 'teacher',
  inputShape: [8, 8, 1],
  layers: [
    { type: 'conv2d', name: 'wide', filters: 6, kernel: [3, 3], strides: [2, 2], padding: 'same', useBias: false },
    { type: 'batchNorm', name: 'norm', activation: 'relu' },
    { type: 'conv2d', name: 'deep', filters: 4, kernel: [2, 2], padding: 'valid', activation: 'relu' },
    { type: 'dropout', name: 'drop', rate: 0.5 },
    { type: 'dense', name: 'logits', units: 3 },
  ],
};
const trained = { network: teacherNetwork, weights: drawInitialWeights(teacherNetwork, 7) };
const digest = digestTrainedNetwork(trained);
const cachedOnly = { digest, logitsOf: (ids: Int32Array) => new Float32Array(3 * ids.length) };
const teacher = { ...cachedOnly, trained };
const live = { teachers: [teacher], combine: 'logits', live: true } as const;

const hintTerms: readonly TermSpec[] = [
  { type: 'labels' },
  { type: 'soft-targets', temperature: 2, weight: 0.5 },
  { type: 'hint', student: 'sum', teacher: 'deep' },
  { type: 'flow', student: ['first', 'second'], teacher: ['deep', 'deep'] },
  { type: 'relational-distance', student: 'sum', teacher: 'deep' },
  { type: 'relational-angle', student: 'logits', teacher: 'logits' },
];
const graphTerms: readonly TermSpec[] = [
  { type: 'labels' },
  { type: 'irg-edges', student: 'sum', teacher: 'deep' },
  { type: 'irg-edge-transformation', student: ['first', 'sum'], teacher: ['norm', 'deep'] },
  { type: 'irg-vertex-transformation', student: ['first', 'sum'], teacher: ['wide', 'norm'] },
  { type: 'attention-graph', student: ['first', 'sum'], teacher: ['norm', 'deep'], heads: 2, width: 4 },
];
const robustTerms: readonly TermSpec[] = [
  { type: 'labels' },
  { type: 'teacher-margin', weight: 0.2 },
  { type: 'input-gradient', weight: 0.2, step: 0.05 },
];
const options: TrainingOptions = { ...tinyTraining, loss: composeLoss(hintTerms, live), epochs: 3 };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-loss-parts-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a loss with frozen networks and its own weights', () => {
  it.each([
    ['hints, flow and relations', hintTerms, ['hint/kernel', 'hint/bias']],
    ['margins and input gradients', robustTerms, []],
    ['graphs', graphTerms, ['front', 'query', 'key', 'value', 'estimate'].map((name) => `attention-graph/${name}`)],
  ])('is computed and differentiated by the graph as by tfjs, over batches of two sizes: %s', (_, specs, names) => {
    const settings = { ...options, loss: composeLoss(specs, live), split: options.split as never };
    const expected = trainWithTfjs(settings, 12);
    const engine = openEngine(settings);
    for (let step = 0; step < 12; step++) {
      const batches = shuffleIntoBatches(300, 32, 1, Math.floor(step / 10) + 1);
      const { terms } = engine.step(batches[step % 10], step, learningRateAt(step, 30, 0.01));
      expect(Object.keys(terms)).toEqual(specs.map(({ type }) => type));
      const loss = Object.values(terms).reduce((sum, term) => sum + term, 0);
      expect(Math.abs(loss - expected.losses[step]), `step ${step}`).toBeLessThan(2e-4);
    }
    const { own } = engine.state();
    engine.dispose();
    expect([...own.keys()]).toEqual(names);
    for (const [name, { data }] of own) {
      for (const [i, value] of data.entries()) expect(value).toBeCloseTo(expected.own.get(name)![i], 2);
    }
  });

  it('learns its own weights from where the seed has them, and leaves the teacher’s byte for byte', async () => {
    const before = digestTrainedNetwork(trained);
    const engine = openEngine(options);
    const first = engine.state().own.get('hint/kernel')!;
    expect(first.shape).toEqual([2, 2, 4, 4]);
    expect(first.data).toEqual(composeLoss(hintTerms, live).own!(tinyNetwork, 1).get('hint/kernel')!.data);
    expect(first.data).not.toEqual(composeLoss(hintTerms, live).own!(tinyNetwork, 2).get('hint/kernel')!.data);
    engine.step(shuffleIntoBatches(300, 32, 1, 1)[0], 0, 0.01);
    expect(engine.state().own.get('hint/kernel')!.data).not.toEqual(first.data);
    engine.dispose();
    expect(digestTrainedNetwork(trained)).toBe(before);
  });

  it('gives a student without them, and reports them apart', async () => {
    const epochs: EpochEvent[] = [];
    const onEvent = (event: TrainingEvent) => event.type === 'epoch' && epochs.push(event);
    const student = await trainNetwork({ ...options, epochs: 1, onEvent });
    expect([...student.weights.keys()]).toEqual([...drawInitialWeights(tinyNetwork, 1).keys()]);
    const [{ own, layers, terms }] = epochs;
    expect(Object.keys(own!)).toEqual(['hint/kernel', 'hint/bias']);
    expect(own!['hint/kernel'].values).toBe(2 * 2 * 4 * 4);
    for (const { gradientNorm, weightNorm } of Object.values(own!)) {
      expect(gradientNorm).toBeGreaterThan(0);
      expect(weightNorm).toBeGreaterThan(0);
    }
    expect(Object.keys(layers)).toEqual(['first', 'second', 'norm', 'sum', 'logits']);
    for (const { type } of hintTerms) expect(terms[type].gradientNorm).toBeGreaterThan(0);
  });

  it.each(['adam', 'sgd'] as const)('resumes to the same bytes after an interruption, with %s', async (optimizer) => {
    const settings = { ...options, optimizer, learningRate: 0.002, epochs: 2 };
    const checkpointPath = join(folder, `${optimizer}.safetensors`);
    const stop = new AbortController();
    const onEvent = (event: TrainingEvent) =>
      event.type === 'step' && event.epoch === 2 && event.step === 3 && stop.abort();
    await expect(trainNetwork({ ...settings, checkpointPath, signal: stop.signal, onEvent })).rejects.toThrow(
      'aborted',
    );
    const resumed = await trainNetwork({ ...settings, checkpointPath });
    expect(digestTrainedNetwork(resumed)).toBe(digestTrainedNetwork(await trainNetwork(settings)));
  });

  it('gives a student without the heads of an attention graph, under a teacher that keeps its bytes', async () => {
    const before = digestTrainedNetwork(trained);
    const epochs: EpochEvent[] = [];
    const onEvent = (event: TrainingEvent) => event.type === 'epoch' && epochs.push(event);
    const student = await trainNetwork({ ...options, loss: composeLoss(graphTerms, live), epochs: 1, onEvent });
    expect([...student.weights.keys()]).toEqual([...drawInitialWeights(tinyNetwork, 1).keys()]);
    expect(digestTrainedNetwork(trained)).toBe(before);
    const [{ own, terms }] = epochs;
    for (const { gradientNorm } of [...Object.values(own!), ...Object.values(terms)]) {
      expect(gradientNorm).toBeGreaterThan(0);
    }
  });

  it('refuses a checkpoint of the same terms under cached outputs', async () => {
    const checkpointPath = join(folder, 'live.safetensors');
    const soft: readonly TermSpec[] = [{ type: 'soft-targets' }];
    await trainNetwork({ ...options, epochs: 1, loss: composeLoss(soft, live), checkpointPath });
    const cached = composeLoss(soft, { ...live, live: false });
    await expect(trainNetwork({ ...options, epochs: 1, loss: cached, checkpointPath })).rejects.toThrow(
      'it was written with a different network, data set, loss, seed or setting',
    );
  });

  it('asks the teacher about the moved pictures, in the teacher’s own scale of pixels', () => {
    const augmentation = { shift: 2, flip: true };
    const soft: readonly TermSpec[] = [{ type: 'logit-regression' }];
    const lossOf = (batch: Uint32Array, step: number, settings: Partial<TrainingOptions>) => {
      const engine = openEngine({ ...options, network: teacherNetwork, start: trained.weights, ...settings });
      const { terms } = engine.step(batch, step, 1e-9);
      engine.dispose();
      return terms['logit-regression'];
    };
    // Frozen without dropout and by kept statistics, so a student of the same weights is compared without either.
    const plain = {
      ...teacherNetwork,
      layers: teacherNetwork.layers.filter(({ type }) => type === 'conv2d' || type === 'dense'),
    };
    const network: Network = {
      ...plain,
      layers: plain.layers.map((layer) => (layer.name === 'wide' ? { ...layer, activation: 'relu' } : layer)),
    };
    const weights = new Map([...trained.weights].filter(([name]) => !name.startsWith('norm/')));
    const twin = { ...cachedOnly, trained: { network, weights } };
    const batch = shuffleIntoBatches(300, 32, 1, 1)[0];
    const same = { network, start: weights, augmentation };
    expect(lossOf(batch, 0, { ...same, loss: composeLoss(soft, { ...live, teachers: [twin] }) })).toBeLessThan(1e-9);
    const other = { scale: 2 / 255, offset: -1 };
    const rescaled = { ...twin, trained: { ...twin.trained, preprocessing: other } };
    const preprocessing = { scale: 1 / 128, offset: -1 };
    const loss = composeLoss(soft, { ...live, teachers: [rescaled] });
    const apart = lossOf(batch, 0, { ...same, preprocessing, loss });
    const identical = composeLoss(soft, { ...live, teachers: [twin] });
    expect(lossOf(batch, 0, { ...same, preprocessing, loss: identical })).toBeLessThan(1e-9);
    expect(apart).toBeGreaterThan(1e-6);
  });

  it('shortens a clipped term’s gradient to the other’s, and never lengthens it', () => {
    const specs = (clipTo?: string, weight = 1): readonly TermSpec[] => [
      { type: 'labels' },
      { type: 'hint', student: 'sum', teacher: 'deep', weight, ...(clipTo && { clipTo }) },
    ];
    const norms = (terms: readonly TermSpec[]) => {
      const engine = openEngine({ ...options, loss: composeLoss(terms, live) });
      const measured = engine.measure(shuffleIntoBatches(300, 32, 1, 1)[0], 0).terms;
      engine.dispose();
      return measured;
    };
    const loud = norms(specs(undefined, 1000));
    expect(loud.hint).toBeGreaterThan(2 * loud.labels);
    const clipped = norms(specs('labels', 1000));
    expect(clipped.labels).toBeCloseTo(loud.labels, 5);
    expect(clipped.hint / clipped.labels).toBeCloseTo(1, 4);
    const quiet = norms(specs(undefined, 1e-3));
    expect(quiet.hint).toBeLessThan(quiet.labels);
    expect(norms(specs('labels', 1e-3)).hint).toBeCloseTo(quiet.hint, 6);
  });
});

describe('a loss that looks inside refuses', () => {
  const compose = (terms: readonly TermSpec[], given: object = live) =>
    openEngine({ ...options, loss: composeLoss(terms, given as never) });
  it.each<[string, () => unknown, string]>([
    [
      'a teacher known by its outputs alone',
      () => compose([{ type: 'hint', student: 'sum', teacher: 'deep' }], { ...live, teachers: [cachedOnly] }),
      'of which only outputs are available: it must be a network that can be run',
    ],
    [
      'no teacher at all',
      () =>
        compose([{ type: 'flow', student: ['first', 'sum'], teacher: ['deep', 'deep'] }], { ...live, teachers: [] }),
      'number of teachers is 0: it must be at least 1',
    ],
    [
      'a layer that the student has not',
      () => compose([{ type: 'hint', student: 'middle', teacher: 'deep' }]),
      'layer is middle: it must be one of those of "tiny": first, second, norm, sum, drop, logits',
    ],
    [
      'a layer that the teacher has not',
      () => compose([{ type: 'relational-distance', student: 'sum', teacher: 'middle' }]),
      'layer is middle: it must be one of the network’s: wide, norm, deep, drop, logits',
    ],
    [
      'a hint larger than the guided layer, with both shapes',
      () => compose([{ type: 'hint', student: 'logits', teacher: 'deep' }]),
      '"logits" [1, 1, 3]: it must be a layer at least as high and wide as the teacher’s "deep" [3, 3, 4]',
    ],
    [
      'flow matrices of other sizes, with both',
      () => compose([{ type: 'flow', student: ['first', 'sum'], teacher: ['wide', 'norm'] }]),
      'flow matrix of first and sum is 4×4: it must be 6×6',
    ],
    [
      'a change between layers whose channels do not go together, with both shapes',
      () => compose([{ type: 'irg-vertex-transformation', student: ['first', 'sum'], teacher: ['norm', 'deep'] }]),
      'change between two layers is "norm" [4, 4, 6] to "deep" [3, 3, 4]: it must be between layers with the same number of channels, or a multiple',
    ],
    [
      'an attention graph of layers that are not there',
      () => compose([{ type: 'attention-graph', student: ['first', 'middle'], teacher: ['norm', 'deep'] }]),
      'layer is middle: it must be one of those of "tiny": first, second, norm, sum, drop, logits',
    ],
    [
      'to clip to a term that is not there',
      () => compose([{ type: 'labels' }, { type: 'soft-targets', clipTo: 'hint' }]),
      'loss term "soft-targets" clipTo is hint: it must be another term: labels',
    ],
  ])('%s', (_, run, message) => {
    expect(run).toThrow(message);
  });

  it('a teacher that takes pictures of another shape', () => {
    const network: Network = { ...teacherNetwork, inputShape: [16, 16, 1] };
    const larger = { ...teacher, trained: { network, weights: drawInitialWeights(network, 1) } };
    const loss = composeLoss(hintTerms, { ...live, teachers: [larger] });
    expect(() => openEngine({ ...options, loss })).toThrow('input of teacher "teacher" is 16×16×1: it must be 8×8×1');
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countNonZero } from '../../host/compress/prune.ts';
import { terms as allTerms } from '../../host/distill/terms.ts';
import { describeMethods } from '../../host/lab/describe-methods.ts';
import type { LabTeacher } from '../../host/lab/method.ts';
import { checkMethodFor, type MethodName, methods, readMethodOptions } from '../../host/lab/methods.ts';
import { runMethod } from '../../host/lab/run-method.ts';
import { withholdTest } from '../../host/lab/withhold-test.ts';
import { perceptron } from '../../host/network/architectures.ts';
import type { Network, TrainedNetwork } from '../../host/network/network.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { fullTreeNetwork } from '../../host/network/tree-architecture.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { accuracy } from '../support/accuracy.ts';
import { tinyNetwork } from '../support/tiny-dataset.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';
import { tinyDataset, tinyRecipe, trainTinyTeacher } from './lab-bench.ts';

let folder = '';
let teachers: readonly LabTeacher[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-methods-'));
  teachers = [await trainTinyTeacher(1), await trainTinyTeacher(2)];
});
afterAll(() => rm(folder, { recursive: true }));

const smallTree = fullTreeNetwork(tinyNetwork.inputShape, 3, 4);

let runs = 0;
async function run(
  name: MethodName,
  given: Record<string, unknown> = {},
  asked: readonly LabTeacher[] = teachers,
  network = name === 'tree' ? smallTree : tinyNetwork,
): Promise<TrainedNetwork> {
  const { data } = withholdTest(tinyDataset);
  const shared = { data, network, recipe: { ...tinyRecipe, epochs: 6 }, seed: 1, teachers: asked };
  const options = readMethodOptions(name, given);
  return (await runMethod({ ...shared, method: name, options, folder: join(folder, String(runs++)) })).student;
}

/** A teacher of its own for a method that prunes it: all hidden channels of the others' are tied. */
let straight: LabTeacher;
beforeAll(async () => {
  straight = await trainTinyTeacher(1, perceptron(tinyNetwork.inputShape, 3, [16]));
});

/** What has no default, or one for more than the three classes here. */
const needed: Partial<Record<MethodName, Record<string, unknown>>> = {
  specialists: { clusters: 2 },
  'omitted-class': { omitted: 1 },
  assistants: { through: 'mlp:12>mlp:8' },
  'born-again': { generations: 1 },
  'zero-shot': { impressions: 300, steps: 40 },
  composed: {
    stages: [
      { terms: [{ type: 'labels' }], epochs: 2, prune: { sparsity: 0.3 } },
      { terms: [{ type: 'soft-targets', temperature: 2 }], epochs: 2, quantize: { weightBits: 8 } },
    ],
  },
};

/** Of boxes: detection.test.ts has it. */
const ofClasses = (Object.keys(methods) as MethodName[]).filter((name) => name !== 'bounded-detection');

describe('every method', () => {
  it.each(ofClasses)('%s gives a student that has learnt, and leaves no tensors', async (name) => {
    const before = tf.memory().numTensors;
    const student = await run(name, needed[name], name === 'few-sample' ? [straight] : teachers);
    expect(tf.memory().numTensors).toBe(before);
    const { validation, preprocessing } = tinyDataset;
    expect(accuracy(await computeLogits(student, validation.images, preprocessing), validation.labels)).toBeGreaterThan(
      0.5,
    );
  });

  it.each(['hints', 'flow', 'relations', 'irg', 'attention-graph'] as const)(
    '%s runs its teacher, names its layers in the stage, and refuses one only its outputs are available',
    async (name) => {
      const stages: string[] = [];
      const { data } = withholdTest(tinyDataset);
      const shared = { data, network: tinyNetwork, recipe: { ...tinyRecipe, epochs: 2 }, seed: 1, teachers };
      const onEvent = (stage: string) => stages.push(stage);
      const settings = { ...shared, method: name, options: readMethodOptions(name, {}) };
      const one = { ...settings, folder: join(folder, String(runs++)), onEvent };
      const { student, stages: runner } = await runMethod(one);
      expect(
        [...student.weights.keys()].every((weight) =>
          tinyNetwork.layers.some((layer) => weight.startsWith(layer.name)),
        ),
      ).toBe(true);
      expect(runner.steps()).toBe(2 * 10); // As many as scratch.
      expect(stages[0]).toMatch(/first|norm|sum/);
      const outputs = teachers.map(({ digest, logitsOf }) => ({ digest, logitsOf }));
      await expect(run(name, {}, outputs)).rejects.toThrow('cannot be run, because only its outputs are available');
    },
  );

  it('grows a tree or trains: a tree has the leaves of the labels’ tree, and what trains refuses one', async () => {
    const leavesOf = ({ weights }: TrainedNetwork) => weights.get('paths/bias')!.data.length;
    const scratch = await run('scratch', {}, [], smallTree);
    expect(leavesOf(await run('tree', { times: 2 }))).toBe(leavesOf(scratch));
    expect(leavesOf(await run('tree', { leaves: 3 }))).toBe(3);
    const site = { classes: 3, values: 'uint8', student: smallTree } as const;
    for (const name of Object.keys(methods).filter((name) => name !== 'scratch' && name !== 'tree')) {
      const options = readMethodOptions(name, { ...needed[name as MethodName] });
      expect(() => checkMethodFor(name, options, site)).toThrow('"tree:4" is grown, not trained');
    }
    const other = { ...site, student: tinyNetwork };
    expect(() => checkMethodFor('tree', readMethodOptions('tree', {}), other)).toThrow('"tiny" is not a tree');
  });

  it('grows no tree of one class', async () => {
    const { data } = withholdTest(tinyDataset);
    const train = { ...data.train, labels: new Uint8Array(data.train.labels.length).fill(1) };
    const shared = { network: smallTree, recipe: tinyRecipe, seed: 1, teachers, options: {} };
    const growing = runMethod({ ...shared, data: { ...data, train }, method: 'scratch', folder });
    await expect(growing).rejects.toMatchObject({ code: 'TREE_NOTHING_TO_SPLIT' });
  });

  it('explains itself: a source, and each option with a range and a meaning', () => {
    for (const { source, options } of describeMethods()) {
      expect(source.length).toBeGreaterThan(10);
      for (const { name, range, meaning } of options) {
        expect(range, name).not.toBe('any');
        expect(meaning.length, name).toBeGreaterThan(5);
      }
    }
    const [{ options }] = describeMethods('soft-targets');
    expect(options[0]).toEqual({
      name: 'temperature',
      range: '1 … 1000',
      otherwise: ', default 4',
      meaning: 'temperature for both networks; the paper uses 20 on MNIST',
    });
  });

  it('explains what a composed stage may hold, down to the settings of each loss term', () => {
    const [{ options }] = describeMethods('composed');
    const { terms, learningRate, quantize } = Object.fromEntries(options[0].fields!.map((one) => [one.name, one]));
    expect(terms.fields!.map(({ name }) => name)).toEqual(Object.keys(allTerms));
    expect(terms.fields![1].meaning).toContain('Hinton, Vinyals, Dean 2015');
    expect(terms.fields![1].fields![1]).toMatchObject({ name: 'temperature', range: '1 … 1000' });
    expect(learningRate.range).toBe('above 0 … 10');
    expect(quantize.fields).toMatchObject([{ name: 'weightBits', range: '4, 8' }]);
  });
});

describe('soft targets of the best of several teachers', () => {
  it('are those of the one most accurate on the validation split, alone', async () => {
    const [good] = teachers;
    const trained = makeRandomTrained(tinyNetwork, 3);
    const poor: LabTeacher = { digest: 'poor', logitsOf: (ids) => new Float32Array(ids.length * 3), trained };
    const digestOf = async (...asked: Parameters<typeof run>) => digestTrainedNetwork(await run(...asked));
    const alone = await digestOf('soft-targets', {}, [good]);
    expect(await digestOf('soft-targets', { combine: 'best' }, [poor, good])).toBe(alone);
    expect(await digestOf('soft-targets', { combine: 'logits' }, [poor, good])).not.toBe(alone);
  });

  it('are refused where a teacher cannot be run', async () => {
    const outside: LabTeacher = { digest: 'outside', logitsOf: teachers[0].logitsOf };
    await expect(run('soft-targets', { combine: 'best' }, [outside])).rejects.toThrow('only its outputs are available');
  });
});

describe('a student quantized after training', () => {
  it('has four bits by the surgeon where that is asked for, and is what it was by nearest steps where not', async () => {
    const [nearest, plain, surgeon] = [
      await run('quantize-only', { weightBits: 4, rounding: 'nearest' }),
      await run('quantize-only', { weightBits: 4 }),
      await run('quantize-only', { weightBits: 4, rounding: 'surgeon' }),
    ];
    expect(digestTrainedNetwork(plain)).toBe(digestTrainedNetwork(nearest));
    const kernels = [...surgeon.weights].filter(([weight]) => weight.endsWith('/kernel'));
    for (const [, { shape, data }] of kernels) {
      const units = shape.at(-1)!;
      const values = Array.from({ length: data.length / units }, (_, i) => data[i * units]);
      const scale = Math.max(...values.map(Math.abs)) / 7;
      for (const value of values) expect(Math.abs(value / scale - Math.round(value / scale))).toBeLessThan(1e-5);
    }
  });
});

describe('a pruned student', () => {
  it.each([
    ['prune', { criterion: 'magnitude', sparsity: 0.6 }],
    ['prune', { criterion: 'optimal-brain-damage', sparsity: 0.6 }],
    ['prune', { criterion: 'optimal-brain-surgeon', sparsity: 0.6 }],
    ['gradual-pruning', { sparsity: 0.6 }],
    ['biased-decay', { sparsity: 0.6 }],
  ] as const)('has the sparsity that was asked for behind its last epoch: %s %o', async (name, given) => {
    const student = await run(name, given);
    const kernels = [...student.weights].filter(([weight]) => weight.endsWith('/kernel'));
    const weights = kernels.reduce((sum, [, { data }]) => sum + data.length, 0);
    expect(countNonZero(student.weights)).toBe(weights - Math.round(0.6 * weights));
  });

  it('is refused where a stage quantizes what is not there yet, or twice', () => {
    const terms = [{ type: 'labels' }];
    const quantize = { weightBits: 4 };
    const read =
      (...stages: object[]) =>
      () =>
        readMethodOptions('composed', { stages });
    expect(read({ terms, quantize })).toThrow('the first stage has no weights yet to quantize');
    expect(read({ terms }, { terms, quantize }, { terms, quantize })).toThrow('quantize may be in one stage only');
  });

  it('keeps its zeros through the stages of a composed experiment', async () => {
    const student = await run('composed', needed.composed);
    const kernels = [...student.weights].filter(([weight]) => weight.endsWith('/kernel'));
    const weights = kernels.reduce((sum, [, { data }]) => sum + data.length, 0);
    expect(countNonZero(student.weights)).toBe(weights - Math.round(0.3 * weights));
    expect(student.network.layers.some(({ type }) => type === 'fakeQuantize')).toBe(true);
  });
});

describe('teacher assistants', () => {
  const site = { classes: 3, student: tinyNetwork, values: 'uint8' as const };
  const checked = (through: string) => () => checkMethodFor('assistants', { through }, site);
  it('that are not networks, or do not fit such pictures, are refused before anything is trained', () => {
    expect(checked('mlp:12>nonsense')).toThrow("'nonsense' is not a network name: write student, ");
    expect(checked('vgg:4-4-4-4-4-4-4-4/4')).toThrow(/vgg:4-4-4-4-4-4-4-4\/4/);
    expect(checked('mlp:12>mlp:8')).not.toThrow();
  });

  it('are each taught by the one before: without a teacher the first has nobody to ask', async () => {
    await expect(run('assistants', { through: 'mlp:8' }, [])).rejects.toThrow('number of teachers');
  });
});

describe('born-again generations', () => {
  it('as one network have the layers of all, and the last of them is taught by the one before it', async () => {
    const [last, all] = [
      await run('born-again', { generations: 1 }),
      await run('born-again', { generations: 1, ensemble: true }),
    ];
    expect(all.network.layers).toHaveLength(2 * last.network.layers.length + 1);
    for (const [name, { data }] of last.weights) {
      const scale = name.startsWith(`${last.network.layers.at(-1)!.name}/`) ? 2 : 1;
      expect(all.weights.get(`1-${name}`)!.data).toEqual(data.map((value) => value / scale));
    }
    const scratch = await run('scratch');
    expect(digestTrainedNetwork(last)).not.toBe(digestTrainedNetwork(scratch));
  });
});

describe('zero-shot', () => {
  const options = readMethodOptions('zero-shot', { impressions: 200, steps: 20 });
  const { data } = withholdTest(tinyDataset);

  it('resumes after its impressions following an interruption, to the same student', async () => {
    const stop = new AbortController();
    const shared = { data, network: tinyNetwork, recipe: tinyRecipe, seed: 1, teachers, method: 'zero-shot', options };
    const [interrupted, seen] = [join(folder, String(runs++)), [] as string[]];
    const see = (stage: string, { type }: { type: string }) => {
      seen.push(`${stage}: ${type}`);
      if (type === 'step') stop.abort();
    };
    await expect(runMethod({ ...shared, folder: interrupted, onEvent: see, signal: stop.signal })).rejects.toThrow();
    expect(seen.filter((event) => event === 'impressions: making')).toHaveLength(2 * 20);
    seen.length = 0;
    const { student } = await runMethod({
      ...shared,
      folder: interrupted,
      onEvent: (stage, { type }) => seen.push(`${stage}: ${type}`),
    });
    expect(seen).not.toContain('impressions: making');
    const whole = await runMethod({ ...shared, folder: join(folder, String(runs++)) });
    expect(digestTrainedNetwork(student)).toBe(digestTrainedNetwork(whole.student));
    expect(student.learnedFrom?.labels).toHaveLength(6 * 32); // Whole batches: two epochs with scratch’s 20 steps leave room for no more.
  });

  it('refuses floats, and statistics that its teacher has not kept', () => {
    const check = (site: object, statistics = 0) =>
      checkMethodFor(
        'zero-shot',
        { ...options, statistics },
        { classes: 3, student: tinyNetwork, values: 'uint8', ...site },
      );
    expect(() => check({ values: 'float32' })).toThrow('these samples are floats');
    const teacher: Network = {
      ...tinyNetwork,
      name: 'plain',
      layers: tinyNetwork.layers.filter(({ type }) => type !== 'batchNorm'),
    };
    expect(() => check({ teacher }, 0.5)).toThrow(
      'option statistics is 0.5, but the teacher "plain" has no batch normalization',
    );
    expect(() => check({ teacher: tinyNetwork }, 0.5)).not.toThrow();
  });
});

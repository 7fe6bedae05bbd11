import { beforeAll, describe, expect, it } from 'vitest';
import { pruneChannels } from '../../host/compress/prune-channels.ts';
import { selectSamples } from '../../host/dataset/dataset.ts';
import type { LabTeacher, MethodContext, MethodStudent } from '../../host/lab/method.ts';
import { fewSample } from '../../host/lab/methods/few-sample.ts';
import { checkMethodFor, readMethodOptions } from '../../host/lab/methods.ts';
import type { TrainedNetwork } from '../../host/network/network.ts';
import { countParameters } from '../../host/network/shapes.ts';
import { vggNetwork } from '../../host/network/staged-architectures.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { foldNetwork } from '../../host/quantize/fold.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { accuracy } from '../support/accuracy.ts';
import { tinyNetwork } from '../support/tiny-dataset.ts';
import { tinyDataset, trainTinyTeacher } from './lab-bench.ts';

const { shape, preprocessing, validation } = tinyDataset;
const few = selectSamples(tinyDataset.train, shape, [3, 30, 59, 100, 155, 200, 240, 299]);
const vgg = vggNetwork({ name: 'vgg:16-16/2', shape, classes: 3 }, [16, 16], 2);
let teacher: LabTeacher;
beforeAll(async () => {
  teacher = await trainTinyTeacher(1, vgg);
});

/** A context in which nothing but the few pictures can be read. */
function contextWith(teachers: readonly LabTeacher[]): MethodContext {
  const refuse = (what: string) => (): never => {
    throw new Error(`${what} read`);
  };
  const train = Object.defineProperty({ ...few }, 'labels', { get: refuse('labels') });
  const { test: _, ...rest } = tinyDataset;
  const data = Object.defineProperty({ ...rest, train }, 'validation', { get: refuse('validation') });
  const recipe = { epochs: 1, batchSize: 32, learningRate: 0.01 };
  return {
    data,
    network: tinyNetwork,
    recipe,
    seed: 1,
    teachers,
    train: refuse('training'),
    keepSamples: refuse('samples'),
    report: () => {},
  };
}

async function run(given: object, teachers: readonly LabTeacher[] = [teacher]): Promise<MethodStudent> {
  const options = readMethodOptions('few-sample', { ...given }) as Parameters<typeof fewSample.run>[1];
  return fewSample.run(contextWith(teachers), options);
}

const accuracyOf = async (trained: TrainedNetwork) =>
  accuracy(await computeLogits(trained, validation.images, preprocessing), validation.labels);

describe('few-sample distillation', () => {
  it('regains most of what pruning lost, of the few pictures alone: neither labels nor other samples are read', async () => {
    const [whole, pruned, recovered] = [
      teacher.trained!,
      await run({ keep: 0.7, recover: false }),
      await run({ keep: 0.7 }),
    ];
    expect(recovered.network).toEqual(pruned.network);
    expect(countParameters(recovered.network)).toBeLessThan(0.6 * countParameters(whole.network));
    const [of, lost, left] = [await accuracyOf(whole), await accuracyOf(pruned), await accuracyOf(recovered)];
    expect(of - lost).toBeGreaterThan(0.2);
    expect(left - lost).toBeGreaterThan(0.9 * (of - lost));
  });

  it('says what the student learnt from, on which int8 ranges are then measured', async () => {
    const { learnedFrom } = await run({});
    expect(learnedFrom!.ids).toEqual(few.ids);
    expect((await run({ recover: false })).learnedFrom!.ids).toEqual(few.ids);
  });

  it('is the pruned teacher where nothing is to be recovered', async () => {
    const { network, weights } = await run({ keep: 0.75, recover: false });
    const { pruned } = pruneChannels(foldNetwork(teacher.trained!), 0.75);
    expect(digestTrainedNetwork({ network, weights })).toBe(digestTrainedNetwork(pruned));
  });

  it('sees a hundredth of the training split at most', () => {
    expect(fewSample.sees!({ keep: 0.5, recover: true, share: 0.005 })).toBe(0.005);
    expect(readMethodOptions('few-sample', {})).toEqual({ keep: 0.75, recover: true, share: 0.01 });
    expect(() => readMethodOptions('few-sample', { share: 0.02 })).toThrow('option share is 0.02');
  });

  it('refuses a teacher with nothing to prune before anything is trained', async () => {
    const check = (keep: number) => () =>
      checkMethodFor('few-sample', readMethodOptions('few-sample', { keep }), {
        classes: 3,
        student: vgg,
        values: 'uint8',
        teacher: tinyNetwork,
      });
    expect(check(0.5)).toThrow('method "few-sample": no channel of network "tiny" can be pruned');
    expect(() =>
      checkMethodFor('few-sample', readMethodOptions('few-sample', {}), { classes: 3, student: vgg, values: 'uint8' }),
    ).not.toThrow();
    await expect(run({}, [await trainTinyTeacher(1)])).rejects.toThrow('no channel of network "tiny" can be pruned');
  });

  it('refuses to do without a teacher that can be run', async () => {
    await expect(run({}, [])).rejects.toThrow('there is no teacher to prune');
    const { digest, logitsOf } = teacher;
    await expect(run({}, [{ digest, logitsOf }])).rejects.toThrow(
      'cannot be run, because only its outputs are available',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { compareSteps, countSteps, epochsOver, shareSteps } from '../../host/lab/equal-steps.ts';
import { divideRecipe } from '../../host/lab/fine-tune.ts';
import type { LabTeacher, MethodContext, Stage } from '../../host/lab/method.ts';
import { findMethod, type MethodName, methods, readMethodOptions } from '../../host/lab/methods.ts';
import { withholdTest } from '../../host/lab/withhold-test.ts';
import { tinyNetwork } from '../support/tiny-dataset.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';
import { tinyDataset } from './lab-bench.ts';

const { data } = withholdTest(tinyDataset);
const samples = data.train.ids.length;
const teacher: LabTeacher = {
  digest: 'teacher',
  logitsOf: (ids) => new Float32Array(3 * ids.length),
  trained: makeRandomTrained(tinyNetwork, 1),
};

/** Of the student, by a method that is given untrained networks for trained ones. */
async function stepsOf(name: MethodName, given: Record<string, unknown>, epochs: number) {
  const recipe = { epochs, batchSize: 32, learningRate: 0.01 };
  const stages: { name: string; steps: number; apart: boolean }[] = [];
  const train = async (stage: Stage) => {
    const { split = data.train, network = tinyNetwork, start, apart = false } = stage;
    stages.push({ name: stage.name, apart, steps: countSteps({ ...recipe, ...stage.recipe }, split.ids.length) });
    const drawn = makeRandomTrained(network, stages.length);
    return start ? { network, weights: start } : drawn;
  };
  const keepSamples: MethodContext['keepSamples'] = (_, make) => make(() => {});
  const shared = { data, network: tinyNetwork, recipe, seed: 1, teachers: [teacher], train };
  const context = { ...shared, keepSamples, report: () => {} };
  await findMethod(name).run(context, readMethodOptions(name, given));
  const own = stages.filter(({ apart }) => !apart).reduce((sum, { steps }) => sum + steps, 0);
  return { own, scratch: countSteps(recipe, samples), stages };
}

const terms = [{ type: 'labels' }];
const given: Partial<Record<MethodName, Record<string, unknown>>> = {
  specialists: { clusters: 2 },
  'omitted-class': { omitted: 1 },
  'zero-shot': { impressions: 640, steps: 1 },
  composed: { stages: [{ terms }, { terms, epochs: 5 }, { terms, quantize: { weightBits: 8 } }] },
};

describe('every method', () => {
  // Those train nothing: a student is fitted to its teacher, or grown.
  const trainless: readonly MethodName[] = ['few-sample', 'tree'];
  const trains = (Object.keys(methods) as MethodName[]).filter((name) => !trainless.includes(name));
  it.each(trains)('%s trains its student for as many steps as scratch', async (name) => {
    for (const epochs of [18, 28, 41]) {
      const { own, scratch } = await stepsOf(name, given[name] ?? {}, epochs);
      expect({ epochs, own, steps: compareSteps(own, scratch) }).toEqual({ epochs, own, steps: 'equal' });
    }
  });
});

describe('steps', () => {
  it('of a teacher or specialist are not the student’s', async () => {
    const { stages } = await stepsOf('specialists', { clusters: 2 }, 10);
    expect(stages.at(-1)).toMatchObject({ name: 'student', apart: false });
    for (const { name, apart } of stages.slice(0, -1))
      expect([name.startsWith('specialist'), apart]).toEqual([true, true]);
  });

  it('over a larger split are never more than over the training split, and over a smaller one as many as whole epochs give', () => {
    const recipe = { epochs: 28, batchSize: 64, learningRate: 0.01 };
    expect(countSteps(recipe, 3_441)).toBe(1_512);
    expect(epochsOver(9 * 3_441, recipe, 3_441)).toBe(3);
    expect(epochsOver(3_100, recipe, 3_441)).toBe(30);
    expect(epochsOver(1_000_000, recipe, 3_441)).toBe(1);
  });

  it('over samples that were made are as many as over the training split, with all of them or fewer', () => {
    const recipe = { epochs: 28, batchSize: 32, learningRate: 0.01 };
    expect(shareSteps(6_000, recipe, 300)).toEqual({ count: 140 * 32, epochs: 2 }); // 280 of 280 steps.
    expect(shareSteps(20_000, recipe, 300)).toEqual({ count: 280 * 32, epochs: 1 });
    expect(shareSteps(320, recipe, 300)).toEqual({ count: 320, epochs: 28 });
    for (const samples of [100, 333, 1_000, 6_000, 50_000])
      for (const training of [300, 3_441, 54_000]) {
        const { count, epochs } = shareSteps(samples, recipe, training);
        expect(compareSteps(countSteps({ ...recipe, epochs }, count), countSteps(recipe, training))).toBe('equal');
        expect(count).toBeLessThanOrEqual(samples);
      }
  });

  it('of two stages are those of the recipe together', () => {
    const recipe = { epochs: 10, batchSize: 64, learningRate: 0.1 };
    expect(divideRecipe(recipe, { share: 0.3, slowDown: 0.5 })).toEqual({
      first: { epochs: 7 },
      second: { epochs: 3, learningRate: 0.05 },
    });
    for (const share of [0.05, 0.95]) {
      const { first, second } = divideRecipe({ ...recipe, epochs: 2 }, { share, slowDown: 0.5 });
      expect([first.epochs, second.epochs]).toEqual([1, 1]);
    }
    expect(() => divideRecipe({ ...recipe, epochs: 1 }, { share: 0.3, slowDown: 0.5 })).toThrow(
      '2 or more: the method has two stages',
    );
  });

  it('of composed stages are parted evenly where they are not given, and refused where none is left', async () => {
    const epochsOf = async (stages: object[], epochs: number) =>
      (await stepsOf('composed', { stages }, epochs)).stages.map(
        ({ steps }) => steps / countSteps({ epochs: 1, batchSize: 32 }, samples),
      );
    expect(await epochsOf([{ terms }, { terms, epochs: 3 }, { terms }], 10)).toEqual([3, 3, 4]);
    await expect(epochsOf([{ terms, epochs: 4 }, { terms }], 4)).rejects.toThrow('5 or more, for all stages together');
    expect(
      await epochsOf(
        [
          { terms, epochs: 4 },
          { terms, epochs: 4 },
        ],
        4,
      ),
    ).toEqual([4, 4]); // as given, and not comparable
  });
});

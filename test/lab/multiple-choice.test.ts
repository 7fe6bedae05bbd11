// Members that specialize: what an independent ensemble is, that an interruption changes nothing, and what is refused.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinNetworks } from '../../host/distill/join-networks.ts';
import { checkMethodFor, readMethodOptions } from '../../host/lab/methods.ts';
import { runMethod } from '../../host/lab/run-method.ts';
import { withholdTest } from '../../host/lab/withhold-test.ts';
import type { TrainedNetwork } from '../../host/network/network.ts';
import { countParameters } from '../../host/network/shapes.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { accuracy } from '../support/accuracy.ts';
import { digitsPerceptron, hasDigits, loadDigits } from '../support/digits.ts';
import { tinyNetwork } from '../support/tiny-dataset.ts';
import { tinyDataset, tinyRecipe } from './lab-bench.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-choice-'));
});
afterAll(() => rm(folder, { recursive: true }));

let runs = 0;
const { data } = withholdTest(tinyDataset);
const shared = { data, network: tinyNetwork, recipe: { ...tinyRecipe, epochs: 4 }, seed: 1, teachers: [] };
function run(given: Record<string, unknown>, more: Partial<Parameters<typeof runMethod>[0]> = {}) {
  const options = readMethodOptions('multiple-choice', given);
  return runMethod({ ...shared, method: 'multiple-choice', options, folder: join(folder, String(runs++)), ...more });
}
const studentOf = async (given: Record<string, unknown>) => (await run(given)).student;
const digestOf = (trained: TrainedNetwork) => digestTrainedNetwork(trained);

describe('multiple choice', () => {
  it('with all members nearest is an independent ensemble, whose first member is the student from scratch', async () => {
    const members = await Promise.all([1, 2].map((member) => studentOf({ members: 2, nearest: 2, member })));
    const { student: scratch } = await runMethod({
      ...shared,
      method: 'scratch',
      options: {},
      folder: join(folder, String(runs++)),
    });
    expect(digestOf(members[0])).toBe(digestOf(scratch));
    expect(digestOf(members[1])).not.toBe(digestOf(scratch));
    expect(digestOf(await studentOf({ members: 2, nearest: 2 }))).toBe(digestOf(joinNetworks(members)));
  });

  it('trains each member for as many steps as scratch, specialized or not', async () => {
    for (const nearest of [1, 2]) {
      const { stages } = await run({ members: 2, nearest });
      expect(stages.steps()).toBe(4 * 10);
      const epochs = stages.history().map(({ stage, epochs }) => [stage, epochs.length]);
      expect(epochs).toEqual(
        nearest === 2
          ? [
              ['member 1', 4],
              ['member 2', 4],
            ]
          : [
              ['base 1', 2],
              ['base 2', 2],
              ['specialized', 2],
            ],
      );
    }
  });

  it('gives all members as one network, or one of them', async () => {
    const all = await studentOf({ members: 3, nearest: 1 });
    const each = await Promise.all([1, 2, 3].map((member) => studentOf({ members: 3, nearest: 1, member })));
    expect(digestOf(all)).toBe(digestOf(joinNetworks(each)));
    for (const one of each) expect(one.network).toEqual(tinyNetwork);
    expect(new Set(each.map(digestOf)).size).toBe(3);
  });

  it('leaves members as they were where only what they keep counts', async () => {
    const kept = await studentOf({ members: 2, nearest: 1, beta: 1000, slowDown: 0.001 });
    const specialized = await studentOf({ members: 2, nearest: 1, beta: 0 });
    const base = await Promise.all(
      [1, 2].map((member) => run({ members: 2, nearest: 2, member }, { recipe: { ...tinyRecipe, epochs: 2 } })),
    );
    const start = joinNetworks(base.map(({ student }) => student));
    const distance = ({ weights }: TrainedNetwork) =>
      Math.max(
        ...[...weights].flatMap(([name, { data }]) =>
          name.endsWith('/kernel')
            ? [...data].map((value, i) => Math.abs(value - start.weights.get(name)!.data[i]))
            : [],
        ),
      );
    expect(distance(kept)).toBeLessThan(0.01);
    expect(distance(specialized)).toBeGreaterThan(0.02);
  });

  it('resumes after an interruption, to the same bytes', async () => {
    const whole = await studentOf({ members: 2, nearest: 1 });
    for (const stage of ['base 2', 'specialized']) {
      const stop = new AbortController();
      const own = join(folder, String(runs++));
      let steps = 0;
      const onEvent = (name: string, { type }: { type: string }) => {
        if (name === stage && type === 'step' && ++steps === 3) stop.abort();
      };
      const given = { members: 2, nearest: 1 };
      await expect(run(given, { folder: own, onEvent, signal: stop.signal })).rejects.toThrow();
      expect(steps).toBe(3);
      expect(digestOf((await run(given, { folder: own })).student)).toBe(digestOf(whole));
    }
  });

  it.skipIf(!hasDigits)('learns digits, as one network', async () => {
    const digits = await loadDigits();
    const network = digitsPerceptron(16);
    const recipe = { epochs: 12, batchSize: 64, learningRate: 0.01 };
    const { student } = await run({ nearest: 1 }, { data: withholdTest(digits).data, network, recipe });
    const { validation, preprocessing } = digits;
    const logits = await computeLogits(student, validation.images, preprocessing);
    expect(accuracy(logits, validation.labels)).toBeGreaterThan(0.9);
    expect(countParameters(student.network)).toBe(3 * countParameters(network));
  });

  it.each([
    [{ members: 2, nearest: 3 }, tinyNetwork, 'option nearest is 3, but there are only 2 members'],
    [{ members: 3, member: 4 }, tinyNetwork, 'option member is 4, but there are only 3'],
    [
      {},
      { ...tinyNetwork, layers: [...tinyNetwork.layers, { type: 'swish', name: 'end' }] } as const,
      'the last layer of "tiny" is not a linear one with a bias',
    ],
  ])('refuses %o of this student', (given, student, message) => {
    const options = readMethodOptions('multiple-choice', given);
    const site = { classes: 3, values: 'uint8', student } as const;
    expect(() => checkMethodFor('multiple-choice', options, site)).toThrow(message);
  });
});

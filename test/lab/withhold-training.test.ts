// Little data and none: what a method that says it sees a share, or nothing, can read, and what it cannot.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WithheldDataError } from '../../host/lab/lab-errors.ts';
import type { LabTeacher, MethodContext } from '../../host/lab/method.ts';
import { methods } from '../../host/lab/methods.ts';
import { runMethod } from '../../host/lab/run-method.ts';
import { withholdTest } from '../../host/lab/withhold-test.ts';
import { withholdTraining } from '../../host/lab/withhold-training.ts';
import { tinyNetwork } from '../support/tiny-dataset.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';
import { tinyDataset, tinyRecipe, trainTinyTeacher } from './lab-bench.ts';

let folder = '';
let teachers: readonly LabTeacher[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-withheld-'));
  teachers = [await trainTinyTeacher(1)];
});
afterAll(() => rm(folder, { recursive: true }));

const { data } = withholdTest(tinyDataset);
const count = data.train.ids.length;

describe('a method that sees', () => {
  it('all is handed what there is', () => {
    expect(withholdTraining({ data, teachers }, 1, 1)).toEqual({ data, teachers });
  });

  it('nothing reads no picture, no label and no answer about one, and knows how many there are', () => {
    const sight = withholdTraining({ data, teachers }, 0, 1);
    for (const split of [sight.data.train, sight.data.validation]) {
      expect(() => split.images).toThrow(WithheldDataError);
      expect(() => split.labels).toThrow('are withheld from this method');
      expect(() => ({ ...split })).toThrow(WithheldDataError);
    }
    expect(sight.data.train.ids).toHaveLength(count);
    expect(() => sight.teachers[0].logitsOf(data.train.ids.subarray(0, 1))).toThrow(WithheldDataError);
    expect(sight.teachers[0].trained).toBe(teachers[0].trained); // Its parameters are all that is left.
    expect(Object.keys(sight.data)).not.toContain('test');
  });

  it.each([
    [0.1, Math.floor(0.1 * count)],
    [1 / (2 * count), 1],
    [0.999, count - 1],
  ])('a share of %f is handed %i samples, drawn from the seed, and asks about no others', (share, few) => {
    const at = (seed: number) => withholdTraining({ data, teachers }, share, seed);
    const { data: seen, teachers: asked } = at(1);
    expect(seen.train.ids).toHaveLength(few);
    expect(seen.train.labels).toHaveLength(few);
    expect(at(1).data.train.ids).toEqual(seen.train.ids);
    if (few > 1) expect(at(2).data.train.ids).not.toEqual(seen.train.ids);
    expect(() => seen.validation.images).toThrow(WithheldDataError);
    expect(asked[0].logitsOf(seen.train.ids)).toEqual(teachers[0].logitsOf(seen.train.ids));
    const other = data.train.ids.find((id) => !seen.train.ids.includes(id))!;
    expect(() => asked[0].logitsOf(Int32Array.of(seen.train.ids[0], other))).toThrow('answers to other samples');
  });
});

describe('the laboratory', () => {
  const run = (cheat: (context: MethodContext) => unknown) => {
    vi.spyOn(methods['zero-shot'], 'run').mockImplementationOnce(async (context) => {
      await cheat(context);
      return makeRandomTrained(tinyNetwork, 1);
    });
    const shared = { data, network: tinyNetwork, recipe: tinyRecipe, seed: 1, teachers };
    return runMethod({ ...shared, method: 'zero-shot', options: {}, folder: join(folder, 'cheat') });
  };
  const cheats: Record<string, (context: MethodContext) => unknown> = {
    'looks at the training pictures': ({ data }) => data.train.images[0],
    'looks at the validation labels': ({ data }) => data.validation.labels[0],
    'trains on the training split': ({ train }) => train({ name: 'student', terms: [{ type: 'labels' }] }),
    'asks its teacher about a training picture': ({ data, teachers }) => teachers[0].logitsOf(data.train.ids),
    'learns the teacher’s cached answers': ({ train, data }) =>
      train({
        name: 'student',
        split: { ids: data.train.ids, images: new Uint8Array(count * 64), labels: new Uint8Array(count) },
        terms: [{ type: 'soft-targets', temperature: 4 }],
      }),
  };

  it.each(Object.keys(cheats))('stops a zero-shot method that %s', async (cheat) => {
    await expect(run(cheats[cheat])).rejects.toThrow(WithheldDataError);
  });

  it('refuses a student of which nobody knows what its int8 ranges are to be calibrated on', async () => {
    await expect(run(() => {})).rejects.toThrow('does not report what it learned from');
  });
});

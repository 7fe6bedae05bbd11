import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputFileError } from '../../host/artifact/read-outside-file.ts';
import { drawInitialWeights } from '../../host/network/initial-weights.ts';
import { digestTrainedNetwork, saveTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { TeacherOutputMissingError, TeacherOutputsMismatchError } from '../../host/teacher/teacher-errors.ts';
import {
  computeTeacherOutputs,
  loadTeacherOutputs,
  logitsOf,
  saveTeacherOutputs,
} from '../../host/teacher/teacher-outputs.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { createTinyDataset, tinyNetwork } from '../support/tiny-dataset.ts';

const dataset = createTinyDataset();
const teacher = { network: tinyNetwork, weights: drawInitialWeights(tinyNetwork, 1) };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-teacher-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe("a teacher's outputs", () => {
  it('are found by sample id, in whatever order they are asked for', async () => {
    const outputs = await computeTeacherOutputs(teacher, dataset, { split: dataset.validation });
    const direct = await computeLogits(teacher, dataset.validation.images, dataset.preprocessing);
    const ids = dataset.validation.ids;
    const asked = Int32Array.of(ids[41], ids[0], ids[7], ids[41]);
    const expected = [41, 0, 7, 41].flatMap((position) => [...direct.subarray(position * 3, position * 3 + 3)]);
    expect([...logitsOf(outputs, asked)]).toEqual(expected);
    expect(outputs.teacherDigest).toBe(digestTrainedNetwork(teacher));
  });

  it('come back from their file as they were', async () => {
    const path = join(folder, 'outputs.safetensors');
    const outputs = await computeTeacherOutputs(teacher, dataset);
    await saveTeacherOutputs(path, outputs);
    const expected = { datasetDigest: dataset.digest, teacherDigest: digestTrainedNetwork(teacher) };
    expect(await loadTeacherOutputs(path, expected)).toEqual(outputs);
  });

  it('are refused for another teacher, another data set, or another number of classes', async () => {
    const path = join(folder, 'refused.safetensors');
    await saveTeacherOutputs(path, await computeTeacherOutputs(teacher, dataset));
    const load = (expected: Parameters<typeof loadTeacherOutputs>[1]) => loadTeacherOutputs(path, expected);
    await expect(load({ datasetDigest: 'ab'.repeat(32) })).rejects.toThrow(TeacherOutputsMismatchError);
    await expect(load({ datasetDigest: 'ab'.repeat(32) })).rejects.toThrow(
      `data set is ${dataset.digest.slice(0, 12)}, but the one in use is abababababab: compute them again`,
    );
    const other = { datasetDigest: dataset.digest, teacherDigest: 'cd'.repeat(32) };
    await expect(load(other)).rejects.toThrow("the teacher outputs' teacher is");
    const fewer = { ...dataset, classes: ['one', 'two'] };
    await expect(computeTeacherOutputs(teacher, fewer)).rejects.toThrow(
      'number of classes is 3, but the one in use is 2',
    );
  });

  it('name the sample that they do not hold', async () => {
    const outputs = await computeTeacherOutputs(teacher, dataset, { split: dataset.validation });
    const foreign = dataset.test.ids.subarray(5, 6);
    expect(() => logitsOf(outputs, foreign)).toThrow(TeacherOutputMissingError);
    expect(() => logitsOf(outputs, foreign)).toThrow(`hold 60 samples, but not the one with id ${foreign[0]}`);
  });

  it('are refused from a file that holds something else', async () => {
    const missing = loadTeacherOutputs(join(folder, 'missing'));
    await expect(missing).rejects.toThrow(InputFileError);
    await expect(missing).rejects.toThrow('cannot be read: there is no such file; check the path');
    const path = join(folder, 'network.safetensors');
    await saveTrainedNetwork(path, teacher, {});
    await expect(loadTeacherOutputs(path)).rejects.toThrow('its kind is "retort trained network"');
  });
});

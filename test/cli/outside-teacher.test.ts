// `retort teacher --from` as a user meets it, on the digits data set, up to a student; and what is refused.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../host/dataset/dataset.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import { loadTeacherOutputs } from '../../host/teacher/teacher-outputs.ts';
import { goldenTeachers } from '../support/golden-teachers.ts';
import { smallGraph, writeGraphModel } from '../support/graph-models.ts';
import { writeKeras3Model } from '../support/layers-models.ts';
import { writeNpy } from '../support/write-npy.ts';
import { runRetort } from './run-retort.ts';

const digits = await loadDataset('digits').catch(() => undefined);
const missing = 'no digits data set: set RETORT_DATA to the data folder';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-outside-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface DistilledJson {
  readonly runs: readonly { readonly scratchAccuracy: number; readonly studentAccuracy: number }[];
}

const run = (...parameters: string[]) => runRetort([...parameters, '--json'], { cwd: folder });
const ask = (...parameters: string[]) => run('teacher', '--data', 'digits', ...parameters);

/** Of a teacher that gives the label 0.91 and every other class 0.01. */
function probabilitiesOf(dataset: Dataset): Float32Array {
  const { train, validation, test } = dataset;
  const rows = new Float32Array(10 * (train.ids.length + validation.ids.length + test.ids.length)).fill(0.01);
  for (const { ids, labels } of [train, validation, test]) {
    for (const [at, id] of ids.entries()) rows[10 * id + labels[at]] = 0.91;
  }
  return rows;
}

describe.skipIf(!digits)(`a teacher from outside${digits ? '' : ` (${missing})`}`, () => {
  it('leaves outputs in a .npy, from which a student is distilled', async () => {
    const rows = probabilitiesOf(digits!);
    await writeFile(join(folder, 'rows.npy'), writeNpy(rows, [rows.length / 10, 10]));
    const teacher = await ask('--from', 'rows.npy', '--out', 'cached');
    expect(teacher.stderr).toContain('probabilities, whose logarithms are used as logits');
    expect(teacher.json()).toMatchObject({
      teacher: 'rows.npy',
      kind: 'npy',
      output: 'probabilities',
      teacherAccuracy: 1,
    });
    const student = await run('distill', '--data', 'digits', '--out', 'cached', '--epochs', '1');
    expect(student.exitCode, student.stderr).toBe(0);
    expect(student.json()).toMatchObject({ teacherAccuracy: 1, runs: [{ seed: 1 }] });
  });

  it('is a LayersModel, asked with the preprocessing that it was trained with', async () => {
    await writeKeras3Model(join(folder, 'keras3'), 'path');
    const { exitCode, json, stderr } = await ask('--from', 'keras3', '--out', 'layers', '--teacher-scale', '1');
    expect(exitCode, stderr).toBe(0);
    expect(json()).toMatchObject({ kind: 'layers-model', output: 'logits', preprocessing: { scale: 1, offset: 0 } });
    const outputs = await loadTeacherOutputs(join(folder, 'layers', 'teacher-outputs.safetensors'));
    expect(outputs.ids).toHaveLength(digits!.train.ids.length + digits!.test.ids.length);
    expect(outputs).toMatchObject({ datasetDigest: digits!.digest, teacherDigest: json().digest });
  });

  it('is a GraphModel, named by its model.json', async () => {
    await writeGraphModel(join(folder, 'graph'), smallGraph);
    const { exitCode, json, stderr } = await ask('--from', join('graph', 'model.json'), '--out', 'graph-outputs');
    expect(exitCode, stderr).toBe(0);
    expect(json()).toMatchObject({ kind: 'graph-model', output: 'logits' });
  });

  it('of a float .tflite runs live on varied pictures; of one known by its outputs alone that is refused', async () => {
    const out = ['--out', 'live'];
    const { json } = await ask('--from', join(goldenTeachers, 'every-layer.tflite'), ...out);
    expect(json()).toMatchObject({ network: join('live', 'teacher.safetensors') });
    const distil = (...more: string[]) => run('distill', '--data', 'digits', '--epochs', '1', ...more);
    const live = await distil(...out, '--augment', 'shift=1');
    expect(live.exitCode, live.stderr).toBe(0);
    expect(live.stderr).toContain('the teacher runs in each step, on the pictures that the student sees: about ');
    const cached = await distil(...out, '--augment', 'shift=1', '--teacher', 'cached');
    expect(cached.stderr).not.toContain('runs in each step');
    const untaught = await distil(...out, '--augment', 'shift=1', '--method', 'quantize-only', '--teacher', 'live');
    expect(untaught.exitCode, untaught.stderr).toBe(0);
    expect(untaught.stderr).not.toContain('runs in each step');
    expect(untaught.stderr).toContain('--teacher live has no effect here: no method uses a teacher');
    const [one, other] = [live, cached].map(({ json }) => (json() as unknown as DistilledJson).runs[0]);
    expect(other.studentAccuracy).not.toBe(one.studentAccuracy);
    expect(other.scratchAccuracy).toBe(one.scratchAccuracy);
    const rows = probabilitiesOf(digits!);
    await writeFile(join(folder, 'outputs.npy'), writeNpy(rows, [rows.length / 10, 10]));
    await ask('--from', 'outputs.npy', '--out', 'outputs');
    const refused = await distil('--out', 'outputs', '--augment', 'shift=1', '--teacher', 'live');
    expect(refused.exitCode).toBe(4);
    expect(refused.stdout).toContain('of which only outputs are available: it must be a network that can be run');
    const silent = await distil('--out', 'outputs', '--augment', 'shift=1');
    expect(silent.stderr).toContain("only the teacher's outputs for the original pictures are available");
  });

  it.each([
    ['a SavedModel', 'saved-model', 'saved-model', 'probabilities'],
    ['a float .tflite', 'every-layer.tflite', 'tflite', 'logits'],
    ['a .keras file', 'keras3.keras', 'keras', 'logits'],
  ])('is %s', async (_, name, kind, output) => {
    const { exitCode, json, stderr } = await ask('--from', join(goldenTeachers, name), '--out', kind);
    expect(exitCode, stderr).toBe(0);
    expect(json()).toMatchObject({ kind, output });
  });

  it.each([
    [
      '--from nowhere',
      'OUTSIDE_TEACHER_FILE',
      3,
      'nowhere cannot be read as a teacher: there is no such file or folder',
    ],
    [
      '--from rows.npy --teacher-offset -1',
      'CLI_TEACHER_INPUT_OPTION',
      2,
      'leave --teacher-scale and --teacher-offset out',
    ],
    ['--from rows.npy --epochs 3', 'CLI_TEACHER_OPTIONS', 2, '--epochs is for training, and --from trains nothing'],
    ['--teacher-scale 1', 'CLI_TEACHER_OPTIONS', 2, '--teacher-scale is for an external teacher: name one with --from'],
    ['--from rows.npy --teacher-output odds', 'CLI_USAGE', 2, 'Allowed choices are logits, probabilities'],
    [`--from ${join(goldenTeachers, 'sigmoids.tflite')}`, 'TFLITE_OPERATOR', 3, '(LOGISTIC) cannot be imported'],
    [
      `--from ${join(goldenTeachers, 'saved-model')} --data glyphs`,
      'OUTSIDE_TEACHER_MISMATCH',
      3,
      'the input shape is 8×8×1, but the data set has 28×28×1',
    ],
  ])('%s is refused', async (words, code, exitCode, says) => {
    const result = await ask(...words.split(' '), '--out', 'refused');
    expect(result.json().error).toMatchObject({ code, message: expect.stringContaining(says) });
    expect(result.exitCode).toBe(exitCode);
  });
});

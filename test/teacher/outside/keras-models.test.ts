// LayersModel and SavedModel folders: what they put out against Keras's own outputs, and what is refused.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataset, type Dataset } from '../../../host/dataset/dataset.ts';
import { computeOutsideOutputs } from '../../../host/teacher/outside/compute-outside-outputs.ts';
import type { OutsideModel } from '../../../host/teacher/outside/outside-teacher.ts';
import { openSavedModel } from '../../../host/teacher/outside/saved-model.ts';
import { openTfjsModel } from '../../../host/teacher/outside/tfjs-model.ts';
import { tf } from '../../../host/tensorflow/tensorflow.ts';
import { goldenTeachers, largestDifference, readGoldenBytes, readGoldenFloats } from '../../support/golden-teachers.ts';
import { makeLayersModel, writeKeras3Model, writeLayersModel } from '../../support/layers-models.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-keras-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The golden pictures as test split. */
function goldenDataset(): Dataset {
  const images = readGoldenBytes('digits.inputs.u8');
  const samples = { images, labels: Uint8Array.of(0, 1, 2, 3) };
  const classes = Array.from({ length: 10 }, (_, digit) => String(digit));
  return createDataset('golden', { shape: [8, 8, 1], classes, train: samples, validation: samples, test: samples });
}

async function ask(model: OutsideModel, choices = {}) {
  const dataset = goldenDataset();
  try {
    return await computeOutsideOutputs(model, dataset, dataset.test, choices);
  } finally {
    model.dispose();
  }
}

describe('a LayersModel', () => {
  it('that tfjs has saved puts out what it did there, and leaves no tensor', async () => {
    const path = join(folder, 'tfjs');
    const model = makeLayersModel();
    const expected = tf.tidy(() => {
      const images = tf.tensor4d(Float32Array.from(readGoldenBytes('digits.inputs.u8')), [4, 8, 8, 1]);
      return (model.predict(images.mul(2 / 255).sub(1)) as tf.Tensor).log().dataSync();
    });
    await writeLayersModel(model, path);
    model.dispose();
    const before = tf.memory().numTensors;
    const outputs = await ask(await openTfjsModel(path), { preprocessing: { scale: 2 / 255, offset: -1 } });
    expect(tf.memory().numTensors).toBe(before);
    expect(outputs.outside).toMatchObject({
      kind: 'layers-model',
      output: 'probabilities',
      preprocessing: { offset: -1 },
    });
    expect(largestDifference(outputs.logits, expected)).toBeLessThan(1e-5);
  });

  it.each(['path', 'store'] as const)(
    'of Keras 3, its weights named by %s, puts out what Keras does',
    async (names) => {
      const path = join(folder, `keras3-${names}`);
      await writeKeras3Model(path, names);
      const outputs = await ask(await openTfjsModel(path));
      expect(outputs.outside.output).toBe('logits');
      expect(largestDifference(outputs.logits, readGoldenFloats('keras3.outputs.f32'))).toBeLessThan(1e-5);
    },
  );

  it('changes its digest with a byte of its weights', async () => {
    const path = join(folder, 'changed');
    await writeKeras3Model(path, 'path');
    const first = await openTfjsModel(path);
    const weights = await readFile(join(path, 'weights.bin'));
    weights[0] ^= 1;
    await writeFile(join(path, 'weights.bin'), weights);
    const second = await openTfjsModel(path);
    expect(second.digest).not.toBe(first.digest);
    for (const model of [first, second]) model.dispose();
  });

  it.each([
    ['weights that are missing', 'weights.bin', undefined, 'there is no such file. Copy the whole folder'],
    ['weights that are cut off', 'weights.bin', 'short', /its weights take [\d,]+ bytes, but their files have 5/],
    ['a description that is no JSON', 'model.json', '{', 'it is not valid JSON (Expected property name'],
    ['a description of no model', 'model.json', '{}', 'it describes no model'],
    ['a manifest of nothing', 'model.json', '{"modelTopology":{},"weightsManifest":[null]}', 'it describes no model'],
    [
      'weights of no shape',
      'model.json',
      '{"modelTopology":{},"weightsManifest":[{"paths":[],"weights":[{"name":"w","dtype":"float32","shape":[-1]}]}]}',
      'its weight "w" has shape [-1]',
    ],
    [
      'a graph model without a manifest',
      'model.json',
      '{"format":"graph-model","modelTopology":{"node":[]}}',
      'it describes no model',
    ],
  ])('with %s is refused', async (what, name, content, says) => {
    const path = join(folder, what);
    await writeKeras3Model(path, 'path');
    await rm(join(path, name));
    if (content !== undefined) await writeFile(join(path, name), content);
    await expect(openTfjsModel(path)).rejects.toThrow(says);
  });

  it.each([
    [
      '"class_name": "Conv2D"',
      '"class_name": "MyLayer"',
      /tfjs has no layer "MyLayer", and a model's own code is not run. Export/,
    ],
    [
      '"channels_last"',
      '"channels_first"',
      /its layer "first" has the channels first. Build it with data_format="channels_last"/,
    ],
    ['weights.bin', '../weights.bin', 'it names a file outside its folder, "../weights.bin"'],
    ['"second/kernel"', '"third/kernel"', 'no weights are given for "second/kernel"'],
    [
      '"first/kernel",\n     "dtype": "float32"',
      '"first/kernel",\n     "dtype": "uint8"',
      /its weight ".*" is of type uint8/,
    ],
  ])('with %s as %s is refused, and leaves no tensor', async (from, to, says) => {
    const path = join(folder, 'edited');
    await writeKeras3Model(path, 'path');
    const json = await readFile(join(path, 'model.json'), 'utf8');
    expect(json).toContain(from);
    await writeFile(join(path, 'model.json'), json.replaceAll(from, to));
    const before = tf.memory().numTensors;
    await expect(openTfjsModel(path)).rejects.toThrow(says);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('with two outputs is refused with their names', async () => {
    const input = tf.input({ shape: [8, 8, 1] });
    const flat = tf.layers.flatten().apply(input) as typeof input;
    const outputs = ['left', 'right'].map((name) => tf.layers.dense({ units: 10, name }).apply(flat) as typeof input);
    await writeLayersModel(tf.model({ inputs: input, outputs }), join(folder, 'two'));
    await expect(openTfjsModel(join(folder, 'two'))).rejects.toThrow(
      'it has 2 outputs: left, right. Save a model with one.',
    );
  });
});

describe('a SavedModel', () => {
  const path = join(goldenTeachers, 'saved-model');

  it('that Keras has exported puts out what Keras does, and leaves no tensor', async () => {
    const before = tf.memory().numTensors;
    const outputs = await ask(await openSavedModel(path));
    expect(tf.memory().numTensors).toBe(before);
    expect(outputs.outside).toMatchObject({ kind: 'saved-model', output: 'probabilities' });
    const expected = readGoldenFloats('saved-model.outputs.f32').map(Math.log);
    expect(largestDifference(outputs.logits, expected)).toBeLessThan(1e-4);
  });

  it.each([
    ['two-signatures', 'it has 2 signatures: left, right. Export it with one, or call one "serving_default".'],
    ['two-outputs', 'its signature "serving_default" has 2 outputs: left, right. Export a model with one.'],
    ['integers', 'its input "x" is DT_UINT8, not float32 (DT_FLOAT). Export a model of float pixels'],
  ])('of %s is refused', async (name, says) => {
    await expect(openSavedModel(join(goldenTeachers, `saved-model-${name}`))).rejects.toThrow(says);
  });

  it('that is damaged is refused', async () => {
    const damaged = join(folder, 'damaged');
    await cp(path, damaged, { recursive: true });
    await writeFile(join(damaged, 'saved_model.pb'), (await readFile(join(path, 'saved_model.pb'))).subarray(0, 5000));
    await expect(openSavedModel(damaged)).rejects.toThrow('it is damaged. Export it again with model.export');
  });

  it('without its variables is refused', async () => {
    const bare = join(folder, 'bare');
    await cp(path, bare, { recursive: true });
    await rm(join(bare, 'variables'), { recursive: true });
    await expect(openSavedModel(bare)).rejects.toThrow(
      'variables.index cannot be read as a teacher: there is no such file. Copy the whole folder, its variables included.',
    );
  });

  it('whose graph would write files is refused by the operation', async () => {
    const writing = join(folder, 'writing');
    await cp(path, writing, { recursive: true });
    const bytes = await readFile(join(path, 'saved_model.pb'), 'latin1');
    await writeFile(join(writing, 'saved_model.pb'), bytes.replaceAll('\u0006Conv2D', '\u0006PyFunc'), 'latin1');
    await expect(openSavedModel(writing)).rejects.toThrow(
      'it may run code or touch files: PyFunc is not among the operations that only compute',
    );
  });
});

describe('asking', () => {
  const stub = (run: OutsideModel['run']): OutsideModel => ({
    kind: 'saved-model',
    source: 'model',
    digest: 'd',
    inputShape: [8, 8, 1],
    largestBatch: 3,
    givesLogits: false,
    run,
    dispose: () => {},
  });

  it('goes batch by batch, no larger than the model takes, and tells how far it is', async () => {
    const seen: number[] = [];
    const done: number[] = [];
    const model = stub((images) => {
      seen.push(images.shape[0]);
      return new Float32Array(10 * images.shape[0]).fill(2);
    });
    await ask(model, { onProgress: (count: number) => done.push(count) });
    expect(seen).toEqual([3, 1]);
    expect(done).toEqual([3, 4]);
  });

  it('refuses another number of classes', async () => {
    const model = stub((images) => new Float32Array(12 * images.shape[0]));
    await expect(ask(model)).rejects.toThrow(
      'model: the number of outputs for a sample is 12, but the data set has 10 classes. Use a model for these classes',
    );
  });

  it('ends between batches when it is aborted', async () => {
    const controller = new AbortController();
    const model = stub((images) => {
      controller.abort(new Error('enough'));
      return new Float32Array(10 * images.shape[0]).fill(1);
    });
    await expect(ask(model, { signal: controller.signal })).rejects.toThrow('enough');
  });
});

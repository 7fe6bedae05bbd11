// A file of samples: what is written is read again, also as a data set; what is not one is refused with its reason.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeSealedSafetensors, SafetensorsError, type Tensor } from '../../host/artifact/safetensors.ts';
import { DataFormatError } from '../../host/dataset/errors.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import { loadSamples, saveSamples } from '../../host/dataset/sample-file.ts';
import type { SampleValues } from '../../host/dataset/sample-values.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-samples-'));
});
afterAll(() => rm(folder, { recursive: true }));

const labels = Uint8Array.from({ length: 40 }, (_, i) => i % 2);
const form = { shape: [2, 3, 1], classes: ['a', 'b'], preprocessing: { scale: 0.25, offset: -1 } } as const;
const valuesOf = {
  bytes: Uint8Array.from({ length: 240 }, (_, i) => i),
  floats: Float32Array.from({ length: 240 }, (_, i) => i / 7 - 9),
};

describe('a file of samples', () => {
  it.each(['bytes', 'floats'] as const)('of %s is read as it was written, and as a data set', async (type) => {
    const path = join(folder, `${type}.safetensors`);
    const images: SampleValues = valuesOf[type];
    const digest = await saveSamples(path, { images, labels }, form);
    expect(await loadSamples(path)).toEqual({ images, labels, ...form, digest });
    const { train, validation, test, ...dataset } = await loadDataset(path);
    expect(dataset).toMatchObject({ ...form, name: path });
    expect([train, validation, test].map(({ ids }) => ids.length)).toEqual([32, 4, 4]);
    expect(train.images.constructor).toBe(images.constructor);
    const rows = [train, validation, test].flatMap(({ images, labels }) =>
      Array.from(labels, (label, i) => `${label}: ${images.subarray(6 * i, 6 * i + 6)}`),
    );
    const given = Array.from(labels, (label, i) => `${label}: ${images.subarray(6 * i, 6 * i + 6)}`);
    expect(rows.sort()).toEqual(given.sort());
  });

  it('of a table keeps scale, offset and name of each feature', async () => {
    const path = join(folder, 'table.safetensors');
    const features = { scale: [1, 0.1, -3e9], offset: [0, 1e-9, 7], features: ['a', 'b', 'ü (m/s²)'] };
    const table = { ...form, shape: [1, 1, 3] as const, preprocessing: features };
    const twice = Uint8Array.of(...labels, ...labels);
    const digest = await saveSamples(path, { images: valuesOf.floats, labels: twice }, table);
    expect(await loadSamples(path)).toEqual({ images: valuesOf.floats, labels: twice, ...table, digest });
    expect(await loadDataset(path)).toMatchObject({ ...table, name: path });
    const refusal = async (preprocessing: object, images: SampleValues = valuesOf.floats) => {
      await saveSamples(
        path,
        { images, labels: twice },
        { ...table, preprocessing: { ...features, ...preprocessing } },
      );
      return loadSamples(path).then(
        () => 'read',
        (error: Error) => `${error.message} ${(error.cause as Error | undefined)?.message ?? ''}`,
      );
    };
    expect(await refusal({ scale: [1, 2] })).toContain(
      'has 2 scales, 3 offsets and 3 names of features for samples of 3 values; give one of each per value',
    );
    expect(await refusal({ scale: [1, 0, 1] })).toContain('lacks its classes and preprocessing');
    expect(await refusal({ features: ['a', 'b', 'a'] })).toContain('lacks its classes and preprocessing');
    expect(await refusal({ features: ['a', 'b', 'a'] })).toContain('two features have the same name');
    expect(await refusal({}, valuesOf.bytes)).toContain('has features as U8; give them as F32');
  });

  const u8 = (shape: number[], length = shape.reduce((a, b) => a * b, 1)): Tensor => ({
    dtype: 'U8',
    shape,
    data: new Uint8Array(length),
  });
  const known = {
    kind: 'retort samples',
    form: JSON.stringify({ classes: ['a', 'b'], preprocessing: { scale: 1, offset: 0 } }),
  };
  it.each([
    [
      'of another kind',
      [u8([2, 1, 1, 1]), u8([2])],
      { ...known, kind: 'retort trained network' },
      'its kind is "retort trained network"',
    ],
    ['without images', [undefined, u8([2])], known, 'has no images as U8 or F32'],
    ['without labels', [u8([2, 1, 1, 1]), undefined], known, 'has no labels as U8'],
    [
      'with fewer labels than images',
      [u8([2, 1, 1, 1]), u8([3])],
      known,
      'has images [2, 1, 1, 1] and labels [3]; give [n, rows, columns, channels] and [n]',
    ],
    ['with images in rows', [u8([2, 4]), u8([2])], known, 'has images [2, 4]'],
    ['without a form', [u8([2, 1, 1, 1]), u8([2])], { kind: known.kind }, 'lacks its classes and preprocessing'],
    [
      'of a single class',
      [u8([2, 1, 1, 1]), u8([2])],
      { ...known, form: '{"classes":["a"],"preprocessing":{"scale":1,"offset":0}}' },
      'lacks its classes',
    ],
    [
      'of a scale of 0',
      [u8([2, 1, 1, 1]), u8([2])],
      { ...known, form: '{"classes":["a","b"],"preprocessing":{"scale":0,"offset":0}}' },
      'lacks its classes',
    ],
  ] as const)('%s is refused', async (_, [images, labels], metadata, message) => {
    const path = join(folder, 'wrong.safetensors');
    const tensors = new Map([
      ...(images ? [['images', images] as const] : []),
      ...(labels ? [['labels', labels] as const] : []),
    ]);
    await writeFile(path, encodeSealedSafetensors(tensors, metadata));
    await expect(loadDataset(path)).rejects.toThrow(DataFormatError);
    await expect(loadDataset(path)).rejects.toThrow(message);
  });

  it('with a changed byte is found damaged', async () => {
    const path = join(folder, 'damaged.safetensors');
    await saveSamples(path, { images: valuesOf.bytes, labels }, form);
    const bytes = await readFile(path);
    bytes[bytes.length - 20] ^= 1;
    await writeFile(path, bytes);
    await expect(loadDataset(path)).rejects.toThrow(SafetensorsError);
  });

  it('with a label beyond its classes or too few samples is refused', async () => {
    const path = join(folder, 'few.safetensors');
    const images = Uint8Array.from({ length: 120 }, (_, i) => i);
    await saveSamples(path, { images, labels: Uint8Array.from({ length: 20 }, () => 2) }, form);
    await expect(loadDataset(path)).rejects.toThrow('label 2');
    await saveSamples(path, { images: images.subarray(0, 12), labels: labels.subarray(0, 2) }, form);
    await expect(loadDataset(path)).rejects.toThrow('has 2 samples; give at least 10');
  });
});

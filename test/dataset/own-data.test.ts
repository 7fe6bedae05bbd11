import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataFormatError, DatasetNotFoundError } from '../../host/dataset/errors.ts';
import { loadDataset } from '../../host/dataset/load.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-own-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a CSV file', () => {
  async function loadCsv(lines: string[]) {
    const path = join(folder, 'own.csv');
    await writeFile(path, lines.join('\n'));
    return loadDataset(path);
  }
  const rows = Array.from({ length: 20 }, (_, row) => `${row % 2},${row},1,2,${row * 12}`);

  it('has its labels first where it has no header, and square grey pictures', async () => {
    const { shape, classes, train, validation, test } = await loadCsv([...rows, '']);
    expect(shape).toEqual([2, 2, 1]);
    expect(classes).toEqual(['0', '1']);
    expect([train, validation, test].map(({ ids }) => ids.length)).toEqual([16, 2, 2]);
    for (const [sample, label] of train.labels.entries()) expect(train.images[sample * 4] % 2).toBe(label);
  });

  it('takes the column of labels and the shape from a header, and labels that are names', async () => {
    const named = Array.from({ length: 12 }, (_, row) => `${row},2,3,"${['cat', 'dog, big'][row % 2]}"`);
    const { shape, classes, train } = await loadCsv(['p0,p1,p2,label:1x1x3', ...named]);
    expect(shape).toEqual([1, 1, 3]);
    expect(classes).toEqual(['cat', 'dog, big']);
    for (const [sample, label] of train.labels.entries()) expect(train.images[sample * 3] % 2).toBe(label);
  });

  it('sorts labels that are numbers as numbers', async () => {
    const { classes } = await loadCsv(Array.from({ length: 12 }, (_, row) => `${row},${row}`));
    expect(classes).toEqual(Array.from({ length: 12 }, (_, label) => String(label)));
  });

  it('holds out some of each class, and never splits equal samples up', async () => {
    const lines = Array.from({ length: 60 }, (_, row) => `${row % 3},${row % 30},1,2,${8 * (row % 30)}`); // Each twice.
    const { train, validation, test, reading } = await loadCsv(lines);
    const seen = [train, validation, test].map(
      ({ images, ids }) => new Set(Array.from(ids, (_, sample) => images[sample * 4])),
    );
    expect(seen.map(({ size }) => size).reduce((sum, size) => sum + size)).toBe(30);
    for (const split of [train, validation, test]) expect(new Set(split.labels)).toEqual(new Set([0, 1, 2]));
    expect(reading.warnings).toEqual([]);
  });

  it('warns of equal samples with different labels, and of classes without test samples', async () => {
    const { reading } = await loadCsv([...rows, '0,77,1,2,3', '1,77,1,2,3', 'lone,0,0,0,0']);
    expect(reading.warnings).toEqual([
      '1 samples are identical to one of another class, such as sample 20 and sample 21: no network can tell them apart',
      'no test samples of lone: the accuracy does not cover it',
    ]);
  });

  it('is refused with the line and the column of what is wrong', async () => {
    await expect(loadCsv([...rows.slice(0, 3), '1,2,3,256,5'])).rejects.toThrow(
      'own.csv:4: pixel 3 is 256, and all pixels range from 0 to 256; give them as 0 to 255, 0 to 1 or -1 to 1, or read the columns as features with --csv-values floats',
    );
    await expect(loadCsv([...rows.slice(0, 3), '1,2,,3,5'])).rejects.toThrow('own.csv:4: column 2 (from 0) is empty');
    await expect(loadCsv([...rows.slice(0, 3), '1,2,3'])).rejects.toThrow('own.csv:4: has 3 columns instead of 5');
    await expect(loadCsv(['1,2,3'])).rejects.toThrow(
      "2 pixel columns do not make a square; give the pictures' shape with --shape ROWSxCOLUMNSxCHANNELS",
    );
    await expect(loadCsv(['a,b,c', '1,2,3'])).rejects.toThrow('no column of the header is named "label"');
    await expect(loadCsv(['label:2x2x1,b,c', '1,2,3'])).rejects.toThrow(
      '"label:2x2x1" needs 4 pixel columns, but there are 2',
    );
    await expect(loadCsv([''])).rejects.toThrow('has no data rows; write one per sample');
    await expect(loadCsv(rows.map((row) => row.replace(/^1/, '0')))).rejects.toThrow(
      'has 1 different labels, but 2 to 256 are needed',
    );
    await expect(loadCsv(['0,"1'])).rejects.toBeInstanceOf(DataFormatError);
  });
});

describe('a name that is not a data set', () => {
  it('is answered with the names there are', async () => {
    const failure = await loadDataset('mnits').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DatasetNotFoundError);
    expect((failure as Error).message).toContain('mnits: no such file or folder');
    expect((failure as Error).message).toContain(
      'Name one of mnist, fashion-mnist, digits, cifar10, fsdd, easy-vqa, bccd, glyphs',
    );
    await expect(loadDataset(import.meta.filename)).rejects.toThrow('neither a folder nor a .csv or .safetensors file');
  });
});

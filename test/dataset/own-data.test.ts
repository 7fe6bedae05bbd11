import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataFormatError, DatasetNotFoundError } from '../../host/dataset/errors.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import { readPicture } from '../../host/dataset/picture.ts';
import { PictureError } from '../../host/dataset/picture-header.ts';
import { resizePixels } from '../../host/dataset/resize.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-own-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Channels = 1 | 3;

function png(side: number, value: number, channels: Channels = 1): Uint8Array {
  return encode({
    width: side,
    height: side,
    data: new Uint8Array(side * side * channels).fill(value),
    channels,
    depth: 8,
  });
}

/** Pictures `${class}/${n}.png` under the folder, each of one shade. */
async function writePictures(
  under: string,
  classes: Record<string, number>,
  side = 8,
  channels: Channels = 1,
): Promise<void> {
  for (const [shade, [className, count]] of Object.entries(classes).entries()) {
    await mkdir(join(folder, under, className), { recursive: true });
    for (let picture = 0; picture < count; picture++) {
      await writeFile(join(folder, under, className, `${picture}.png`), png(side, shade * 100 + picture, channels));
    }
  }
}

describe('a folder of pictures', () => {
  it('has its sub-folders as classes, its pictures divided by their names, in their own size', async () => {
    await writePictures('', { dog: 10, cat: 20 });
    await writeFile(join(folder, 'cat', 'notes.txt'), 'not a picture');
    const dataset = await loadDataset(folder);
    expect(dataset.classes).toEqual(['cat', 'dog']);
    expect(dataset.shape).toEqual([8, 8, 1]);
    expect([dataset.train, dataset.validation, dataset.test].map(({ ids }) => ids.length)).toEqual([24, 3, 3]);
    for (const split of [dataset.train, dataset.validation, dataset.test]) {
      for (const [sample, label] of split.labels.entries()) {
        expect(split.images[sample * 64] < 100).toBe(label === 1); // Dogs are dark.
      }
    }
    expect((await loadDataset(folder)).digest).toBe(dataset.digest);
  });

  it('is taken as divided where it has train/ and test/', async () => {
    await writePictures('train', { a: 12, b: 12 });
    await writePictures('validation', { b: 2 });
    await writePictures('test', { a: 3, b: 1 });
    const { train, validation, test } = await loadDataset(folder);
    expect([train, validation, test].map(({ ids }) => ids.length)).toEqual([24, 2, 4]);
    expect([...test.labels]).toEqual([0, 0, 0, 1]);
    expect([...validation.labels]).toEqual([1, 1]);
  });

  it('brings pictures of several sizes to 32×32, in colour where one has it, or to the shape that is asked for', async () => {
    await writePictures('', { a: 10 }, 8);
    await writePictures('', { b: 10 }, 40, 3);
    expect((await loadDataset(folder)).shape).toEqual([32, 32, 3]);
    const asked = await loadDataset(folder, { shape: [5, 6, 1] });
    expect(asked.train.images.length).toBe(asked.train.ids.length * 30);
  });

  it('reports what it has read and stops when told to', async () => {
    await writePictures('', { a: 10, b: 10 });
    const stop = new AbortController();
    const seen: number[] = [];
    const loading = loadDataset(folder, {
      signal: stop.signal,
      onEvent: (event) => {
        if (event.type === 'read' && seen.push(event.samples) === 3) stop.abort(new Error('enough'));
      },
    });
    await expect(loading).rejects.toThrow('enough');
    expect(seen).toEqual([1, 2, 3]);
  });

  it('is refused with too few classes or pictures, or with a class that is only tested', async () => {
    await writePictures('', { a: 12 });
    await expect(loadDataset(folder)).rejects.toThrow(
      'has PNG or JPEG pictures in 1 class folders; 2 to 256 are needed',
    );
    await rm(join(folder, 'a'), { recursive: true });
    await expect(loadDataset(folder)).rejects.toThrow('has no PNG or JPEG pictures in sub-folders named by class');
    await writePictures('', { a: 3, b: 3 });
    await expect(loadDataset(folder)).rejects.toThrow('has 6 samples; give at least 10');
    await writePictures('train', { a: 6, b: 6 });
    await writePictures('test', { a: 1, owl: 1 });
    await expect(loadDataset(folder)).rejects.toThrow(
      /0\.png: is of class owl, which has no pictures to train on \(a, b\)/,
    );
  });

  it('names the picture that cannot be read', async () => {
    await writePictures('', { a: 10, b: 10 });
    const path = join(folder, 'b', '3.png');
    await writeFile(path, 'no picture');
    await expect(loadDataset(folder)).rejects.toThrow(`${path} is neither a PNG nor a JPEG`);
    await writeFile(path, png(8, 1).subarray(0, 45));
    await expect(loadDataset(folder)).rejects.toThrow(`${path} cannot be decoded`);
    await expect(loadDataset(folder)).rejects.toBeInstanceOf(PictureError);
  });
});

describe('one picture', () => {
  it('is read from PNG and JPEG, in colour or grey, in the size that is asked for', async () => {
    const path = join(folder, 'picture');
    await writeFile(path, png(20, 77, 3));
    expect(await readPicture(path, [4, 6, 1])).toEqual(new Uint8Array(24).fill(77));
    expect(await readPicture(path, [20, 20, 3])).toEqual(new Uint8Array(1200).fill(77));
    await writeFile(path, await tf.node.encodeJpeg(tf.fill([16, 24, 3], 200, 'int32') as tf.Tensor3D));
    const grey = await readPicture(path, [8, 8, 1]);
    expect(grey.length).toBe(64);
    for (const pixel of grey) expect(Math.abs(pixel - 200)).toBeLessThan(3);
  });

  it('keeps a thin line when it shrinks, and the mean shade', () => {
    const wide = new Uint8Array(64 * 64);
    for (let row = 0; row < 64; row++) wide[row * 64 + 33] = 255;
    const narrow = resizePixels(wide, [64, 64, 1], [8, 8]);
    expect(Math.max(...narrow)).toBeGreaterThan(20);
    expect(resizePixels(new Uint8Array(7 * 5 * 3).fill(123), [7, 5, 3], [13, 2])).toEqual(
      new Uint8Array(13 * 2 * 3).fill(123),
    );
  });

  it('is refused where it is missing or would not fit into memory', async () => {
    await expect(readPicture(join(folder, 'none.png'), [8, 8, 1])).rejects.toThrow(
      'none.png cannot be read (ENOENT); give a PNG or JPEG picture',
    );
    const huge = Buffer.from(png(8, 1));
    huge.writeUInt32BE(100_000, 16);
    huge.writeUInt32BE(100_000, 20);
    await writeFile(join(folder, 'huge.png'), huge);
    await expect(readPicture(join(folder, 'huge.png'), [8, 8, 1])).rejects.toThrow(
      'is 100000×100000 pixels, more than the 50000000',
    );
  });
});

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
    const lines = Array.from({ length: 60 }, (_, row) => `${row % 3},${row % 30},1,2,${row % 30}`); // Each twice.
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
      '1 samples equal one of another class, such as sample 20 and sample 21: no network can tell them apart',
      'no test samples of lone: accuracy says nothing about it',
    ]);
  });

  it('is refused with the line and the column of what is wrong', async () => {
    await expect(loadCsv([...rows.slice(0, 3), '1,2,3,256,5'])).rejects.toThrow(
      'own.csv:4: column 4 holds "256", not a pixel 0 … 255',
    );
    await expect(loadCsv([...rows.slice(0, 3), '1,2,,3,5'])).rejects.toThrow('own.csv:4: column 3 holds ""');
    await expect(loadCsv([...rows.slice(0, 3), '1,2,3'])).rejects.toThrow('own.csv:4: has 3 columns instead of 5');
    await expect(loadCsv(['1,2,3'])).rejects.toThrow(
      'own.csv:1: 2 pixel columns are not a square; name the label column "label:ROWSxCOLUMNSxCHANNELS"',
    );
    await expect(loadCsv(['a,b,c', '1,2,3'])).rejects.toThrow('no column of the header is named "label"');
    await expect(loadCsv(['label:2x2x1,b,c', '1,2,3'])).rejects.toThrow(
      '"label:2x2x1" needs 4 pixel columns, there are 2',
    );
    await expect(loadCsv([''])).rejects.toThrow('has no lines of data');
    await expect(loadCsv(rows.map((row) => row.replace(/^1/, '0')))).rejects.toThrow(
      'has 1 different labels; 2 to 256 are needed',
    );
    await expect(loadCsv(['0,"1'])).rejects.toBeInstanceOf(DataFormatError);
  });
});

describe('a name that is no data set', () => {
  it('is answered with the names there are', async () => {
    const failure = await loadDataset('mnits').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DatasetNotFoundError);
    expect((failure as Error).message).toContain('mnits: no such file or folder');
    expect((failure as Error).message).toContain('Name one of mnist, fashion-mnist, digits, cifar10, glyphs');
    await expect(loadDataset(import.meta.filename)).rejects.toThrow('neither a folder nor a .csv file');
  });
});

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AnnotationError } from '../../host/dataset/boxes/annotated-picture.ts';
import type { DataSettings } from '../../host/dataset/data-settings.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import { bytesToBoxes } from '../../host/task/boxes.ts';
import { writeShade } from '../support/write-pictures.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-boxes-'));
  vi.stubEnv('RETORT_CACHE', join(folder, 'cache'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

const data = () => join(folder, 'data');
const load = (settings: DataSettings = {}) => loadDataset(data(), settings);

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(data(), path)), { recursive: true });
  await writeFile(join(data(), path), text);
}

const object = (name: string, sides: readonly number[]) =>
  `<object><name>${name}</name><bndbox>${['xmin', 'ymin', 'xmax', 'ymax'].map((side, i) => `<${side}>${sides[i]}</${side}>`).join('')}</bndbox></object>`;

const annotation = (...objects: string[]) =>
  `<annotation><size><width>64</width><height>48</height></size>${objects.join('')}</annotation>`;

async function writeVoc(count: number, under = ''): Promise<void> {
  for (let i = 0; i < count; i++) {
    await writeShade(join(data(), under, 'JPEGImages', `p${i}.png`), 10 + i, 48, 64);
    const sides = [8, 12, 40, 36];
    await write(join(under, 'Annotations', `p${i}.xml`), annotation(object(i % 2 === 0 ? 'cat' : 'dog', sides)));
  }
}

describe('a folder of PASCAL VOC', () => {
  it('is read by its lists, one folder down too', async () => {
    await writeVoc(6, 'VOC2007');
    await write('VOC2007/ImageSets/Main/train.txt', 'p0\np1\n');
    await write('VOC2007/ImageSets/Main/val.txt', 'p2\n');
    await write('VOC2007/ImageSets/Main/test.txt', 'p3\np4\n');
    const { classes, shape, task, train, validation, test, reading } = await load();
    expect(classes).toEqual(['cat', 'dog']);
    expect(shape).toEqual([72, 96, 3]);
    expect(task!.name).toBe('detection');
    expect([train, validation, test].map(({ ids }) => ids.length)).toEqual([2, 1, 2]);
    expect(reading.unused).toEqual([
      { reason: 'in no list of ImageSets/Main', count: 1, examples: [join('VOC2007', 'Annotations', 'p5.xml')] },
    ]);
    const [{ label, box }] = bytesToBoxes(train.labels.subarray(5));
    expect(label).toBe(1);
    for (const [i, side] of [8 / 64, 12 / 48, 40 / 64, 36 / 48].entries()) expect(box[i]).toBeCloseTo(side, 2);
  });

  it('without lists holds a tenth out by content', async () => {
    await writeVoc(20);
    const { train, validation, test } = await load({ shape: [24, 32, 1] });
    expect([train, validation, test].map(({ ids }) => ids.length)).toEqual([16, 2, 2]);
  });

  it.each([
    [
      'without its picture',
      'Annotations/p50.xml',
      annotation(object('cat', [1, 1, 5, 5])),
      'p50.xml: there is no JPEGImages/p50.jpg; add the picture, or remove the annotation',
    ],
    [
      'outside the picture',
      'Annotations/p0.xml',
      annotation(object('cat', [8, 12, 65, 36])),
      'p0.xml:1: the box of cat has the sides 8, 12, 65, 36 (left, top, right, bottom) and lies outside the picture of 64×48 pixels',
    ],
    [
      'without an area',
      'Annotations/p0.xml',
      annotation(object('cat', [8, 12, 8, 36])),
      'which has no area; correct or remove it',
    ],
    ['of another size', 'Annotations/p0.xml', annotation().replace('64', '640'), 'it says 640×48 pixels, but'],
    ['that is cut off', 'Annotations/p0.xml', annotation().slice(0, 60), 'is not well-formed XML'],
    ['in no annotation', 'ImageSets/Main/train.txt', 'p0\np77\n', 'names p77, which has no Annotations/p77.xml'],
  ])('is refused with a box %s', async (_, path, text, message) => {
    await writeVoc(12);
    await write(path, text);
    const failure = await load().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AnnotationError);
    expect(String(failure)).toContain(message);
  });

  it('refuses a picture in two lists, one that is none, a class without training boxes, and cropping', async () => {
    await writeVoc(12);
    await expect(load({ fit: 'cover' })).rejects.toThrow(
      'has boxes, which --fit cover would cut; use --fit contain or stretch',
    );
    await expect(load({ trim: 0.1 })).rejects.toThrow('has boxes, which --trim would cut; leave it out');
    await write('ImageSets/Main/train.txt', 'p0\np2\n');
    await write('ImageSets/Main/val.txt', 'p0\n');
    await expect(load()).rejects.toThrow('names p0, which is also in the list of the train split; keep one');
    await write('ImageSets/Main/val.txt', 'p1\n');
    await expect(load()).rejects.toThrow('the box is of class dog, which no training picture has (cat)');
    await write('ImageSets/Main/val.txt', 'p4\n');
    await write('JPEGImages/p2.png', 'no picture');
    await expect(load()).rejects.toThrow('is not a readable picture, or its header is truncated; replace it');
  });
});

describe('a folder of COCO', () => {
  const images = (count: number, first = 0) =>
    Array.from({ length: count }, (_, i) => ({ id: first + i, file_name: `p${first + i}.png`, width: 64, height: 48 }));
  const boxes = (count: number, first = 0) =>
    Array.from({ length: count }, (_, i) => ({ image_id: first + i, category_id: 7, bbox: [8, 12, 32, 24] }));
  const categories = [
    { id: 3, name: 'unused' },
    { id: 7, name: 'cat' },
  ];
  const coco = (count: number, more: object = {}, first = 0) =>
    JSON.stringify({ images: images(count, first), categories, annotations: boxes(count, first), ...more });

  async function writeCoco(count: number, place = 'images'): Promise<void> {
    for (let i = 0; i < count; i++) await writeShade(join(data(), place, `p${i}.png`), 10 + i, 48, 64);
  }

  it('is read by its files of instances', async () => {
    for (let i = 0; i < 4; i++)
      await writeShade(join(data(), i < 3 ? 'train2017' : 'val2017', `p${i}.png`), 10 + i, 48, 64);
    await write('annotations/instances_train2017.json', coco(3));
    await write('annotations/instances_val2017.json', coco(1, {}, 3));
    await write('annotations/captions_val2017.json', '{}');
    await expect(load()).rejects.toThrow('has 3 samples; give at least 10'); // there is no test split
    await writeCoco(12, 'test2017');
    await write('annotations/instances_test2017.json', coco(2, {}, 4));
    const { classes, train, validation, test } = await load();
    expect(classes).toEqual(['cat']);
    expect([train, validation, test].map(({ ids }) => ids.length)).toEqual([3, 1, 2]);
    const [{ box }] = bytesToBoxes(train.labels);
    for (const [i, side] of [8 / 64, 12 / 48, 40 / 64, 36 / 48].entries()) expect(box[i]).toBeCloseTo(side, 2);
  });

  it('is read as Roboflow lays it out, and boxes around crowds are left out', async () => {
    await writeCoco(12, 'train');
    const crowd = { image_id: 0, category_id: 7, bbox: [0, 0, 9, 9], iscrowd: 1 };
    await write('train/_annotations.coco.json', coco(12, { annotations: [...boxes(12), crowd] }));
    const { train, reading } = await load();
    expect(train.ids.length).toBe(10);
    expect(reading.unused[0]).toMatchObject({ reason: 'a box around a crowd', count: 1 });
  });

  it.each([
    [
      'a box of an unknown class',
      { annotations: [{ image_id: 0, category_id: 1, bbox: [1, 1, 2, 2] }] },
      'annotations[0]: there is no category with the id 1; write one of 3 (unused), 7 (cat)',
    ],
    [
      'a box of an unknown picture',
      { annotations: [{ image_id: 99, category_id: 7, bbox: [1, 1, 2, 2] }] },
      'there is no picture with the id 99',
    ],
    [
      'a box outside',
      { annotations: [{ image_id: 0, category_id: 7, bbox: [60, 1, 9, 2] }] },
      'the box of cat has the sides 60, 1, 69, 3',
    ],
    [
      'a box without an area',
      { annotations: [{ image_id: 0, category_id: 7, bbox: [6, 1, 0, 2] }] },
      'which has no area',
    ],
    [
      'three sides',
      { annotations: [{ image_id: 0, category_id: 7, bbox: [6, 1, 2] }] },
      'is not a COCO file of boxes: annotations.0.bbox',
    ],
    [
      'a hostile size',
      { images: [{ id: 0, file_name: 'p0.png', width: 1e9, height: 48 }] },
      "the picture's size as 1000000000×48 pixels",
    ],
    [
      'a missing picture',
      { images: [{ id: 0, file_name: 'gone.png', width: 64, height: 48 }], annotations: [] },
      'there is no picture "gone.png" in images',
    ],
    [
      'a picture elsewhere',
      { images: [{ id: 0, file_name: '../../etc/passwd', width: 64, height: 48 }], annotations: [] },
      'the picture "../../etc/passwd" lies outside',
    ],
    ['one id twice', { images: [...images(1), ...images(1)] }, 'two pictures have the id 0'],
    ['no list', { images: 3 }, 'is not a COCO file of boxes: images'],
  ])('refuses %s', async (_, more, message) => {
    await writeCoco(12);
    await write('annotations/instances_default.json', coco(12, more));
    const failure = await load().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AnnotationError);
    expect(String(failure)).toContain(message);
  });

  it('refuses what is no JSON, or nested without end', async () => {
    await writeCoco(1);
    await write('annotations/instances_default.json', coco(1).slice(0, 90));
    await expect(load()).rejects.toThrow('instances_default.json: is not JSON');
    await write('annotations/instances_default.json', '['.repeat(100_000));
    await expect(load()).rejects.toThrow('it is nested more than 200 deep');
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import type { Dataset } from '../../host/dataset/dataset.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import type { LoadOptions } from '../../host/dataset/load-options.ts';
import type { SampleValues } from '../../host/dataset/sample-values.ts';
import { hasCaseFiles, unpackCaseFiles } from '../support/case-files.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'retort-csv-'));
  unpackCaseFiles(folder, './*.csv');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function load(name: string, options: LoadOptions = {}): Promise<Dataset> {
  return loadDataset(join(folder, name), options);
}

function loadText(text: string | Uint8Array, options: LoadOptions = {}): Promise<Dataset> {
  writeFileSync(join(folder, 'own.csv'), text);
  return load('own.csv', options);
}

const sizesOf = ({ train, validation, test }: Dataset) => [train, validation, test].map(({ ids }) => ids.length);

/** 30 lines of 4 random pixels; `line` writes one from its label and its pixels. */
function lines(line: (label: number, pixels: readonly number[], position: number) => string): string {
  const random = createRandom(7);
  const pixels = () => Array.from({ length: 4 }, () => random.integer(256));
  return Array.from({ length: 30 }, (_, position) => line(position % 3, pixels(), position)).join('\n');
}
const plain = lines((label, pixels) => [label, ...pixels].join());
const header = 'label,p0,p1,p2,p3';

describe.skipIf(!hasCaseFiles)('a CSV file as people have it', () => {
  it.each(['pandas_int_header', 'pandas_index', 'semicolon', 'class_header', 'ok', 'float01'])(
    '%s has three classes of 30 samples, and the pixels of the plain file',
    async (name) => {
      const { classes, shape, train, validation, test } = await load(`${name}.csv`);
      expect(classes).toEqual(['a', 'b', 'c']);
      expect(shape).toEqual([8, 8, 1]);
      const labels = [train, validation, test].flatMap((split) => [...split.labels]);
      expect(classes.map((_, label) => labels.filter((other) => other === label).length)).toEqual([30, 30, 30]);
      const expected = await load('ok.csv');
      if (name !== 'float01') expect(Buffer.from(train.images)).toEqual(Buffer.from(expected.train.images));
      const darkest = (images: SampleValues) => [...images].reduce((sum, pixel) => sum + pixel, 0) / images.length;
      expect(darkest(train.images)).toBeCloseTo(darkest(expected.train.images), -1);
    },
  );

  it('takes labels that a program has made numbers of for the same class', async () => {
    expect((await load('mixedlabel.csv')).classes).toEqual(['0', '1', '2']);
  });

  it('reads what is not UTF-8 as windows-1252, and says so', async () => {
    const { classes, reading } = await load('latin1.csv');
    expect(classes).toContain('café');
    expect(reading.dialect).toMatchObject({ encoding: 'windows-1252' });
    expect(reading.warnings).toContain('the file is not UTF-8; it was read as windows-1252');
  });

  it('follows the splits of FER-2013, whose pixels are in one column', async () => {
    const dataset = await load('fer.csv');
    expect(sizesOf(dataset)).toEqual([54, 30, 6]);
    expect(dataset.reading.splits.validation).toBe('column "Usage"');
    expect(dataset.reading.splits.test).toContain('a tenth of each class');
    expect(dataset.reading.dialect).toMatchObject({
      label: 'emotion',
      pixels: 'pixels, separated by spaces',
      split: 'Usage',
    });
  });

  it('has two classes where there are two', async () => {
    expect((await load('two.csv')).classes).toHaveLength(2);
  });
});

describe('the dialect of a CSV file', () => {
  it.each([
    [';', ';'],
    ['\t', 'tab'],
    ['|', '|'],
  ])('has the separator %j', async (separator, name) => {
    const { reading, digest } = await loadText(plain.replaceAll(',', separator));
    expect(reading.dialect).toMatchObject({
      separator: name,
      header: false,
      label: 'column 0',
      pixelRange: '0 to 255',
    });
    expect(digest).toBe((await loadText(plain)).digest);
  });

  it.each(['utf-16le', 'utf-16be'] as const)('may be %s, with a mark or without', async (encoding) => {
    const encoded = Buffer.from(`${header}\n${plain}`, 'utf16le');
    const mark = Buffer.from([0xff, 0xfe]);
    const inOrder = (bytes: Buffer) => (encoding === 'utf-16le' ? bytes : Buffer.from(bytes).swap16());
    for (const bytes of [encoded, Buffer.concat([mark, encoded])]) {
      const { classes, reading } = await loadText(inOrder(bytes));
      expect(classes).toEqual(['0', '1', '2']);
      expect(reading.dialect).toMatchObject({ encoding, header: true });
    }
  });

  it('is larger than the buffers it passes through, without a warning of Node', async () => {
    const warnings: Error[] = [];
    const keep = (warning: Error) => warnings.push(warning);
    process.on('warning', keep);
    try {
      const { train, validation, test } = await loadText(`${plain}\n`.repeat(2000));
      expect(train.ids.length + validation.ids.length + test.ids.length).toBe(60_000);
      await new Promise(setImmediate);
      expect(warnings).toEqual([]);
    } finally {
      process.off('warning', keep);
    }
  });

  it('has a byte order mark that is not part of the first name, and line ends of every kind', async () => {
    const { digest } = await loadText(`${header}\n${plain}`);
    for (const text of [`\ufeff${header}\n${plain}`, `${header}\n${plain}\n`.replaceAll('\n', '\r\n')]) {
      expect((await loadText(text)).digest).toBe(digest);
    }
  });

  it('has decimal commas between semicolons', async () => {
    const text = lines((label, pixels) =>
      [`k${label}`, ...pixels.map((pixel) => (pixel / 255).toFixed(4).replace('.', ','))].join(';'),
    );
    const { reading, train } = await loadText(text);
    expect(reading.dialect).toMatchObject({ separator: ';', decimal: ',', pixelRange: '0 to 1' });
    expect(Buffer.from(train.images)).toEqual(Buffer.from((await loadText(plain)).train.images));
  });

  it('has pixels from -1 to 1', async () => {
    const text = lines((label, pixels) => [label, ...pixels.map((pixel) => pixel / 127.5 - 1)].join());
    const { reading, digest } = await loadText(text);
    expect(reading.dialect).toMatchObject({ pixelRange: '-1 to 1' });
    expect(digest).toBe((await loadText(plain)).digest);
  });

  it.each([
    ['its own name', 'kind,p0,p1,p2,p3', (label: number) => `k${label}`],
    ['none of the numbered names', 'digit,pixel0,pixel1,pixel2,pixel3', String],
    ['a usual name in another place', 'p0,p1,p2,p3,Target', String],
  ])('has its label under %s', async (_, titles, nameOf) => {
    const last = titles.endsWith('Target');
    const text = lines((label, pixels) => (last ? [...pixels, nameOf(label)] : [nameOf(label), ...pixels]).join());
    const { classes, reading } = await loadText(`${titles}\n${text}`);
    expect(classes).toHaveLength(3);
    expect(reading.dialect?.label).toMatch(/kind|digit|Target/);
  });

  it('finds labels in the last column where only that looks like them', async () => {
    const { classes, reading } = await loadText(lines((label, pixels) => [...pixels, label].join()));
    expect(classes).toEqual(['0', '1', '2']);
    expect(reading.dialect).toMatchObject({ label: 'column 4' });
  });

  it('leaves an index, empty columns and text out, and says so', async () => {
    const text = lines((label, pixels, position) => [position, label, ...pixels, `sample ${position}`, ''].join());
    const { reading, digest } = await loadText(`Unnamed: 0,label,p0,p1,p2,p3,note,\n${text}`);
    expect(reading.dialect?.leftOut).toBe('column 7 (empty), Unnamed: 0 (an index), note (text)');
    expect(reading.warnings).toEqual(['text columns were left out: note']);
    expect(digest).toBe((await loadText(plain)).digest);
    const numbered = lines((label, pixels, position) => [position, label, ...pixels].join());
    expect((await loadText(numbered)).digest).toBe(digest);
  });

  it('follows a column of splits, and holds a lacking one out by content', async () => {
    const text = lines((label, pixels, position) => [label, ...pixels, position < 24 ? 'Train' : 'TEST'].join());
    const dataset = await loadText(`${header},split\n${text}`);
    expect(sizesOf(dataset)).toEqual([21, 3, 6]);
    expect(dataset.reading.splits.test).toBe('column "split"');
    expect(dataset.reading.splits.validation).toContain('a tenth of each class');
    await expect(loadText(`${header},split\n${text.replaceAll('TEST', 'fold3')}`)).rejects.toThrow(
      'own.csv:26: has the split "fold3"; write train, validation or test',
    );
  });

  it('warns of classes that differ in case alone, and of pixels that are nearly black', async () => {
    const text = lines((label, pixels) => [['cat', 'Cat', 'dog'][label], ...pixels.map((pixel) => pixel >> 4)].join());
    const { reading } = await loadText(text);
    expect(reading.warnings).toEqual([
      'the brightest pixel is 15 of 255: if 15 is white, scale the pixels to 0 to 255',
      '"Cat" and "cat" are two classes',
    ]);
  });
});

describe('a reading that is not certain', () => {
  it('of the first line is refused with both, and --csv-header decides', async () => {
    const text = `lone,0,0,0,0\n${lines((label, pixels) => [`k${label}`, ...pixels].join())}`;
    await expect(loadText(text)).rejects.toThrow(
      'may be a header, in which "lone" is the name of a column, or this is a sample of a class "lone" that occurs once; say which with --csv-header yes or --csv-header no',
    );
    expect((await loadText(text, { csvHeader: true })).classes).toEqual(['k0', 'k1', 'k2']);
    expect((await loadText(text, { csvHeader: false })).classes).toEqual(['k0', 'k1', 'k2', 'lone']);
  });

  it("of the label's column is refused with both, and --csv-label decides", async () => {
    const text = lines((label, pixels, position) => [label, ...pixels.slice(0, 3), (position >> 2) % 2].join());
    const failure = loadText(text);
    await expect(failure).rejects.toThrow(
      'the labels may be in column 0 (3 different values) or in column 4 (2 different values); say which with --csv-label 0 or --csv-label 4',
    );
    expect((await loadText(text, { csvLabel: '0' })).classes).toHaveLength(3);
    expect((await loadText(text, { csvLabel: '4' })).classes).toHaveLength(2);
    await expect(loadText(text, { csvLabel: 'kind' })).rejects.toThrow(
      'has no column "kind" (--csv-label); its 5 columns',
    );
  });

  it('of the shape is refused, and --shape decides', async () => {
    const text = lines((label, pixels) => [label, ...pixels, ...pixels, ...pixels].join());
    await expect(loadText(text)).rejects.toThrow(
      '12 pixel columns do not make a square; if the red, green and blue of each pixel are adjacent, give --shape 2x2x3',
    );
    expect((await loadText(text, { shape: [2, 2, 3] })).shape).toEqual([2, 2, 3]);
    await expect(loadText(text, { shape: [3, 3, 1] })).rejects.toThrow(
      '--shape 3x3x1 needs 9 pixel columns, but there are 12',
    );
  });

  it('of the pixels is refused, with the line', async () => {
    const text = lines((label, pixels) => [label, ...pixels.map((pixel) => (pixel - 128) / 50)].join());
    const asPixels = loadText(text, { csvValues: 'pixels' });
    await expect(asPixels).rejects.toThrow(/own\.csv:\d+: pixel \d is -2\.46, and all pixels range from/);
  });

  it('of picture files is refused with what to name instead', async () => {
    const text = lines((label, _, position) => `${position}.png,k${label}`);
    await expect(loadText(`filename,label\n${text}`)).rejects.toThrow(
      'lists picture files in filename instead of holding pixels; name the folder that it is in',
    );
  });
});

// A CSV file as a table of floats: read whatever its form, spread over int8 feature by feature, refused with the place and what to write instead.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../host/dataset/dataset.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import type { LoadOptions } from '../../host/dataset/load-options.ts';
import { applyToFloats, changeOfFeed, type FeaturePreprocessing } from '../../host/dataset/preprocessing.ts';
import { readTableRow } from '../../host/dataset/table-row.ts';
import { quantizeInputTensor } from '../../host/quantize/quantize.ts';
import { quantizeInput } from '../../host/reference/quantize-input.ts';
import { drawRows, drawTable, tableFeatures } from '../support/draw-table.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'retort-table-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(text: string | Uint8Array, name = 'own.csv'): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
const load = (text: string | Uint8Array, options: LoadOptions = {}) => loadDataset(write(text), options);
const featuresOf = ({ preprocessing }: Dataset) => preprocessing as FeaturePreprocessing;

/** All rows with their class's name, in one order whatever the splits. */
function rowsOf({ train, validation, test, classes }: Dataset): string[] {
  return [train, validation, test]
    .flatMap(({ images, labels }) =>
      Array.from(labels, (label, i) => {
        const size = images.length / labels.length;
        return `${classes[label]}: ${images.subarray(i * size, (i + 1) * size)}`;
      }),
    )
    .sort();
}

const drawn = drawRows(60, 1);
const expected = drawn.map(({ label, values }) => `${label}: ${Float32Array.from(values)}`).sort();
const plain = drawTable(60);
const withHeader = (line: (row: (typeof drawn)[number]) => string, header: string) =>
  [header, ...drawn.map(line)].join('\n');

describe('a table', () => {
  it('is a row of floats for each sample, whose features are spread over int8 by the training rows alone', async () => {
    const data = await load(plain);
    expect(data).toMatchObject({ shape: [1, 1, 5], classes: ['idle', 'pump', 'worn'] });
    expect(rowsOf(data)).toEqual(expected);
    expect(data.reading).toMatchObject({
      warnings: [],
      dialect: { label: 'state', values: 'floats: the columns have names without numbers', features: '5 columns' },
    });
    const { features } = featuresOf(data);
    expect(features).toEqual(tableFeatures);
    const fed = applyToFloats(data.train.images as Float32Array, data.preprocessing);
    for (let feature = 0; feature < 5; feature++) {
      const values = fed.filter((_, i) => i % 5 === feature);
      expect(Math.min(...values)).toBeCloseTo(-1, 5);
      expect(Math.max(...values)).toBeCloseTo(127 / 128, 5);
    }
    const ofOthers = applyToFloats(data.test.images as Float32Array, data.preprocessing);
    expect(ofOthers.every((value) => value > -2 && value < 2)).toBe(true);
  });

  const quoted = withHeader(
    ({ label, values }) => [...values.map((value) => `"${value}"`), `"${label}"`].join(),
    '"speed","pressure","current","temperature","level","state"',
  );
  const comma = withHeader(
    ({ label, values }) => [...values.map((value) => String(value).replace('.', ',')), label].join(';'),
    [...tableFeatures, 'state'].join(';'),
  );
  it.each<[string, string | Uint8Array, LoadOptions]>([
    ['with quotes', quoted, {}],
    ['with CRLF', plain.replaceAll('\n', '\r\n'), {}],
    ['with a byte order mark', `\ufeff${plain}`, {}],
    ['in UTF-16', Buffer.from(`\ufeff${plain}`, 'utf16le'), {}],
    ['with tabs', plain.replaceAll(',', '\t'), {}],
    ['with semicolons and decimal commas', comma, {}],
    ['with blank lines and spaces', plain.replaceAll('\n', ' \n\n').replaceAll(',', ' , '), {}],
    [
      'with the label first and an index',
      [
        ['', 'state', ...tableFeatures].join(),
        ...drawn.map(({ label, values }, i) => [i, label, ...values].join()),
      ].join('\n'),
      {},
    ],
    ['without a header', plain.slice(plain.indexOf('\n') + 1), {}],
    ['with the label by position', plain.slice(plain.indexOf('\n') + 1), { csvLabel: '5', csvHeader: false }],
    ['with the label by name', plain, { csvLabel: 'state', csvHeader: true, csvValues: 'floats' }],
  ])('%s has the same rows', async (_, text, options) => {
    const data = await load(text, options);
    expect(rowsOf(data)).toEqual(expected);
  });

  it('takes a column of numbers as the label where --csv-label names it', async () => {
    const text = withHeader(
      ({ label, values }) => [...values, label.charCodeAt(0) % 5].join(),
      `${tableFeatures.join()},kind`,
    );
    const data = await load(text, { csvLabel: 'kind' });
    expect(data.classes).toEqual(['0', '2', '4']);
  });

  it('gives whole numbers of up to 256 values one int8 step each', async () => {
    const rows = Array.from({ length: 256 }, (_, i) => `${i},${(i * 7) % 256},${i % 2 ? 'odd' : 'even'}`);
    const { train, preprocessing } = await load(
      [
        'count,turned,kind,split',
        ...rows.map((row) => `${row},train`),
        '1,1,odd,test',
        '2,2,even,test',
        '1,2,odd,val',
        '2,1,even,val',
      ].join('\n'),
    );
    const levels = quantizeInput(train.images, preprocessing, quantizeInputTensor([1, 1, 2], preprocessing));
    expect(Array.from(levels)).toEqual(Array.from(train.images, (value) => value - 128));
  });

  it('warns of a feature whose outliers leave the other rows few int8 steps, and spares the other features', async () => {
    const line = (split: string) => (row: (typeof drawn)[number]) => [...row.values, row.label, split].join();
    const text = [
      [...tableFeatures, 'state', 'split'].join(),
      ...drawRows(299, 3).map(line('train')),
      '1e9,101300,0.1,21,-3e-5,idle,train',
      ...drawRows(6, 4).map(line('val')),
      ...drawRows(6, 5).map(line('test')),
    ].join('\n');
    const { reading, train, preprocessing } = await load(text);
    expect(reading.warnings).toHaveLength(1);
    expect(reading.warnings[0]).toMatch(
      /^column "speed" ranges from -\d+(\.\d+)? to 1000000000, but 98 % of its training rows from -?\d+\S* to 1\d{3}(\.\d+)?: they share 1 of 255 int8 steps; limit its values, or take its logarithm$/,
    );
    const fed = applyToFloats(train.images as Float32Array, preprocessing);
    const pressures = fed.filter((_, i) => i % 5 === 1);
    expect(Math.max(...pressures) - Math.min(...pressures)).toBeCloseTo(255 / 128, 4);
  });

  it('keeps huge and tiny values, and refuses those that single precision does not hold', async () => {
    const rows = drawRows(30, 2).map(
      ({ label, values }, i) => `${(i + 1) * 1e37},${(i + 1) * 1e-37},${values[0]},${label}`,
    );
    const { preprocessing, train } = await load(['huge,tiny,speed,state', ...rows].join('\n'));
    const fed = applyToFloats(train.images as Float32Array, preprocessing);
    expect(fed.every((value) => Math.abs(value) <= 1.001)).toBe(true);
    await expect(load(['huge,tiny,speed,state', ...rows, '1e39,1e-37,1,idle'].join('\n'))).rejects.toMatchObject({
      code: 'TABLE_VALUE_INVALID',
      row: 32,
      column: 'huge',
      value: '1e39',
    });
  });
});

describe('what a table is told from pictures by', () => {
  const rows = (line: (i: number) => string) => Array.from({ length: 12 }, (_, i) => line(i)).join('\n');
  it.each([
    [
      'values above 255',
      rows((i) => `${i % 2 ? 'a' : 'b'},${300 + i},${i},${i * i}`),
      'floats: they range from 0 to 311',
    ],
    [
      'values below −1',
      rows((i) => `${i % 2 ? 'a' : 'b'},${-i - 2},${i},${i * i}`),
      'floats: they range from -13 to 121',
    ],
    [
      'fractions and large values',
      rows((i) => `${i % 2 ? 'a' : 'b'},${i + 0.5},${i},${i * i},${7 * i}`),
      'floats: some have fractions, and they range from 0 to 121',
    ],
    [
      'fractions that are no square',
      rows((i) => `${i % 2 ? 'a' : 'b'},${i / 20},${i / 13},${i / 12}`),
      'floats: some have fractions, and 3 do not make a square',
    ],
    [
      'whole numbers',
      rows((i) => `${i % 2 ? 'a' : 'b'},${i},${i},${i * i},${7 * i}`),
      'pixels: they are whole numbers up to 255',
    ],
  ])('%s', async (_, text, values) => {
    expect((await load(text)).reading.dialect?.values).toBe(values);
  });

  it('nothing where whole numbers in a square leave the range of pixels: one may be wrong, and both readings are named', async () => {
    const text = rows((i) => `${i % 2 ? 'a' : 'b'},${i === 7 ? 256 : i},${i},${i * i},${7 * i}`);
    await expect(load(text)).rejects.toThrow(
      'own.csv:8: pixel 1 is 256, and all pixels range from 0 to 256; give them as 0 to 255, 0 to 1 or -1 to 1, or read the columns as features with --csv-values floats',
    );
    expect((await load(text, { csvValues: 'floats' })).shape).toEqual([1, 1, 4]);
  });

  it('--csv-values decides, whatever the values', async () => {
    const text = rows((i) => `${i % 2 ? 'a' : 'b'},${i},${12 - i},${i * i},${7 * i}`);
    const floats = await load(text, { csvValues: 'floats' });
    expect(featuresOf(floats).features).toEqual(['column 1', 'column 2', 'column 3', 'column 4']);
    expect(floats.shape).toEqual([1, 1, 4]);
    const shaped = await load(text, { csvValues: 'floats', shape: [2, 2, 1] });
    expect(shaped.shape).toEqual([2, 2, 1]);
    expect((await load(plain.replaceAll(/[^,\n]*,idle/g, '0,idle'), { csvValues: 'floats' })).shape).toEqual([1, 1, 5]);
  });
});

describe('a table is refused', () => {
  const change = (line: number, from: RegExp | string, to: string) =>
    plain
      .split('\n')
      .map((text, i) => (i + 1 === line ? text.replace(from, to) : text))
      .join('\n');
  it.each([
    [
      'NaN',
      change(9, /^[^,]*/, 'NaN'),
      'own.csv:9: column "speed" holds "NaN", which is not a finite number in single precision; write a number, or remove the row or the column',
    ],
    ['an infinity', change(4, /^[^,]*/, '-Infinity'), 'own.csv:4: column "speed" holds "-Infinity"'],
    ['an infinity of C', change(4, /^[^,]*/, 'inf'), 'own.csv:4: column "speed" holds "inf"'],
    [
      'an empty cell',
      change(12, /^[^,]*/, ''),
      'own.csv:12: column "speed" is empty; write a number, or remove the row or the column',
    ],
    ['text in a number’s place', change(30, /^[^,]*/, 'fast'), 'own.csv:30: column "speed" holds "fast"'],
    [
      'a decimal comma between commas',
      change(7, /^[^,]*/, '"1,5"'),
      'own.csv:7: column "speed" holds "1,5", and the comma separates columns here; write 1.5, or separate the columns with semicolons',
    ],
    [
      'a row that is short',
      change(20, /^[^,]*,/, ''),
      'own.csv:20: has 5 columns instead of 6; complete or remove the line',
    ],
    ['a row that is long', change(21, /^/, '1,'), 'own.csv:21: has 7 columns instead of 6'],
    [
      'a constant feature',
      plain.replaceAll(/^-?\d[^,]*/gm, '5'),
      'own.csv: column "speed" is 5 in every training row; remove the column from the file',
    ],
    [
      'two columns of one name',
      plain.replace('pressure', 'speed'),
      'own.csv: columns 0 and 1 (from 0) are both named "speed"; rename or remove one',
    ],
    ['labels alone', 'state\nidle\npump\n', 'own.csv: '],
    [
      'a header alone',
      'speed,state\n',
      'own.csv: has no data rows; write one per sample: its label, then its pixels or features',
    ],
  ])('with %s', async (_, text, message) => {
    const refusal = load(text);
    await expect(refusal).rejects.toMatchObject({ category: 'input' });
    await expect(refusal).rejects.toThrow(message);
  });

  it('with decimal commas throughout between commas, and not read without those columns', async () => {
    const text = plain.replaceAll(/^-?\d[^,]*/gm, '"1,5"');
    await expect(load(text)).rejects.toThrow('own.csv:2: column "speed" holds "1,5", and the comma separates columns');
  });

  it('with a column of NaN alone, and not read without it', async () => {
    await expect(load(plain.replaceAll(/^-?\d[^,]*/gm, 'nan'))).rejects.toMatchObject({
      code: 'TABLE_VALUE_INVALID',
      row: 2,
      column: 'speed',
      value: 'nan',
    });
  });
});

describe('a row of a table alone', () => {
  const [a, b, c] = ['speed', 'pressure', 'grade (%)'];
  const read = (text: string) => readTableRow(write(text, 'row.csv'), [a, b, c]);

  it.each([
    ['with a header', 'speed,pressure,grade (%)\n1.5,-2,3e2\n'],
    ['in another order, among other columns', 'pressure,time,grade (%),speed\n-2,12:30,300,1.5'],
    ['without a header', '1.5,-2,300'],
    ['with decimal commas', '1,5;-2,0;300\n'],
    ['with a byte order mark and CRLF', '\ufeffspeed;pressure;grade (%)\r\n1,5;-2;300\r\n'],
    ['with quotes', '"speed","pressure","grade (%)"\n"1.5","-2","300"\n'],
  ])('is read %s', async (_, text) => {
    expect(await read(text)).toEqual(Float32Array.of(1.5, -2, 300));
  });

  it.each([
    [
      '1.5,-2',
      'TABLE_ROW_INVALID',
      'row.csv:1: has 2 columns; give 3: only the features, in the order "speed", "pressure", "grade (%)"',
    ],
    ['1,2,3,4', 'TABLE_ROW_INVALID', 'has 4 columns; give 3'],
    ['speed,pressure\n1,2', 'TABLE_ROW_INVALID', 'row.csv: has no column "grade (%)"; add it, or leave the header out'],
    ['speed,pressure,grade (%)\n1,2', 'TABLE_ROW_INVALID', 'row.csv:2: has 2 columns; give 3: as many as the header'],
    ['speed,pressure,grade (%),speed\n1,2,3,4', 'TABLE_ROW_INVALID', 'has two columns "speed"; remove one'],
    ['1,2,3\n4,5,6', 'TABLE_ROW_INVALID', 'holds 2 rows; give one, with or without a header'],
    ['', 'TABLE_ROW_INVALID', 'holds 0 rows'],
    ['1,,3', 'TABLE_VALUE_INVALID', 'row.csv:1: column "pressure" is empty'],
    ['1,NaN,3', 'TABLE_VALUE_INVALID', 'column "pressure" holds "NaN"'],
    [
      '1,"2,5",3',
      'TABLE_VALUE_INVALID',
      'column "pressure" holds "2,5", and the comma separates columns here; write 2.5',
    ],
    ['velocity,pressure,slope\n1,2,3', 'TABLE_ROW_INVALID', 'row.csv: has no column "speed", "grade (%)"'],
    ['velocity,druck,slope\n1,2,3', 'TABLE_ROW_INVALID', 'holds 2 rows'],
  ])('is refused as %j', async (text, code, message) => {
    const refusal = read(text);
    await expect(refusal).rejects.toMatchObject({ code });
    await expect(refusal).rejects.toThrow(message);
  });
});

describe('the feed of one network as another one has it', () => {
  it('is the same values, feature by feature', () => {
    const own: FeaturePreprocessing = { scale: [2, 0.5], offset: [-1, 3], features: ['a', 'b'] };
    const values = Float32Array.of(0.25, 8);
    for (const [from, to] of [
      [own, { scale: 4, offset: 1 }],
      [{ scale: 4, offset: 1 }, own],
      [own, { ...own, scale: [8, -1] }],
    ] as const) {
      const { gain, shift } = changeOfFeed(from, to, 2);
      const fed = applyToFloats(values, from);
      expect(Float32Array.from(fed, (value, i) => value * gain[i] + shift[i])).toEqual(applyToFloats(values, to));
    }
    expect(changeOfFeed({ scale: 2, offset: 0 }, { scale: 1, offset: 1 }, 2)).toEqual({ gain: [0.5], shift: [1] });
  });
});

// The pictures and layouts of ../shared/cases, which come from public reports.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDataset } from '../../host/dataset/load.ts';
import { readPicture } from '../../host/dataset/picture.ts';
import { hasCaseFiles, unpackCaseFiles } from '../support/case-files.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-cases-'));
  process.env.RETORT_CACHE = join(folder, 'cache');
  unpackCaseFiles(folder);
});
afterAll(() => {
  delete process.env.RETORT_CACHE;
  return rm(folder, { recursive: true, force: true });
});

const cases: readonly [name: string, classes: readonly string[], sizes: readonly number[], unused: number][] = [
  ['webp_class', ['a', 'b', 'c'], [48, 6, 6], 0],
  ['webp_some', ['a', 'b', 'c'], [44, 6, 6], 4],
  ['train_val', ['a', 'b', 'c'], [54, 24, 6], 0],
  ['train_validation', ['a', 'b', 'c'], [54, 24, 6], 0],
  ['train_val_test', ['a', 'b', 'c'], [60, 24, 24], 0],
  ['training_testing', ['a', 'b', 'c'], [54, 6, 24], 0],
  ['Train_Test', ['a', 'b', 'c'], [54, 6, 24], 0],
  ['exif', ['a', 'b', 'c'], [48, 6, 6], 0],
  ['appledouble', ['a', 'b', 'c'], [48, 6, 6], 0],
  ['nfd', ['café', 'thé'], [18, 2, 20], 0],
  ['nested', ['a', 'b', 'c'], [27, 3, 12], 0],
  ['dirpng', ['a', 'b', 'c'], [48, 6, 6], 1],
];

describe.skipIf(!hasCaseFiles)('a folder from a public report', () => {
  it.each(cases)('%s is read whole, or what is left out is counted', async (name, classes, sizes, unused) => {
    const { train, validation, test, reading, ...dataset } = await loadDataset(join(folder, name));
    expect(dataset.classes).toEqual(classes.map((className) => className.normalize('NFC')));
    expect([train, validation, test].map(({ ids }) => ids.length)).toEqual(sizes);
    expect(reading.unused.reduce((sum, { count }) => sum + count, 0)).toBe(unused);
  });

  it('shows black strokes on transparent as black on white, and says so', async () => {
    const { train, reading } = await loadDataset(join(folder, 'alpha'));
    expect(Math.min(...train.images)).toBeLessThan(50);
    expect(Math.max(...train.images)).toBe(255);
    expect(reading.warnings).toContain('60 pictures have an alpha channel and are laid over #ffffff (--background)');
  });

  it('turns pictures as EXIF says: nearly equal, as JPEG is stored once upright and once turned', async () => {
    const [a, b] = await Promise.all(
      ['a', 'b'].map((name) => readPicture(join(folder, 'exif', name, '0.jpg'), [24, 24, 1])),
    );
    expect(Math.max(...a.map((value, i) => Math.abs(value - b[i])))).toBeLessThan(8);
  });
});

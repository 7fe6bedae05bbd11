import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dataset } from '../../host/dataset/dataset.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import { writeClasses, writeShade } from '../support/write-pictures.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-folders-'));
  process.env.RETORT_CACHE = join(folder, '.cache');
});
afterEach(() => {
  delete process.env.RETORT_CACHE;
  return rm(folder, { recursive: true, force: true });
});

const at = (...names: string[]) => join(folder, ...names);
const sizes = ({ train, validation, test }: Dataset) => [train, validation, test].map(({ ids }) => ids.length);

/** The shades of one class, over all splits: pictures are flat. */
function shadesOf(dataset: Dataset, className: string): number[] {
  const each = dataset.shape.reduce((product, size) => product * size);
  const label = dataset.classes.indexOf(className);
  return [dataset.train, dataset.validation, dataset.test]
    .flatMap(({ labels, images }) => [...labels.keys()].filter((i) => labels[i] === label).map((i) => images[i * each]))
    .sort((a, b) => a - b);
}

describe('class folders', () => {
  it('are divided by content, a tenth of each class held out, in their own size', async () => {
    await writeClasses(folder, { cat: 20, dog: 10 });
    const dataset = await loadDataset(folder);
    expect(dataset.classes).toEqual(['cat', 'dog']);
    expect(dataset.shape).toEqual([8, 8, 1]);
    expect(sizes(dataset)).toEqual([24, 3, 3]);
    expect(shadesOf(dataset, 'dog')).toEqual(Array.from({ length: 10 }, (_, i) => 40 + i));
    expect(dataset.reading).toMatchObject({ unused: [], warnings: [] });
    const { files, labels } = dataset.test;
    expect(files).toEqual(Array.from(labels, (label) => expect.stringMatching(label ? /^dog\/\d+/ : /^cat\/\d+/)));
    expect(dataset.reading.splits.test).toContain('a tenth of each class');
  });

  it('keep equal pictures in one split, whatever their names and formats, and warn where their classes differ', async () => {
    for (let shade = 0; shade < 12; shade++) {
      for (const format of ['png', 'webp', 'tiff']) await writeShade(at('a', `${shade}-${format}.${format}`), shade);
      await writeShade(at('b', `${shade}.png`), 100 + shade);
    }
    await writeShade(at('b', 'also-in-a.png'), 3);
    const dataset = await loadDataset(folder);
    const shades = [dataset.train, dataset.validation, dataset.test].map(
      ({ images, ids }) => new Set(Array.from(ids, (_, i) => images[i * 192])),
    );
    expect(shades[0].size + shades[1].size + shades[2].size).toBe(24);
    expect(dataset.reading.warnings).toEqual([
      expect.stringMatching(/^1 samples are identical to one of another class, such as/),
    ]);
  });

  it('bring pictures of several sizes to 32×32, or to the shape that is asked for, and say what that does', async () => {
    await writeClasses(folder, { a: 10 });
    for (let i = 0; i < 10; i++) await writeShade(at('b', `${i}.png`), 200 + i, 40, 20);
    const dataset = await loadDataset(folder);
    expect(dataset.shape).toEqual([32, 32, 1]);
    expect(dataset.reading.warnings).toEqual([
      '10 pictures whose proportions differ from 32×32 are padded with #ffffff bars (--fit contain)',
    ]);
    const asked = await loadDataset(folder, { shape: [5, 6, 3], fit: 'cover' });
    expect(asked.train.images.length).toBe(asked.train.ids.length * 90);
    expect(asked.reading.warnings).toEqual(['20 pictures whose proportions differ from 5×6 are cropped (--fit cover)']);
  });

  it('report what has been read and stop when told to', async () => {
    await writeClasses(folder, { a: 10, b: 10 });
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

  it.each(['webp', 'gif', 'tif', 'tiff', 'avif', 'jpeg', 'JPG', 'PNG'])('may hold .%s', async (extension) => {
    await writeClasses(folder, { a: 10 });
    for (let i = 0; i < 10; i++) await writeShade(at('b', `${i}.${extension}`), 200 + i);
    expect(sizes(await loadDataset(folder))).toEqual([16, 2, 2]);
  });

  it('are one where their names differ in Unicode form alone', async () => {
    await writeClasses(at('train'), { ['café'.normalize('NFC')]: 8, tea: 8 });
    await writeClasses(at('test'), { ['café'.normalize('NFD')]: 4, tea: 4 }, 120);
    const dataset = await loadDataset(folder);
    expect(dataset.classes).toEqual(['café'.normalize('NFC'), 'tea']);
    expect(shadesOf(dataset, 'café'.normalize('NFC')).length).toBe(12);
  });

  it('are refused where there are too few of them or of their pictures', async () => {
    await writeClasses(folder, { a: 12 });
    await expect(loadDataset(folder)).rejects.toThrow(
      'has pictures of a single class, but at least 2 classes are needed',
    );
    await writeClasses(folder, { b: 2 });
    await rm(at('a'), { recursive: true });
    await writeClasses(folder, { a: 2 });
    await expect(loadDataset(folder)).rejects.toThrow('has 4 samples; give at least 10');
    await rm(at('a'), { recursive: true });
    await rm(at('b'), { recursive: true });
    await expect(loadDataset(folder)).rejects.toThrow('has pictures of no class');
  });
});

describe('what is left out', () => {
  it('is counted with its reason and examples, and never opened', async () => {
    await writeClasses(folder, { a: 12, b: 12 });
    await writeFile(at('b', '3.png'), 'no picture');
    await writeFile(at('b', '4.png'), '');
    await writeFile(at('b', '5.png'), (await readFile(at('b', '6.png'))).subarray(0, 60));
    await writeFile(at('a', 'x.bmp'), 'BM');
    await writeFile(at('a', 'x.HEIC'), 'heic');
    await mkdir(at('a', 'y.png'));
    await symlink(at('nowhere'), at('a', 'broken.png'));
    execFileSync('mkfifo', [at('a', 'pipe.png')]);
    await writeFile(at('a', 'notes.txt'), 'nothing to do with pictures');
    const { reading, ...dataset } = await loadDataset(folder);
    expect(dataset.train.ids.length + dataset.validation.ids.length + dataset.test.ids.length).toBe(21);
    const found = Object.fromEntries(
      reading.unused.flatMap(({ reason, examples }) => examples.map((e) => [e, reason])),
    );
    expect(found).toEqual({
      'a/notes.txt': 'not a picture or recording',
      'a/x.bmp': 'the format .bmp is not read',
      'a/x.HEIC': 'the format .heic is not read',
      'a/y.png': 'a folder named like a picture',
      'a/broken.png': 'a broken link',
      'a/pipe.png': 'not a regular file',
      'b/3.png': 'is not a readable picture, or its header is truncated',
      'b/4.png': 'an empty file',
      'b/5.png': expect.stringMatching(/^cannot be decoded \(|^is not a readable picture/),
    });
    expect(reading.warnings).toEqual([
      '8 of 29 files in the classes are left out (a, b): see the files listed as not used',
    ]);
  });

  it.each(['bmp', 'heic', 'svg'])('is an error where it is a whole class, here of .%s', async (extension) => {
    await writeClasses(folder, { a: 12, b: 12 });
    await mkdir(at('c'));
    for (let i = 0; i < 3; i++) await writeFile(at('c', `${i}.${extension}`), 'some bytes');
    await expect(loadDataset(folder)).rejects.toThrow(
      `class c: none of its 3 files can be used (c/0.${extension}: the format .${extension} is not read)`,
    );
  });

  it('without pictures among the classes is warned of, and a file that is not a picture is counted', async () => {
    await writeClasses(folder, { a: 12, b: 12 });
    await mkdir(join(folder, 'c'));
    await writeFile(join(folder, 'c', 'sample.xyz'), 'x');
    await writeFile(join(folder, 'a', 'notes.txt'), 'x');
    const { classes, reading } = await loadDataset(folder);
    expect(classes).toEqual(['a', 'b']);
    expect(reading.warnings).toEqual(['the folder c holds no pictures, so it is not a class']);
    expect(reading.unused).toEqual([
      { reason: 'not a picture or recording', count: 2, examples: [join('a', 'notes.txt'), join('c', 'sample.xyz')] },
    ]);
  });

  it('is an error where all pictures of a class are damaged', async () => {
    await writeClasses(folder, { a: 12, b: 12 });
    await mkdir(at('c'));
    await writeFile(at('c', '1.png'), 'no picture');
    await expect(loadDataset(folder)).rejects.toThrow(
      'class c: none of its 1 files can be used (c/1.png: is not a readable picture',
    );
  });

  it('leaves noise of other systems without a word', async () => {
    await writeClasses(folder, { a: 12, b: 12 });
    await writeClasses(at('__MACOSX'), { a: 2 });
    for (const name of ['._0.png', '.DS_Store', 'Thumbs.db', 'thumbs.DB', 'desktop.ini'])
      await writeFile(at('a', name), 'x');
    const dataset = await loadDataset(folder);
    expect(dataset.classes).toEqual(['a', 'b']);
    expect(dataset.reading).toMatchObject({ unused: [], warnings: [] });
  });

  it('follows links to folders and files, and refuses circles', async () => {
    await writeClasses(at('elsewhere'), { a: 12, b: 11 });
    await mkdir(at('set'));
    await symlink(at('elsewhere', 'a'), at('set', 'a'));
    await symlink(join('..', 'elsewhere', 'b'), at('set', 'b'));
    await writeShade(at('one.png'), 250);
    await symlink(at('one.png'), at('elsewhere', 'b', 'linked.png'));
    expect(sizes(await loadDataset(at('set')))).toEqual([20, 2, 2]);
    await symlink(at('set'), at('elsewhere', 'a', 'back'));
    await expect(loadDataset(at('set'))).rejects.toThrow(
      /back: is a link back to .*set, a folder above it; remove the link/,
    );
  });
});

describe('folders of splits', () => {
  it.each([
    ['train', 'val', 'test'],
    ['train', 'valid', 'test'],
    ['Train', 'Validation', 'Test'],
    ['training', 'dev', 'testing'],
    ['TRAINING_SET', 'eval', 'test_set'],
    ['train2017', 'val2017', 'test2017'],
  ])('are known as %s, %s and %s', async (train, validation, test) => {
    await writeClasses(at(train), { a: 12, b: 12 });
    await writeClasses(at(validation), { a: 2, b: 2 }, 100);
    await writeClasses(at(test), { a: 3, b: 4 }, 160);
    const dataset = await loadDataset(folder);
    expect(sizes(dataset)).toEqual([24, 4, 7]);
    expect(dataset.reading.splits).toEqual({
      train: `the folder ${train}/`,
      validation: `the folder ${validation}/`,
      test: `the folder ${test}/`,
    });
  });

  it.each([
    ['val', [22, 4, 2], 'test'],
    ['test', [22, 2, 4], 'validation'],
  ] as const)(
    'get what they lack beside train/ and %s/ from train/, by content, and say so',
    async (other, expected, made) => {
      await writeClasses(at('train'), { a: 12, b: 12 });
      await writeClasses(at(other), { a: 2, b: 2 }, 100);
      const dataset = await loadDataset(folder);
      expect(sizes(dataset)).toEqual(expected);
      expect(dataset.reading.splits[made]).toContain('from the folder train/: a tenth of each class');
      expect(dataset.reading.splits.train).toBe('the folder train/, minus the held-out samples');
    },
  );

  it('are classes where they do not go together', async () => {
    await writeClasses(folder, { train: 10, bus: 10, car: 10 });
    expect((await loadDataset(folder)).classes).toEqual(['bus', 'car', 'train']);
  });

  it('may have deeper folders, which belong to their class', async () => {
    for (const name of ['a', 'b']) {
      await writeClasses(at('train', name), { images: 12 }, name === 'a' ? 0 : 50);
      await writeClasses(at('test', name), { images: 3 }, name === 'a' ? 100 : 150);
    }
    const dataset = await loadDataset(folder);
    expect(dataset.classes).toEqual(['a', 'b']);
    expect(dataset.test.ids.length).toBe(6);
    await writeClasses(at('train', 'a'), { more: 2 }, 200);
    expect((await loadDataset(folder)).reading.warnings).toEqual([
      'class a includes the folders below it, images, more: if those are the classes, name the folder above them',
    ]);
  });

  it('are found below a lone folder', async () => {
    await writeClasses(at('unpacked', 'flowers'), { daisy: 12, rose: 12 });
    expect((await loadDataset(folder)).classes).toEqual(['daisy', 'rose']);
  });

  it('warn of pictures that are in two of them, and of classes without test pictures', async () => {
    await writeClasses(at('train'), { a: 12, b: 12, c: 12 });
    await writeClasses(at('test'), { a: 3 });
    await writeShade(at('test', 'b', 'new.png'), 250);
    expect((await loadDataset(folder)).reading.warnings).toEqual([
      '3 of 4 test samples are also in the train split',
      'no test samples of c: the accuracy does not cover it',
    ]);
  });

  it('are refused with a class that is only tested, with two of a kind, and without one to train on', async () => {
    await writeClasses(at('train'), { a: 12, b: 12 });
    await writeClasses(at('test'), { a: 1, owl: 1 }, 100);
    await expect(loadDataset(folder)).rejects.toThrow(
      /owl.0\.png: is of class owl, which has no pictures to train on \(a, b\); add some, or take it out/,
    );
    await rm(at('test', 'owl'), { recursive: true });
    await writeClasses(at('test'), { B: 1 }, 200);
    await expect(loadDataset(folder)).rejects.toThrow('write it as b');
    await rm(at('test', 'B'), { recursive: true });
    await writeClasses(at('testing'), { a: 1 }, 210);
    await expect(loadDataset(folder)).rejects.toThrow('has several folders for one split: test, testing, train');
    await rm(at('train'), { recursive: true });
    await rm(at('testing'), { recursive: true });
    await writeClasses(at('val'), { a: 1 }, 210);
    await expect(loadDataset(folder)).rejects.toThrow('has no training folder, only test, val; name one train');
  });
});

describe('labels beside the pictures', () => {
  const write = async (names: readonly string[], firstShade = 0) => {
    for (const [i, name] of names.entries()) await writeShade(at(name), firstShade + i);
  };
  const numbered = (pattern: (i: number) => string, count = 12) => Array.from({ length: count }, (_, i) => pattern(i));

  it("are read from Edge Impulse's file names", async () => {
    await write(numbered((i) => `training/${i % 2 ? 'cat' : 'dog'}.4k${i}.png`));
    await write(
      numbered((i) => `testing/${i % 2 ? 'cat' : 'dog'}.photo.jpg.9z${i}.png`, 4),
      50,
    );
    const dataset = await loadDataset(folder);
    expect(dataset.classes).toEqual(['cat', 'dog']);
    expect(sizes(dataset)).toEqual([10, 2, 4]);
  });

  it("are read from Edge Impulse's info.labels", async () => {
    const names = numbered((i) => `training/${i}.png`, 14);
    await write([...names, 'testing/t.png', 'training/extra.png']);
    const entry = (path: string, category: string, label: string) => ({
      path,
      category,
      label: { type: 'label', label },
    });
    const files = [
      ...names.map((path, i) => entry(path, 'training', i % 2 ? 'up' : 'down')),
      entry('testing/t.png', 'testing', 'up'),
      entry('testing/gone.png', 'testing', 'up'),
    ];
    await writeFile(at('info.labels'), JSON.stringify({ version: 1, files }));
    const dataset = await loadDataset(folder);
    expect(dataset.classes).toEqual(['down', 'up']);
    expect(sizes(dataset)).toEqual([12, 2, 1]);
    expect(dataset.reading.unused).toEqual([
      { reason: 'named in info.labels, but not there', count: 1, examples: ['testing/gone.png'] },
      { reason: 'not named in info.labels', count: 1, examples: ['training/extra.png'] },
    ]);
    await writeFile(at('info.labels'), '{"files":');
    await expect(loadDataset(folder)).rejects.toThrow('info.labels: is not JSON');
    await writeFile(at('info.labels'), '{"files":[{"name":"x"}]}');
    await expect(loadDataset(folder)).rejects.toThrow('entry 0 of "files" has no path and label as text');
  });

  it.each([
    ['filename,label', ',', (i: number) => `images/${i}.png`],
    ['id;breed', ';', (i: number) => `${i}`],
    ['image\tclass', '\t', (i: number) => `${i}.png`],
  ])('are read from a CSV file with the header %s', async (header, separator, nameOf) => {
    await write(numbered((i) => `images/${i}.png`));
    const lines = numbered((i) => [nameOf(i), i % 2 ? 'yes' : 'no'].join(separator));
    await writeFile(at('labels.csv'), [header, ...lines].join('\n'));
    const dataset = await loadDataset(folder);
    expect(dataset.classes).toEqual(['no', 'yes']);
    expect(shadesOf(dataset, 'yes')).toEqual([1, 3, 5, 7, 9, 11]);
  });

  it('follow the splits that the CSV file, its name or the folders give', async () => {
    await write(numbered((i) => `train/${i}.png`));
    await write(['test/t0.png', 'test/t1.png'], 100);
    const lines = numbered((i) => `train/${i}.png,${i % 2}`);
    await writeFile(at('labels.csv'), ['file,label', ...lines, 'test/t0.png,0', 'test/t1.png,1'].join('\n'));
    expect(sizes(await loadDataset(folder))).toEqual([10, 2, 2]);
    await writeFile(
      at('labels.csv'),
      ['file,label,split', ...lines.map((line, i) => `${line},${i < 2 ? 'val' : 'train'}`), 'test/t0.png,0,test'].join(
        '\n',
      ),
    );
    expect(sizes(await loadDataset(folder))).toEqual([10, 2, 1]);
  });

  it('refuse a word that is not a split, and treat an empty one as unassigned', async () => {
    await write(numbered((i) => `${i}.png`, 14));
    const lines = numbered((i) => `${i}.png,${i % 2}`, 14);
    const writeTable = (words: readonly string[]) =>
      writeFile(
        at('labels.csv'),
        ['file,label,split', ...lines.map((line, i) => `${line},${words[i] ?? ''}`)].join('\n'),
      );
    await writeTable(['test', 'test']);
    expect((await loadDataset(folder)).test.ids).toHaveLength(2);
    await writeTable(['test', 'tset']);
    await expect(loadDataset(folder)).rejects.toThrow(
      'labels.csv, row 3: has the split "tset"; write train, validation',
    );
    await rm(at('labels.csv'));
    const entry = (category: unknown) => ({ path: '0.png', category, label: 'a' });
    await writeFile(at('info.labels'), JSON.stringify({ files: [entry('anomaly')] }));
    await expect(loadDataset(folder)).rejects.toThrow('0.png: has the split "anomaly"');
  });

  it('are read from one column per class, as Roboflow exports them, in each folder of a split', async () => {
    for (const [split, count] of [
      ['train', 14],
      ['valid', 4],
      ['test', 4],
    ] as const) {
      await write(numbered((i) => `${split}/${i}.png`, count));
      const lines = numbered((i) => `${i}.png, ${i % 2}, ${1 - (i % 2)}`, count);
      await writeFile(at(split, '_classes.csv'), ['filename, cat, dog', ...lines].join('\n'));
    }
    const dataset = await loadDataset(folder);
    expect(dataset.classes).toEqual(['cat', 'dog']);
    expect(sizes(dataset)).toEqual([14, 4, 4]);
    expect(shadesOf(dataset, 'cat').every((shade) => shade % 2 === 1)).toBe(true);
    await writeFile(at('test', '_classes.csv'), 'filename, cat, dog\n0.png, 1, 1\n1.png, 1, 0\n2.png, 0, 0\n');
    await expect(loadDataset(folder)).rejects.toThrow('row 2 has the labels cat and dog at once');
  });

  it('name boxes for what they are', async () => {
    await write(numbered((i) => `images/${i}.png`));
    await mkdir(at('labels'));
    await writeFile(at('labels', '0.txt'), '0 0.5 0.5 0.1 0.1\n');
    await expect(loadDataset(folder)).rejects.toThrow(
      /labels.0\.txt looks like boxes in pictures: export the data set for/,
    );
  });

  it('are refused where their column is not certain, and taken from the one that is named', async () => {
    await write(numbered((i) => `${i}.png`));
    const lines = numbered((i) => `${i}.png,${i % 2},${i % 3}`);
    await writeFile(at('labels.csv'), ['file,colour,form', ...lines].join('\n'));
    await expect(loadDataset(folder)).rejects.toThrow(
      'labels.csv: does not identify the label column (file, colour, form); name it with --csv-label',
    );
    expect((await loadDataset(folder, { csvLabel: 'form' })).classes).toEqual(['0', '1', '2']);
    expect((await loadDataset(folder, { csvLabel: '1' })).classes).toEqual(['0', '1']);
    await expect(loadDataset(folder, { csvLabel: 'size' })).rejects.toThrow(
      'has no column size (--csv-label), only file, colour, form',
    );
  });
});

describe('the cache of decoded pictures', () => {
  it('gives the same pixels, follows changes, and survives damage', async () => {
    await writeClasses(folder, { a: 12, b: 12 });
    const first = await loadDataset(folder);
    const cache = at('.cache', 'pictures');
    const [file] = await readdir(cache);
    expect((await loadDataset(folder)).digest).toBe(first.digest);
    await writeShade(at('a', '0.png'), 222);
    const changed = await loadDataset(folder);
    expect(changed.digest).not.toBe(first.digest);
    expect(shadesOf(changed, 'a')).toContain(222);
    const whole = await readFile(join(cache, file));
    for (const damage of [
      whole.subarray(0, 100),
      whole.subarray(0, whole.length - 1),
      whole.map((byte, i) => (i === whole.length - 7 ? byte ^ 1 : byte)),
      Buffer.from('{}'),
    ]) {
      await writeFile(join(cache, file), damage);
      expect((await loadDataset(folder)).digest).toBe(changed.digest);
      expect((await readFile(join(cache, file))).equals(whole)).toBe(true);
    }
    expect((await loadDataset(folder, { shape: [4, 4, 1] })).shape).toEqual([4, 4, 1]);
    expect(await readdir(cache)).toHaveLength(2);
  });

  it('is done without where it cannot be written', async () => {
    await writeClasses(folder, { a: 12, b: 12 });
    await writeFile(at('.cache'), 'a file, not a folder');
    expect(sizes(await loadDataset(folder))).toEqual([20, 2, 2]);
  });
});

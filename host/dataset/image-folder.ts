// Reads a user's own pictures: a folder with one sub-folder per class, or such folders under train/, validation/ and test/.
import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { sha256 } from '../artifact/digest.ts';
import { mostClasses, type Samples, type Shape, type Source } from './dataset.ts';
import { DataFormatError } from './errors.ts';
import type { LoadOptions } from './load-options.ts';
import { decodePicture } from './picture.ts';
import { readPictureHeader } from './picture-header.ts';
import { divideByKey, divisionOrigins, joinSamples } from './splits.ts';

interface Picture {
  readonly path: string;
  readonly className: string;
}

/**
 * Classes are the names of the sub-folders, sorted. Without train/ and test/ the pictures are divided by the SHA-256 of `class/file name`.
 * @throws DataFormatError, PictureError; the signal's reason when aborted
 */
export async function readImageFolder(folder: string, options: LoadOptions): Promise<Source> {
  const names = await listFolders(folder);
  const presplit = names.includes('train') && names.includes('test');
  const train = await listPictures(presplit ? join(folder, 'train') : folder);
  const classes = [...new Set(train.map(({ className }) => className))];
  if (classes.length < 2 || classes.length > mostClasses) {
    throw new DataFormatError(
      folder,
      `has PNG or JPEG pictures in ${classes.length} class folders; 2 to ${mostClasses} are needed, as in ${join(folder, 'cat', '1.png')}`,
    );
  }
  const shape = options.shape ?? (await chooseShape(train, options.signal));
  const read = (pictures: readonly Picture[]) => readPictures(pictures, { classes, shape, folder, ...options });
  if (presplit) {
    const validation = names.includes('validation')
      ? await read(await listPictures(join(folder, 'validation')))
      : undefined;
    const test = await read(await listPictures(join(folder, 'test')));
    return { shape, classes, train: await read(train), validation, test };
  }
  const keys = train.map(({ className, path }) => sha256(`${className}/${basename(path)}`));
  const division = divideByKey({ keys, labels: train.map(({ className }) => classes.indexOf(className)) }, folder);
  const pick = (positions: readonly number[]) => read(positions.map((position) => train[position]));
  return {
    shape,
    classes,
    train: await pick(division.train),
    validation: await pick(division.validation),
    test: await pick(division.test),
    reading: { unused: [], warnings: [], splits: divisionOrigins },
  };
}

async function listFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}

/** By class, then by name. */
async function listPictures(folder: string): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const className of await listFolders(folder)) {
    const files = (await readdir(join(folder, className))).sort();
    for (const file of files) {
      if (!/^\.(png|jpe?g)$/i.test(extname(file))) continue;
      pictures.push({ path: join(folder, className, file), className });
    }
  }
  if (pictures.length === 0)
    throw new DataFormatError(folder, 'has no PNG or JPEG pictures in sub-folders named by class');
  return pictures;
}

const largestOwnSide = 64;
const defaultSide = 32;

/** Grey where all pictures are; their own size where all have the same and it suits a small board. */
async function chooseShape(pictures: readonly Picture[], signal: AbortSignal | undefined): Promise<Shape> {
  const sizes = new Set<string>();
  let grey = true;
  let [rows, columns] = [defaultSide, defaultSide];
  for (const { path } of pictures) {
    signal?.throwIfAborted();
    const header = readPictureHeader(await readFile(path), path);
    grey &&= header.grey;
    sizes.add(`${header.rows}×${header.columns}`);
    [rows, columns] = [header.rows, header.columns];
  }
  const channels = grey ? 1 : 3;
  const ownSize = sizes.size === 1 && Math.max(rows, columns) <= largestOwnSide;
  return ownSize ? [rows, columns, channels] : [defaultSide, defaultSide, channels];
}

interface ReadOptions extends LoadOptions {
  readonly classes: readonly string[];
  readonly shape: Shape;
  readonly folder: string;
}

async function readPictures(pictures: readonly Picture[], options: ReadOptions): Promise<Samples> {
  const samples: { pixels: Uint8Array; label: number }[] = [];
  for (const { path, className } of pictures) {
    options.signal?.throwIfAborted();
    const label = options.classes.indexOf(className);
    if (label < 0) {
      throw new DataFormatError(
        path,
        `is of class ${className}, which has no pictures to train on (${options.classes.join(', ')}); add some, or take it out`,
      );
    }
    samples.push({ pixels: await decodePicture(await readFile(path), path, options.shape), label });
    options.onEvent?.({ type: 'read', path: options.folder, samples: samples.length });
  }
  return joinSamples(samples);
}

// Reads a user's own pictures with boxes from a folder: PASCAL VOC's layout or COCO's. docs/data.md has the rules.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { readOutsideText } from '../../artifact/read-outside-file.ts';
import type { Shape, Source } from '../dataset.ts';
import { describeFitting } from '../describe-fitting.ts';
import { DataFormatError } from '../errors.ts';
import { type SplitName, splitOfName } from '../layout.ts';
import type { LoadOptions } from '../load-options.ts';
import { isPictureName } from '../picture.ts';
import { readPictures } from '../read-pictures.ts';
import { createUnusedList } from '../reading.ts';
import { settleSplits, warnOfSharing } from '../settle-splits.ts';
import { type AnnotatedPicture, AnnotationError, type LeaveOut } from './annotated-picture.ts';
import { type BoxSample, boxSample, checkAgainst, joinBoxSamples, requireWholePictures } from './box-samples.ts';
import { readCocoAnnotations } from './coco.ts';
import { readVocAnnotation } from './voc.ts';

/** A folder that holds boxes: where, and how they are written. */
export interface BoxLayout {
  readonly root: string;
  readonly kind: 'voc' | 'coco';
  /** COCO's files of annotations. */
  readonly files: readonly string[];
}

/** Undefined where the folder has neither layout. Folders that hold nothing but one folder are passed through. */
export async function findBoxLayout(folder: string): Promise<BoxLayout | undefined> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !name.startsWith('.'));
  const names = new Set(entries.map(({ name }) => name));
  if (names.has('Annotations') && names.has('JPEGImages')) return { root: folder, kind: 'voc', files: [] };
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  const roboflow = [folder, ...folders]
    .map((one) => join(one, '_annotations.coco.json'))
    .filter((file) => existsSync(file));
  const files = roboflow.length > 0 ? roboflow : await cocoFilesIn(join(folder, 'annotations'));
  if (files.length > 0) return { root: folder, kind: 'coco', files };
  return folders.length === 1 && entries.length === 1 ? findBoxLayout(folders[0]) : undefined;
}

/** `instances_*.json` where there are such, else all. */
async function cocoFilesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.toLowerCase().endsWith('.json')).sort();
  const instances = files.filter((name) => name.startsWith('instances_'));
  return (instances.length > 0 ? instances : files).map((name) => join(folder, name));
}

const longestSide = 96;
const stepOfSides = 8;

/**
 * Splits that the layout does not name are held out from the training pictures, by content.
 * @throws AnnotationError, DataFormatError, InputFileError, TooManyClassesError; the signal's reason when aborted
 */
export async function readBoxFolder(folder: string, layout: BoxLayout, options: LoadOptions): Promise<Source> {
  requireWholePictures(folder, options);
  const unused = createUnusedList();
  const leaveOut: LeaveOut = (reason, at) => unused.add(reason, relative(folder, at));
  const annotated =
    layout.kind === 'voc' ? await readVoc(layout.root, leaveOut, options) : await readCoco(layout, leaveOut, options);
  if (annotated.length === 0) throw new DataFormatError(folder, 'has no annotated pictures; export the data set again');
  const shape = options.shape ?? usualShape(annotated);
  const { samples, notes } = await decodeAll(folder, annotated, { ...options, shape });
  const classes = listClasses(folder, samples);
  const named = Object.fromEntries(
    samples.flatMap(({ split }) =>
      split ? [[split, `as the ${layout.kind === 'voc' ? 'lists of ImageSets' : 'files of annotations'} say`]] : [],
    ),
  );
  const { splits, origins } = settleSplits(folder, samples, named);
  return {
    ...joinBoxSamples(splits, classes, shape, options.fit),
    reading: { unused: unused.list(), warnings: [...notes, ...warnOfSharing(splits)], splits: origins },
  };
}

async function readVoc(root: string, leaveOut: LeaveOut, { signal }: LoadOptions): Promise<AnnotatedPicture[]> {
  const pictures = new Map(
    (await readdir(join(root, 'JPEGImages'))).filter(isPictureName).map((name) => [name.replace(/\.[^.]+$/, ''), name]),
  );
  const splits = await readImageSets(root);
  const names = (await readdir(join(root, 'Annotations'))).filter((name) => name.toLowerCase().endsWith('.xml')).sort();
  const known = new Set(names.map((name) => name.slice(0, -4)));
  const unknown = [...(splits ?? new Map()).keys()].find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new AnnotationError(
      join(root, 'ImageSets', 'Main'),
      `names ${unknown}, which has no Annotations/${unknown}.xml; add it, or remove the line`,
    );
  }
  const annotated: AnnotatedPicture[] = [];
  for (const name of names) {
    signal?.throwIfAborted();
    const [stem, source] = [name.slice(0, -4), join(root, 'Annotations', name)];
    const split = splits?.get(stem);
    if (splits && !split) {
      leaveOut('in no list of ImageSets/Main', source);
      continue;
    }
    const picture = pictures.get(stem);
    if (picture === undefined)
      throw new AnnotationError(
        source,
        `there is no JPEGImages/${stem}.jpg; add the picture, or remove the annotation`,
      );
    const path = join(root, 'JPEGImages', picture);
    annotated.push({
      path,
      source,
      ...readVocAnnotation(await readOutsideText(source, 'text', signal), source, leaveOut),
      ...(split && { split }),
    });
  }
  return annotated;
}

const setNames: readonly (readonly [file: string, split: SplitName])[] = [
  ['train', 'train'],
  ['val', 'validation'],
  ['test', 'test'],
];

/** The split of each picture's name; undefined where there are no lists. @throws AnnotationError where a picture is in two */
async function readImageSets(root: string): Promise<Map<string, SplitName> | undefined> {
  const pathOf = (set: string) => join(root, 'ImageSets', 'Main', `${set}.txt`);
  const lists = existsSync(pathOf('train'))
    ? setNames
    : ([
        ['trainval', 'train'],
        ['test', 'test'],
      ] as const);
  const found = lists.filter(([set]) => existsSync(pathOf(set)));
  if (found.length === 0) return undefined;
  const splits = new Map<string, SplitName>();
  for (const [set, split] of found) {
    const text = await readOutsideText(pathOf(set), 'text');
    for (const line of text.split(/\r?\n/)) {
      const [name = ''] = line.trim().split(/\s+/);
      if (name === '') continue;
      const before = splits.get(name);
      if (before !== undefined && before !== split) {
        throw new AnnotationError(
          pathOf(set),
          `names ${name}, which is also in the list of the ${before} split; keep one`,
        );
      }
      splits.set(name, split);
    }
  }
  return splits;
}

async function readCoco(
  { root, files }: BoxLayout,
  leaveOut: LeaveOut,
  { signal }: LoadOptions,
): Promise<AnnotatedPicture[]> {
  const annotated: AnnotatedPicture[] = [];
  for (const source of files) {
    signal?.throwIfAborted();
    const ownFolder = dirname(source);
    const isRoboflow = basename(source).startsWith('_');
    const word = isRoboflow
      ? ownFolder === root
        ? ''
        : basename(ownFolder)
      : basename(source, '.json').replace(/^instances_/, '');
    const split = splitOfName(word);
    const places = isRoboflow
      ? [ownFolder]
      : [join(root, 'images', word), join(root, word), join(root, 'images'), root];
    for (const { file, ...picture } of readCocoAnnotations(
      await readOutsideText(source, 'description', signal),
      source,
      leaveOut,
    )) {
      annotated.push({ path: findPicture(places, file, root, picture.source), ...picture, ...(split && { split }) });
    }
  }
  return annotated;
}

/** @throws AnnotationError where there is none, or its name leads out of the folder */
function findPicture(places: readonly string[], file: string, root: string, source: string): string {
  const top = resolve(root) + sep;
  const paths = places.map((place) => resolve(place, file));
  if (!paths.every((path) => path.startsWith(top))) {
    throw new AnnotationError(
      source,
      `the picture ${JSON.stringify(file)} lies outside ${root}; write a path within it`,
    );
  }
  const found = paths.find((path) => existsSync(path));
  if (found) return found;
  const tried = places.map((place) => relative(root, place) || '.').join(', ');
  throw new AnnotationError(
    source,
    `there is no picture ${JSON.stringify(file)} in ${tried}; add it, or remove its record`,
  );
}

/** The longer side 96, the other by the median of the pictures' proportions, in colour. */
function usualShape(annotated: readonly AnnotatedPicture[]): Shape {
  const proportions = annotated.map(({ rows, columns }) => rows / columns).sort((a, b) => a - b);
  const middle = proportions[Math.floor(proportions.length / 2)];
  const shorter = (share: number) =>
    Math.max(stepOfSides, Math.round((share * longestSide) / stepOfSides) * stepOfSides);
  return middle > 1 ? [longestSide, shorter(1 / middle), 3] : [shorter(middle), longestSide, 3];
}

async function decodeAll(
  folder: string,
  annotated: readonly AnnotatedPicture[],
  { onEvent, ...options }: LoadOptions & { readonly shape: Shape },
): Promise<{ readonly samples: BoxSample[]; readonly notes: readonly string[] }> {
  const onRead = (samples: number) => onEvent?.({ type: 'read', path: folder, samples });
  const paths = annotated.map(({ path }) => path);
  const { pictures } = await readPictures(folder, paths, { ...options, onRead });
  const samples = pictures.map((picture, i) => {
    const { source } = annotated[i];
    if (!('pixels' in picture)) {
      throw new AnnotationError(
        source,
        `its picture ${picture.path} ${picture.problem}; replace it, or remove its boxes`,
      );
    }
    checkAgainst(annotated[i], picture.header);
    return boxSample(annotated[i], picture.pixels);
  });
  const headers = pictures.flatMap((one) => ('pixels' in one ? one.header : []));
  return { samples, notes: describeFitting(headers, options.shape, options) };
}

/** Sorted. @throws AnnotationError where a class has no box to train on, DataFormatError where there is no box at all */
function listClasses(folder: string, samples: readonly BoxSample[]): string[] {
  const boxesOf = (some: readonly BoxSample[]) => some.flatMap(({ annotated }) => annotated.boxes);
  const trained = new Set(
    boxesOf(samples.filter(({ split }) => split === undefined || split === 'train')).map(({ className }) => className),
  );
  const untrained = boxesOf(samples).find(({ className }) => !trained.has(className));
  if (untrained) {
    throw new AnnotationError(
      untrained.source,
      `the box is of class ${untrained.className}, which no training picture has (${[...trained].sort().slice(0, 10).join(', ')}); correct it, or add pictures`,
    );
  }
  if (trained.size === 0) throw new DataFormatError(folder, 'has pictures without a single box; draw some');
  return [...trained].sort();
}

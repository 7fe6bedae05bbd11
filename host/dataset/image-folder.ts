// Reads a user's own pictures, or recordings as pictures, from a folder, in any of the layouts of folder-layout.ts. docs/data.md has the rules.

import { relative } from 'node:path';
import { grouped } from '../../proto/numbers.ts';
import { sha256 } from '../artifact/digest.ts';
import type { DataSettings } from './data-settings.ts';
import { mostClasses, type Source } from './dataset.ts';
import { describeFitting } from './describe-fitting.ts';
import { DataFormatError } from './errors.ts';
import { readLayout } from './folder-layout.ts';
import type { Labelled, Layout, SplitName } from './layout.ts';
import type { LoadOptions } from './load-options.ts';
import { logMelShape } from './log-mel.ts';
import { readPictures } from './read-pictures.ts';
import { readRecordings } from './read-recordings.ts';
import { createUnusedList } from './reading.ts';
import { settleSplits, warnOfSharing } from './settle-splits.ts';
import { findConflicts, joinSamples } from './splits.ts';
import { isWavName } from './wav.ts';

interface Sample {
  readonly path: string;
  readonly label: number;
  readonly pixels: Uint8Array;
  /** SHA-256 of the pixels. */
  readonly key: string;
  readonly split?: SplitName;
}

/**
 * Splits that the layout does not name are held out from the training samples, by content.
 * @throws DataFormatError; the signal's reason when aborted
 */
export async function readImageFolder(folder: string, options: LoadOptions): Promise<Source> {
  const layout = await readLayout(folder, options, options.signal);
  const { shape, pictures, notes, recordingRate } = await decodeAll(folder, layout, options);
  const classes = listClasses(folder, pictures);
  const samples = pictures.flatMap(({ path, className, split, pixels }): Sample[] =>
    pixels ? [{ path, label: classes.indexOf(className), pixels, key: sha256(pixels), split }] : [],
  );
  const { splits, origins } = settleSplits(folder, samples, layout.origins);
  const nameOf = (position: number) => relative(folder, samples[position].path);
  const join = (split: readonly Sample[]) => ({
    ...joinSamples(split),
    files: split.map(({ path }) => relative(folder, path)),
  });
  const divided = { keys: samples.map(({ key }) => key), labels: samples.map(({ label }) => label) };
  return {
    shape,
    classes,
    train: join(splits.train),
    validation: join(splits.validation),
    test: join(splits.test),
    ...(recordingRate && { recordingRate }),
    reading: {
      unused: listUnused(folder, layout, pictures),
      warnings: [
        ...layout.warnings,
        ...notes,
        ...warnOfUnusable(pictures),
        ...findConflicts(divided, nameOf),
        ...warnOfSharing(splits),
      ],
      splits: origins,
    },
  };
}

type Decoded = Labelled & { readonly pixels?: Uint8Array };

/** Pictures that cannot be decoded get a reason. */
async function decodeAll(folder: string, { pictures }: Layout, { onEvent, ...options }: LoadOptions) {
  const usable = pictures.filter(({ reason }) => reason === undefined);
  const onRead = (samples: number) => onEvent?.({ type: 'read', path: folder, samples });
  const paths = usable.map(({ path }) => path);
  const read = await readAll(folder, paths, { ...options, onRead });
  const byPath = new Map(read.samples.map((sample) => [sample.path, sample]));
  const decoded = pictures.map((picture): Decoded => {
    const result = byPath.get(picture.path);
    if (!result) return picture;
    return 'pixels' in result ? { ...picture, pixels: result.pixels } : { ...picture, reason: result.problem };
  });
  return { ...read, pictures: decoded };
}

/** All are of one kind. @throws DataFormatError where they are not */
async function readAll(
  folder: string,
  paths: readonly string[],
  options: Parameters<typeof readPictures>[2] & DataSettings,
) {
  const recording = paths.find(isWavName);
  const picture = paths.find((path) => !isWavName(path));
  if (recording === undefined) {
    const { shape, pictures } = await readPictures(folder, paths, options);
    const headers = pictures.flatMap((one) => ('pixels' in one ? one.header : []));
    return { shape, samples: pictures, notes: describeFitting(headers, shape, options) };
  }
  if (picture !== undefined) {
    const [one, other] = [picture, recording].map((path) => relative(folder, path));
    throw new DataFormatError(folder, `has pictures (${one}) and recordings (${other}); keep one kind`);
  }
  const { recordings, notes, rate } = await readRecordings(folder, paths, options);
  return { shape: logMelShape, samples: recordings, notes, recordingRate: rate };
}

/** Sorted. A class of which nothing can be used, or nothing to train on, is an error: to leave it out would mislead. */
function listClasses(folder: string, pictures: readonly Decoded[]): string[] {
  const classes = [...new Set(pictures.map(({ className }) => className))].sort();
  if (classes.length < 2 || classes.length > mostClasses) {
    throw new DataFormatError(
      folder,
      `has pictures of ${grouped(classes.length)} classes, but 2 to ${grouped(mostClasses)} are needed`,
    );
  }
  for (const className of classes) {
    const ofClass = pictures.filter((picture) => picture.className === className);
    const usable = ofClass.filter(({ pixels }) => pixels);
    if (usable.length === 0) {
      const [{ path, reason }] = ofClass;
      throw new DataFormatError(
        folder,
        `class ${className}: none of its ${grouped(ofClass.length)} files can be used (${relative(folder, path)}: ${reason}); convert them, or remove the class`,
      );
    }
  }
  const isTraining = ({ split, pixels }: Decoded) => pixels && (split === undefined || split === 'train');
  const trained = new Set(pictures.filter(isTraining).map(({ className }) => className));
  const untrained = pictures.find(({ className, pixels }) => pixels && !trained.has(className));
  if (!untrained) return classes;
  const alike = [...trained].find((name) => name.toLowerCase() === untrained.className.toLowerCase());
  throw new DataFormatError(
    untrained.path,
    `is of class ${untrained.className}, which has no pictures to train on (${[...trained].sort().join(', ')}); ` +
      (alike === undefined ? 'add some, or take it out' : `write it as ${alike}`),
  );
}

function listUnused(folder: string, { unlabelled }: Layout, pictures: readonly Decoded[]) {
  const unused = createUnusedList();
  for (const { path, reason, pixels } of [...pictures, ...unlabelled.map((one) => ({ ...one, pixels: undefined }))]) {
    if (!pixels) unused.add(reason ?? 'not decoded', relative(folder, path));
  }
  return unused.list();
}

function warnOfUnusable(pictures: readonly Decoded[]): string[] {
  const left = pictures.filter(({ pixels }) => !pixels);
  if (left.length === 0) return [];
  const classes = [...new Set(left.map(({ className }) => className))].sort();
  return [
    `${grouped(left.length)} of ${grouped(pictures.length)} files in the classes are left out (${classes.join(', ')}): see the files listed as not used`,
  ];
}

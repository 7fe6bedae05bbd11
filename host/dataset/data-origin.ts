// Which data set an artifact was made with, as it carries it: enough to read the same data again, and to say what has changed.

import { existsSync, realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { hasBoxes } from '../task/detection.ts';
import type { DataSettings } from './data-settings.ts';
import type { Dataset } from './dataset.ts';
import type { Vocabulary } from './question.ts';

/** Paths are relative to the folder that the artifact lies in, with `/` between their parts, so that both can move together. */
export interface DataOrigin {
  /** Of a named set its name, else its path as the user gave it. */
  readonly name: string;
  /** SHA-256 in hexadecimal, as a Dataset's. */
  readonly digest: string;
  readonly classes: readonly string[];
  /** As a Dataset's. */
  readonly vocabulary?: Vocabulary;
  /** Whether its labels are boxes in pictures. */
  readonly detection?: true;
  /** Absent for a named set. */
  readonly path?: string;
  /** Where a named set was looked for first; absent where no folder was named. */
  readonly folder?: string;
  /** What was set, and the rate of recordings; absent where nothing was. */
  readonly settings?: DataSettings;
  /** Training, validation, test. Absent in artifacts of earlier versions. */
  readonly samples?: readonly number[];
}

export interface Whereabouts {
  /** Of the artifact. */
  readonly artifactFolder: string;
  /** The path that the set was read from; absent for a named set. */
  readonly place?: string;
  readonly dataDir?: string;
  readonly settings: DataSettings;
}

export function originOf(
  { name, digest, classes, vocabulary, recordingRate, task, ...splits }: Dataset,
  { artifactFolder, place, dataDir, ...given }: Whereabouts,
): DataOrigin {
  const settings = { ...given.settings, ...(recordingRate && { recordingRate }) };
  return {
    name,
    digest,
    classes,
    ...(vocabulary && { vocabulary }),
    ...(hasBoxes(task) && { detection: true as const }),
    ...(place !== undefined && { path: pathFrom(artifactFolder, place) }),
    ...(place === undefined && dataDir && existsSync(dataDir) && { folder: pathFrom(artifactFolder, dataDir) }),
    ...(Object.keys(settings).length > 0 && { settings }),
    samples: countSamples(splits),
  };
}

/** The same origin for an artifact in another folder. */
export function moveOrigin(origin: DataOrigin, from: string, to: string): DataOrigin {
  const moved = (path: string) => {
    const place = placeFrom(from, path);
    return existsSync(place) ? pathFrom(to, place) : path;
  };
  const { path, folder } = origin;
  return { ...origin, ...(path && { path: moved(path) }), ...(folder && { folder: moved(folder) }) };
}

/** Where the data may be, in the order in which to look: from the artifact, then as the user gave it. None for a named set. */
export function placesOf({ name, path }: DataOrigin, artifactFolder: string): string[] {
  return path === undefined ? [] : [...new Set([placeFrom(artifactFolder, path), name])];
}

/** `path` of an origin, from here. */
export function placeFrom(artifactFolder: string, path: string): string {
  return resolve(existsSync(artifactFolder) ? realpathSync(artifactFolder) : artifactFolder, path);
}

/** What differs, in words. */
export function differenceOf(origin: DataOrigin, dataset: Dataset): string {
  const [before, now] = [origin.samples, countSamples(dataset)];
  if (origin.classes.join('\n') !== dataset.classes.join('\n')) {
    return `its classes are now ${listOf(dataset.classes)} instead of ${listOf(origin.classes)}`;
  }
  if (before !== undefined && before.join() !== now.join()) {
    return `it now has ${now.join(' + ')} samples (training, validation, test) instead of ${before.join(' + ')}`;
  }
  return before === undefined ? 'its content or the way it is read' : 'pixels, labels, splits or the way it is read';
}

const mostListed = 6;

function listOf(classes: readonly string[]): string {
  const listed = classes.slice(0, mostListed).join(', ');
  return classes.length > mostListed ? `${listed} and ${classes.length - mostListed} more` : listed;
}

function countSamples({ train, validation, test }: Pick<Dataset, 'train' | 'validation' | 'test'>): number[] {
  return [train, validation, test].map(({ ids }) => ids.length);
}

/** Links are resolved, because `..` behind a link leads elsewhere. */
function pathFrom(folder: string, path: string): string {
  return relative(realpathSync(folder), realpathSync(path)).split(sep).join('/') || '.';
}

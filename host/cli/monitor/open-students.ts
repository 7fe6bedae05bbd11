// The students that a monitor knows: by image id, each with what its predictions are compared with, and where its files are.

import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { RetortError } from '../../../proto/retort-error.ts';
import type { WatchedStudent } from '../../web/watched-board.ts';
import { madeFromOf } from '../steps/image-origin.ts';
import { openImageFile } from '../steps/open-image.ts';
import { pathToWrite } from '../steps/run-folder.ts';
import { type JudgeFiles, openComparisons } from './judge.ts';

/** A student with its files; those that are not named are in its run folder. */
export interface KnownStudent extends WatchedStudent {
  /** The image's file. */
  readonly file: Uint8Array;
  /** Its run folder. */
  readonly out: string;
  /** Its image, where that is not the run folder's own. */
  readonly imagePath?: string;
  /** For people. */
  readonly place: string;
}

/** No student where one was named. */
export class NoStudentsError extends RetortError {
  readonly code = 'CLI_NO_STUDENTS';
  readonly category = 'input';
  override readonly name = 'NoStudentsError';
  readonly path: string;

  constructor(path: string) {
    super(`${path} has no student: name a .retort image, a run folder, or a folder of either with --students`);
    this.path = path;
  }
}

export async function openStudent(files: JudgeFiles & { readonly image?: string }): Promise<KnownStudent> {
  const { out, image: imagePath } = files;
  const { image, file } = await openImageFile(out, imagePath);
  const isSound = madeFromOf(image, out, imagePath).origin?.settings?.recordingRate !== undefined;
  const place = imagePath ?? pathToWrite(out, 'image');
  return { image, file, isSound, ...(await openComparisons(image, files)), out, imagePath, place };
}

/**
 * Those of `paths`, each a .retort image, a run folder, or a folder of either; the first of several with one image id.
 * @throws NoStudentsError, what reading an image and its comparisons throws
 */
export async function openStudents(paths: readonly string[]): Promise<KnownStudent[]> {
  const students: KnownStudent[] = [];
  for (const files of paths.flatMap(filesIn)) students.push(await openStudent(files));
  return students;
}

type StudentFiles = JudgeFiles & { readonly image?: string };

function filesIn(path: string): StudentFiles[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isFile()) return [filesOf(path)];
  if (!stats?.isDirectory()) throw new NoStudentsError(path);
  const images = imagesIn(path);
  const found =
    images.length > 0
      ? images
      : readdirSync(path)
          .sort()
          .flatMap((name) => imagesIn(join(path, name)));
  if (found.length === 0) throw new NoStudentsError(path);
  return found.map(filesOf);
}

function imagesIn(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.retort'))
    .sort()
    .map((name) => join(folder, name));
}

/** A run folder's own image needs no name. */
function filesOf(path: string): StudentFiles {
  const out = dirname(path);
  return basename(path) === basename(pathToWrite(out, 'image')) ? { out } : { out, image: path };
}

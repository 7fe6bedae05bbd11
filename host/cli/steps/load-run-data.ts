// Loads the data set that an artifact was made with, or another one that the user names. Never falls back to a default.

import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { RetortError } from '../../../proto/retort-error.ts';
import type { DataOrigin } from '../../dataset/data-origin.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import type { CommandContext } from '../run-command.ts';
import type { Settings } from '../settings/settings.ts';
import { loadData } from './load-data.ts';

/** An artifact, and the data that it says it was made with. */
export interface MadeFrom {
  readonly path: string;
  /** Absent where it does not say, as in an imported image. */
  readonly origin?: DataOrigin;
}

/** Nobody has said which data set to take. */
export class DataNotNamedError extends RetortError {
  readonly code = 'CLI_DATA_NOT_NAMED';
  readonly category = 'usage';
  override readonly name = 'DataNotNamedError';
  readonly path: string;

  constructor(path: string) {
    super(`${path} does not say which data set it was made with: name one with --data`);
    this.path = path;
  }
}

/** The data set is no longer where it was. */
export class DataMovedError extends RetortError {
  readonly code = 'CLI_DATA_MOVED';
  readonly category = 'input';
  override readonly name = 'DataMovedError';
  readonly path: string;
  readonly searched: readonly string[];

  constructor(path: string, { name, digest }: DataOrigin, searched: readonly string[]) {
    super(
      `${path} was made with the data set ${name} (digest ${digest.slice(0, 16)}…), which is not at ${searched.join(' or ')}: name it with --data`,
    );
    this.path = path;
    this.searched = searched;
  }
}

/** The data set is not the one that the artifact was made with. */
export class DataChangedError extends RetortError {
  readonly code = 'CLI_DATA_CHANGED';
  readonly category = 'input';
  override readonly name = 'DataChangedError';
  readonly path: string;
  readonly expected: string;
  readonly actual: string;

  constructor(path: string, data: string, expected: string, actual: string, difference: string) {
    super(
      `${data} is not the data set that ${path} was made with: its digest is ${actual.slice(0, 16)}…, not ${expected.slice(0, 16)}…; ` +
        `what differs: ${difference}. Name the right data set with --data, or redo the run with this one`,
    );
    this.path = path;
    this.expected = expected;
    this.actual = actual;
  }
}

/**
 * The data set of `--data`; without it the artifact's own, which must have the same digest; without that the one in retort.config.ts. The
 * artifact's settings hold for it, unless flags say otherwise.
 * @throws DataNotNamedError, DataMovedError, DataChangedError, and what loading throws
 */
export async function loadRunData(
  asked: Settings,
  { path, origin }: MadeFrom,
  context: CommandContext,
): Promise<RunData> {
  if (origin === undefined) {
    if (!asked.dataNamed) throw new DataNotNamedError(path);
    return { dataset: await loadData(asked, context), settings: asked };
  }
  const { data: given, dataDir, ...flags } = asked.dataFlags;
  const dataSettings = { ...origin.settings, ...flags };
  if (given !== undefined) {
    const settings = { ...asked, dataSettings };
    return { dataset: await loadData(settings, context), settings };
  }
  const settings = { ...asked, ...(await locate(path, origin)), ...(dataDir && { dataDir }), dataSettings };
  const dataset = await loadData(settings, context);
  await requireSameData(dataset, { path, origin });
  return { dataset: { ...dataset, name: origin.name }, settings };
}

export interface RunData {
  readonly dataset: Dataset;
  /** Those asked for, with the data set's place and settings as they were found. */
  readonly settings: Settings;
}

/** @throws DataChangedError */
export async function requireSameData(dataset: Dataset, { path, origin }: MadeFrom): Promise<void> {
  if (origin === undefined || origin.digest === dataset.digest) return;
  const { differenceOf } = await import('../../dataset/data-origin.ts');
  throw new DataChangedError(path, dataset.name, origin.digest, dataset.digest, differenceOf(origin, dataset));
}

/** Says so where the user has named another data set than the artifact's. Classes must be the same. @throws DataChangedError */
export async function noteOtherData(dataset: Dataset, made: MadeFrom, { output }: CommandContext): Promise<void> {
  const { path, origin } = made;
  if (origin === undefined || origin.digest === dataset.digest) return;
  if (origin.classes.join('\n') !== dataset.classes.join('\n')) await requireSameData(dataset, made);
  output.note(
    `note: ${path} was made with other data (${origin.name}, digest ${origin.digest.slice(0, 16)}…, not ${dataset.digest.slice(0, 16)}…)`,
  );
}

async function locate(path: string, origin: DataOrigin): Promise<Pick<Settings, 'data' | 'dataDir'>> {
  const { placeFrom, placesOf } = await import('../../dataset/data-origin.ts');
  const folder = dirname(path);
  if (origin.path === undefined) {
    const dataDir = origin.folder === undefined ? undefined : placeFrom(folder, origin.folder);
    return { data: origin.name, ...(dataDir !== undefined && existsSync(dataDir) && { dataDir }) };
  }
  const places = placesOf(origin, folder);
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new DataMovedError(path, origin, places);
  return { data: found };
}

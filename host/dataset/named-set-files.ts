// Finds the files of a named set on this machine, or downloads them into the cache folder; checks them against the published checksums.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256 } from '../artifact/digest.ts';
import { writeFileAtomically } from '../artifact/write-file.ts';
import { cacheFolder } from './cache-folder.ts';
import type { Source } from './dataset.ts';
import { downloadFile } from './download.ts';
import { ChecksumError, DatasetNotFoundError, DownloadFailedError, TruncatedFileError } from './errors.ts';
import type { LoadOptions } from './load-options.ts';
import type { LoadedFile, Packaging, PublishedFile } from './named-sets.ts';

/** Takes the first place that holds all files of a packaging; a damaged file there is an error, never passed over. */
export async function loadNamedSet(
  name: string,
  packagings: readonly Packaging[],
  options: LoadOptions,
): Promise<Source> {
  const searched: string[] = [];
  const found = findPackaging(packagings, options.dataDir, searched);
  if (found) return found.packaging.read(await readAll(found.packaging.files, found.folder));
  return download(name, packagings[packagings.length - 1], searched, options);
}

/** The folder on this machine that holds all of a set's files, if any; they are not read. */
export function findNamedSet(packagings: readonly Packaging[], dataDir?: string): string | undefined {
  return findPackaging(packagings, dataDir, [])?.folder;
}

/** Adds to `searched` every folder that lacks files, and which. */
function findPackaging(packagings: readonly Packaging[], dataDir: string | undefined, searched: string[]) {
  for (const place of placesToLook(dataDir)) {
    for (const packaging of packagings) {
      const folder = join(place.folder, packaging.folder);
      const missing = packaging.files.filter((file) => !existsSync(join(folder, file.name)));
      if (missing.length === 0) return { packaging, folder };
      searched.push(`${folder} (${place.origin}): no ${missing.map((file) => file.name).join(', ')}`);
    }
  }
  return undefined;
}

function placesToLook(dataDir: string | undefined): { folder: string; origin: string }[] {
  const places = [{ folder: join(packageRoot(), '..', 'shared', 'data'), origin: 'beside the project' }];
  if (process.env.RETORT_DATA) places.unshift({ folder: process.env.RETORT_DATA, origin: 'RETORT_DATA' });
  if (dataDir) places.unshift({ folder: dataDir, origin: '--data-dir' });
  places.push({ folder: cacheFolder('datasets'), origin: 'the cache folder' });
  return places;
}

/** The nearest folder above this file with a package.json: the sources and the built package lie at different depths. */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

async function readAll(files: readonly PublishedFile[], folder: string): Promise<LoadedFile[]> {
  return Promise.all(files.map((file) => readChecked(file, join(folder, file.name))));
}

async function readChecked(file: PublishedFile, path: string): Promise<LoadedFile> {
  const bytes = await readFile(path);
  if (bytes.length < file.bytes) throw new TruncatedFileError(path, file.bytes, bytes.length);
  const actual = sha256(bytes);
  if (actual !== file.sha256) throw new ChecksumError(path, file.sha256, actual);
  return { path, bytes };
}

async function download(name: string, packaging: Packaging, searched: string[], options: LoadOptions): Promise<Source> {
  const folder = join(cacheFolder('datasets'), packaging.folder);
  const home = options.home ?? packaging.home;
  if (home === undefined) {
    const names = packaging.files.map((file) => file.name).join(', ');
    throw new DatasetNotFoundError(
      name,
      searched,
      `It is not downloaded automatically. Give the folder that holds ${packaging.folder}/ with ${names} with --data-dir or RETORT_DATA.`,
    );
  }
  for (const file of packaging.files) {
    const path = join(folder, file.name);
    if (existsSync(path)) continue;
    try {
      await writeFileAtomically(path, await downloadFile(new URL(file.name, home).href, file, options));
    } catch (error) {
      if (!(error instanceof DownloadFailedError)) throw error;
      searched.push(error.message);
      const nextStep =
        `Give the folder that holds ${packaging.folder}/ with --data-dir or RETORT_DATA, or try again with a network connection ` +
        `(the download is kept in ${folder}); the embedded data set \`glyphs\` needs no files.`;
      throw new DatasetNotFoundError(name, searched, nextStep, error);
    }
  }
  return packaging.read(await readAll(packaging.files, folder));
}

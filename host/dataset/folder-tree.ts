// Walks a folder of pictures or recordings: which files could be one, and what else is there. No file is opened.
import type { Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { DataFormatError } from './errors.ts';
import { isPictureName } from './picture.ts';
import { isWavName } from './wav.ts';

/** Something that looks like a picture and cannot be used. */
export interface Unusable {
  readonly path: string;
  readonly reason: string;
}

/** One folder. Noise, such as names that begin with a dot, is in none of the lists. */
export interface Folder {
  /** In NFC. */
  readonly name: string;
  readonly path: string;
  /** By name. */
  readonly folders: readonly Folder[];
  /** Paths of regular files that end as pictures or recordings do, by name: to a layout they are the same. */
  readonly pictures: readonly string[];
  readonly unusable: readonly Unusable[];
  /** Paths of `.csv` and `.labels` files. */
  readonly labelFiles: readonly string[];
  /** Paths of the other files. */
  readonly others: readonly string[];
}

const otherPictures =
  'bmp,heic,heif,svg,ico,psd,tga,pgm,ppm,pbm,pnm,jp2,j2k,jxl,exr,hdr,raw,dng,cr2,cr3,nef,arw,orf,rw2,raf,eps,pdf,dcm,npy,npz,mp4,avi,mov';
const otherRecordings = 'mp3,flac,ogg,oga,opus,m4a,aac,aif,aiff,wma,amr,au';
const otherExtensions = new Set([...otherPictures.split(','), ...otherRecordings.split(',')]);
const noise = /^(\.|thumbs\.db$|desktop\.ini$|__macosx$|icon\r$)/i;

/**
 * Symbolic links are followed.
 * @throws DataFormatError for a link that leads back to a folder above it; the signal's reason when aborted
 */
export async function walkFolder(path: string, signal?: AbortSignal): Promise<Folder> {
  return walk(path, '', [], signal);
}

async function walk(path: string, name: string, above: readonly string[], signal?: AbortSignal): Promise<Folder> {
  signal?.throwIfAborted();
  const real = await realpath(path);
  if (above.includes(real)) {
    throw new DataFormatError(path, `is a link back to ${real}, a folder above it; remove the link`);
  }
  const folder = {
    folders: [] as Folder[],
    pictures: [] as string[],
    unusable: [] as Unusable[],
    labelFiles: [] as string[],
    others: [] as string[],
  };
  const { folders, pictures, unusable, labelFiles, others } = folder;
  const names = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EACCES' || above.length === 0) throw error;
    unusable.push({ path, reason: 'the folder cannot be read (EACCES)' });
    return [];
  });
  for (const entry of names.sort()) {
    if (noise.test(entry)) continue;
    const entryPath = join(path, entry);
    const extension = extname(entry).slice(1).toLowerCase();
    const found = await stat(entryPath).catch((error: NodeJS.ErrnoException) => error);
    const reason = reasonAgainst(found, entry);
    if (reason !== undefined) unusable.push({ path: entryPath, reason });
    else if (found instanceof Error) continue;
    else if (found.isDirectory()) folders.push(await walk(entryPath, entry.normalize('NFC'), [...above, real], signal));
    else if (isSampleName(entry)) pictures.push(entryPath);
    else if (extension === 'csv' || extension === 'labels') labelFiles.push(entryPath);
    else others.push(entryPath);
  }
  return { name, path, ...folder };
}

function isSampleName(name: string): boolean {
  return isPictureName(name) || isWavName(name);
}

/** Undefined for what can be used, and for files that have nothing to do with pictures. */
function reasonAgainst(found: Stats | NodeJS.ErrnoException, name: string): string | undefined {
  if (found instanceof Error) {
    return ['ENOENT', 'ELOOP'].includes(found.code ?? '') ? 'a broken link' : `cannot be read (${found.code})`;
  }
  const isSample = isSampleName(name);
  if (found.isDirectory()) {
    return isSample ? `a folder named like a ${isWavName(name) ? 'recording' : 'picture'}` : undefined;
  }
  if (!found.isFile()) return 'not a regular file';
  if (isSample) return found.size === 0 ? 'an empty file' : undefined;
  const extension = extname(name).slice(1).toLowerCase();
  return otherExtensions.has(extension) ? `the format .${extension} is not read` : undefined;
}

/** All pictures in it and in the folders below. */
export function picturesIn(folder: Folder): string[] {
  return [...folder.pictures, ...folder.folders.flatMap(picturesIn)];
}

export function unusableIn(folder: Folder): Unusable[] {
  return [...folder.unusable, ...folder.folders.flatMap(unusableIn)];
}

/** Files in it and in the folders below that have nothing to do with pictures. */
export function othersIn(folder: Folder): string[] {
  return [...folder.others, ...folder.folders.flatMap(othersIn)];
}

/** Of the folder and those below it. */
export function labelFilesIn(folder: Folder): string[] {
  return [...folder.labelFiles, ...folder.folders.flatMap(labelFilesIn)];
}

/** Its folders that hold pictures, or what looks like pictures. */
export function pictureFolders({ folders }: Folder): Folder[] {
  return folders.filter((folder) => picturesIn(folder).length > 0 || unusableIn(folder).length > 0);
}

// Reads many picture files: several at once, those decoded before from the cache, the unusable ones told apart instead of failing.
import { sha256 } from '../artifact/digest.ts';
import { type DataSettings, trimmedFrom } from './data-settings.ts';
import type { Shape } from './dataset.ts';
import { DataFormatError } from './errors.ts';
import { mapSome, orProblem, readOneFile, type UnusableFile } from './many-files.ts';
import { decodePicture, PictureError, type PictureHeader, readPictureHeader } from './picture.ts';
import { type CachedPicture, openPictureCache, type PictureCache } from './picture-cache.ts';

export interface DecodedPicture {
  readonly path: string;
  readonly pixels: Uint8Array;
  readonly header: PictureHeader;
}

export type ReadPicture = DecodedPicture | UnusableFile;

export interface ReadOptions extends DataSettings {
  readonly signal?: AbortSignal;
  /** How many have been decoded or found in the cache. */
  readonly onRead?: (pictures: number) => void;
}

interface Scanned {
  readonly path: string;
  readonly digest: string;
  readonly header: PictureHeader;
  /** The file, where there is room for it until it is decoded; else it is read again. */
  readonly bytes?: Uint8Array;
}

/** Of files that are kept between the first look at all and the decoding. */
const keptBytes = 2 ** 28;

/**
 * In the order of `paths`, [rows, columns, channels] of the shape that the settings give or the pictures have.
 * @param folder whose cache is used
 * @throws DataFormatError where a file changes meanwhile; the signal's reason when aborted
 */
export async function readPictures(
  folder: string,
  paths: readonly string[],
  options: ReadOptions,
): Promise<{ readonly shape: Shape; readonly pictures: readonly ReadPicture[] }> {
  const { signal, onRead } = options;
  const cache = await openPictureCache(folder, options);
  let room = keptBytes;
  const scanned = await mapSome(paths, signal, async (path) => {
    const one = await orProblem(path, () => scan(path, cache));
    if (!('bytes' in one) || one.bytes === undefined) return one;
    room -= one.bytes.length;
    return room < 0 ? { ...one, bytes: undefined } : one;
  });
  const usable = scanned.filter((one) => 'header' in one);
  const shape =
    options.shape ??
    chooseShape(
      usable.map(({ header }) => header),
      options.trim,
    );
  const known = cache.shape?.join() === shape.join() ? cache.pictures : new Map<string, CachedPicture>();
  let read = 0;
  const pictures = await mapSome(scanned, signal, async (one): Promise<ReadPicture> => {
    if (!('header' in one)) return one;
    const { path, digest, header } = one;
    const pixels = known.get(digest)?.pixels ?? (await orProblem(path, () => decode(one, shape, options)));
    if (!(pixels instanceof Uint8Array)) return pixels;
    signal?.throwIfAborted();
    onRead?.(++read);
    return { path, pixels, header };
  });
  await keep(cache, shape, scanned, pictures, known);
  return { shape, pictures };
}

async function keep(
  cache: PictureCache,
  shape: Shape,
  scanned: readonly (Scanned | UnusableFile)[],
  pictures: readonly ReadPicture[],
  known: ReadonlyMap<string, CachedPicture>,
): Promise<void> {
  const kept = new Map<string, CachedPicture>();
  for (const [at, one] of scanned.entries()) {
    const picture = pictures[at];
    if ('header' in one && 'pixels' in picture)
      kept.set(one.digest, { digest: one.digest, ...one.header, pixels: picture.pixels });
  }
  if (kept.size !== known.size || [...kept.keys()].some((digest) => !known.has(digest))) {
    await cache.write(shape, [...kept.values()]);
  }
}

async function scan(path: string, cache: PictureCache): Promise<Scanned> {
  const bytes = await readPictureFile(path);
  const digest = sha256(bytes);
  const known = cache.pictures.get(digest);
  return known
    ? { path, digest, header: known }
    : { path, digest, header: await readPictureHeader(bytes, path), bytes };
}

async function decode({ path, digest, bytes }: Scanned, shape: Shape, settings: DataSettings): Promise<Uint8Array> {
  const read = bytes ?? (await readPictureFile(path));
  if (!bytes && sha256(read) !== digest)
    throw new DataFormatError(path, 'changed while it was being read; start again');
  return decodePicture(read, path, shape, settings);
}

function readPictureFile(path: string): Promise<Uint8Array> {
  return readOneFile(
    path,
    (problem, cause) => new PictureError(path, problem, cause, 'check its path and permissions'),
  );
}

const largestOwnSide = 64;
const defaultSide = 32;

/** Grey where all pictures are; their own size where all have the same and it suits a small board. */
function chooseShape(headers: readonly PictureHeader[], trim = 0): Shape {
  const channels = headers.every(({ grey }) => grey) ? 1 : 3;
  const sizes = new Set(headers.map(({ rows, columns }) => `${rows}×${columns}`));
  const [{ rows, columns } = { rows: defaultSide, columns: defaultSide }] = headers;
  const own = [rows, columns].map((side) => side - 2 * trimmedFrom(side, trim));
  const isOwn = sizes.size === 1 && Math.max(...own) <= largestOwnSide;
  return isOwn ? [own[0], own[1], channels] : [defaultSide, defaultSide, channels];
}

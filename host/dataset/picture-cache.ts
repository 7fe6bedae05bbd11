// Decoded pictures of a folder, kept in one file in the cache folder and found by the SHA-256 of the picture's file.
// What is wrong with that file is never an error: it is ignored and rewritten.
import { readdir, readFile, realpath, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256, sha256OfJson } from '../artifact/digest.ts';
import { decodeSafetensors, encodeSafetensors, type Tensor } from '../artifact/safetensors.ts';
import { DiskError, writeFileAtomically } from '../artifact/write-file.ts';
import { cacheFolder } from './cache-folder.ts';
import { type DataSettings, defaultBackground, defaultFit } from './data-settings.ts';
import type { Shape } from './dataset.ts';
import { decoderVersion, type PictureHeader } from './picture.ts';

/** The largest file that is written, and all of them together; the least recently used go first. */
const mostBytesEach = 2 ** 29;
const mostBytes = 2 ** 31;

export interface CachedPicture extends PictureHeader {
  /** SHA-256 of the picture's file, in hexadecimal. */
  readonly digest: string;
  /** [rows, columns, channels] of the shape that they were decoded to. */
  readonly pixels: Uint8Array;
}

export interface PictureCache {
  /** Of the pixels. */
  readonly shape?: Shape;
  readonly pictures: ReadonlyMap<string, CachedPicture>;
  /** Replaces what is kept. */
  write(shape: Shape, pictures: readonly CachedPicture[]): Promise<void>;
}

/** One file per folder and way of decoding. */
export async function openPictureCache(folder: string, settings: DataSettings): Promise<PictureCache> {
  const { trim = 0, shape = 'own', fit = defaultFit, background = defaultBackground } = settings;
  const name = sha256OfJson({ folder: await realpath(folder), trim, shape, fit, background, decoderVersion });
  const path = join(cacheFolder('pictures'), `${name}.safetensors`);
  const found = await readFile(path).then(decode, () => undefined);
  if (found) await utimes(path, new Date(), new Date()).catch(() => undefined); // Only the order of removal depends on it.
  return {
    ...found,
    pictures: found?.pictures ?? new Map(),
    write: async (decodedShape, pictures) => {
      const bytes = encode(decodedShape, pictures);
      if (bytes.length > mostBytesEach) return;
      await writeFileAtomically(path, bytes).catch(ignoreDisk);
      await removeOldest().catch(() => undefined);
    },
  };
}

const digestBytes = 32;
/** Rows, columns, grey, transparent. */
const headerFields = 4;

function encode(shape: Shape, pictures: readonly CachedPicture[]): Uint8Array {
  const each = shape[0] * shape[1] * shape[2];
  const digests = new Uint8Array(pictures.length * digestBytes);
  const headers = new Int32Array(pictures.length * headerFields);
  const pixels = new Uint8Array(pictures.length * each);
  for (const [at, picture] of pictures.entries()) {
    digests.set(Buffer.from(picture.digest, 'hex'), at * digestBytes);
    headers.set([picture.rows, picture.columns, Number(picture.grey), Number(picture.transparent)], at * headerFields);
    pixels.set(picture.pixels, at * each);
  }
  const tensors = new Map<string, Tensor>([
    ['digests', { dtype: 'U8', shape: [pictures.length, digestBytes], data: digests }],
    ['headers', { dtype: 'I32', shape: [pictures.length, headerFields], data: headers }],
    ['pixels', { dtype: 'U8', shape: [pictures.length, ...shape], data: pixels }],
  ]);
  return encodeSafetensors(tensors, { checksum: checksum(digests, headers, pixels) });
}

/** Undefined for a file that is damaged. */
function decode(bytes: Uint8Array): Pick<PictureCache, 'shape' | 'pictures'> | undefined {
  try {
    const { tensors, metadata } = decodeSafetensors(bytes, 'the cache of pictures');
    const [digests, headers, pixels] = ['digests', 'headers', 'pixels'].map((name) => tensors.get(name));
    if (digests?.dtype !== 'U8' || headers?.dtype !== 'I32' || pixels?.dtype !== 'U8') return undefined;
    if (metadata.checksum !== checksum(digests.data, headers.data, pixels.data)) return undefined;
    const [count, rows, columns, channels] = pixels.shape;
    const each = rows * columns * channels;
    const pictures = new Map<string, CachedPicture>();
    for (let at = 0; at < count; at++) {
      const digest = Buffer.from(digests.data.subarray(at * digestBytes, (at + 1) * digestBytes)).toString('hex');
      const [ownRows, ownColumns, grey, transparent] = headers.data.subarray(at * headerFields);
      const own = pixels.data.subarray(at * each, (at + 1) * each);
      const header = { rows: ownRows, columns: ownColumns, grey: grey === 1, transparent: transparent === 1 };
      pictures.set(digest, { digest, ...header, pixels: own });
    }
    return { shape: [rows, columns, channels], pictures };
  } catch {
    return undefined;
  }
}

function checksum(digests: Uint8Array, headers: Int32Array, pixels: Uint8Array): string {
  const headerBytes = new Uint8Array(headers.buffer, headers.byteOffset, headers.byteLength);
  return sha256([digests, headerBytes, pixels].map((part) => sha256(part)).join());
}

/** Nothing is lost without the cache but time. */
function ignoreDisk(error: unknown): void {
  if (!(error instanceof DiskError)) throw error;
}

async function removeOldest(): Promise<void> {
  const folder = cacheFolder('pictures');
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const { size, mtimeMs } = await stat(join(folder, name));
      return { path: join(folder, name), size, mtimeMs };
    }),
  );
  let kept = 0;
  for (const { path, size } of files.sort((a, b) => b.mtimeMs - a.mtimeMs)) {
    kept += size;
    if (kept > mostBytes) await rm(path, { force: true });
  }
}

// Decodes one picture to the pixels a network of a given shape takes: by sharp (libvips), without TensorFlow.

import { readFile } from 'node:fs/promises';
import type { Metadata, Sharp } from 'sharp';
import { grouped } from '../../proto/numbers.ts';
import { type DataSettings, defaultBackground, defaultFit, trimmedFrom } from './data-settings.ts';
import type { Shape } from './dataset.ts';
import { UnusableFileError } from './errors.ts';

/** In words, for messages and help. */
export const pictureFormats = 'PNG, JPEG, WebP, GIF, TIFF or AVIF';

const extensions = /\.(png|jpe?g|jpe|jfif|webp|gif|tiff?|avif)$/i;

/** Whether a file of this name is taken for a picture. */
export function isPictureName(name: string): boolean {
  return extensions.test(name);
}

/** Changes whenever the same file may decode to other pixels, so that what was cached before is not used. */
export const decoderVersion = 'sharp-0.35.5-linear-1';

/** A file that is not a usable picture. */
export class PictureError extends UnusableFileError {
  readonly code = 'PICTURE_INVALID';
  override readonly name = 'PictureError';

  constructor(path: string, problem: string, cause?: unknown, nextStep = `use ${pictureFormats}`) {
    super(path, problem, nextStep, cause);
  }
}

export type PictureSettings = Pick<DataSettings, 'trim' | 'fit' | 'background'>;

/** As seen, after its orientation is applied. */
export interface PictureHeader {
  readonly rows: number;
  readonly columns: number;
  /** Stored without colour. */
  readonly grey: boolean;
  /** Has an alpha channel. */
  readonly transparent: boolean;
}

/** Beyond this a small file could ask for gigabytes. */
export const mostPixels = 50_000_000;

/** By the names that sharp gives them; of HEIF, AVIF alone can be decoded. */
const formats = new Set(['png', 'jpeg', 'webp', 'gif', 'tiff', 'heif']);

const sharpFits = { cover: 'cover', contain: 'contain', stretch: 'fill' } as const;

/**
 * A picture file as a network of `shape` takes it: bytes [rows, columns, channels], row by row; `decodePicture` says how it is brought to the shape.
 * @param shape [rows, columns, channels], with 1 channel (grey) or 3 (sRGB)
 * @throws PictureError
 * @example
 * import { readPicture } from 'retort-fpga/train';
 *
 * const pixels = await readPicture('seven.png', [28, 28, 1], { fit: 'contain', background: '#000000' });
 * console.log(pixels.length); // 784
 */
export async function readPicture(path: string, shape: Shape, settings: PictureSettings = {}): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new PictureError(path, `cannot be read (${error.code})`, error, 'check its path and permissions');
  });
  return decodePicture(bytes, path, shape, settings);
}

/**
 * [rows, columns, channels] bytes of a picture file's bytes; `path` is named in errors. The first frame or page; EXIF orientation applied;
 * `trim` cut off; transparency over `background`; 16-bit, palette, CMYK and ICC colours to 8-bit sRGB, or grey where the shape has one channel; brought to
 * the shape by `fit`, shrunk with a triangle filter as wide as the reduction, which is PIL's antialiased bilinear.
 * @throws PictureError
 */
export async function decodePicture(
  bytes: Uint8Array,
  path: string,
  shape: Shape,
  settings: PictureSettings = {},
): Promise<Uint8Array> {
  const picture = await createSharp(bytes, path);
  const { autoOrient } = await readMetadata(picture, path);
  return fitTo(shape, picture, autoOrient, path, settings);
}

/** A picture that is already decoded, such as a camera's. */
export interface Frame {
  readonly rows: number;
  readonly columns: number;
  /** Bytes [rows, columns, 3], sRGB. */
  readonly rgb: Uint8Array;
}

/** [rows, columns, channels] bytes of a frame, as `decodePicture` makes them of the same picture in a file. @throws PictureError */
export async function fitFrame(
  { rows: height, columns: width, rgb }: Frame,
  name: string,
  shape: Shape,
  settings: PictureSettings = {},
): Promise<Uint8Array> {
  const sharp = await loadSharp();
  return fitTo(shape, sharp(rgb, { raw: { width, height, channels: 3 } }), { width, height }, name, settings);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

async function fitTo(
  [rows, columns, channels]: Shape,
  picture: Sharp,
  size: Size,
  path: string,
  { trim = 0, fit = defaultFit, background = defaultBackground }: PictureSettings,
): Promise<Uint8Array> {
  const inColours = channels === 1 ? picture.greyscale() : picture.toColourspace('srgb');
  try {
    const upright = inColours.autoOrient();
    // Even of the whole picture, a region would keep libvips from decoding a JPEG at a smaller scale.
    const { data, info } = await (trim > 0 ? upright.extract(insideOf(size, trim)) : upright)
      .flatten({ background })
      .resize(columns, rows, { fit: sharpFits[fit], kernel: 'linear', background })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    if (data.length !== rows * columns * channels) {
      throw new PictureError(path, `decodes to ${info.channels} channels instead of ${channels}`);
    }
    return data;
  } catch (error) {
    throw error instanceof PictureError ? error : undecodable(path, error);
  }
}

function insideOf({ width, height }: Size, trim: number) {
  const [left, top] = [trimmedFrom(width, trim), trimmedFrom(height, trim)];
  return { left, top, width: width - 2 * left, height: height - 2 * top };
}

/** Without decoding the pixels. @throws PictureError */
export async function readPictureHeader(bytes: Uint8Array, path: string): Promise<PictureHeader> {
  const { autoOrient, space, channels, hasAlpha } = await readMetadata(await createSharp(bytes, path), path);
  return {
    rows: autoOrient.height,
    columns: autoOrient.width,
    grey: space === 'b-w' || space === 'grey16' || (channels !== undefined && channels < 3),
    transparent: hasAlpha === true,
  };
}

let sharpReady: Promise<typeof import('sharp')['default']> | undefined;

/** Loaded when the first picture is read. One thread per picture: several pictures are decoded at once. */
function loadSharp() {
  sharpReady ??= import('sharp').then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    return sharp;
  });
  return sharpReady;
}

/** Damage is an error; what the decoder only warns of is not. */
async function createSharp(bytes: Uint8Array, path: string): Promise<Sharp> {
  if (bytes.length === 0) throw new PictureError(path, 'is empty');
  const sharp = await loadSharp();
  return sharp(bytes, { failOn: 'error', limitInputPixels: false, sequentialRead: true });
}

async function readMetadata(picture: Sharp, path: string): Promise<Metadata> {
  const metadata = await picture.metadata().catch((error: unknown) => {
    throw new PictureError(path, 'is not a readable picture, or its header is truncated', error);
  });
  const { format, compression, width, height } = metadata;
  if (!formats.has(format) || (format === 'heif' && compression !== 'av1')) {
    throw new PictureError(
      path,
      `is ${format === 'heif' ? 'HEIC' : String(format).toUpperCase()}, which is not supported`,
    );
  }
  if (width * height > mostPixels) {
    const size = `${grouped(height)}×${grouped(width)}`;
    const problem = `is ${size} pixels, more than the limit of ${grouped(mostPixels)}`;
    throw new PictureError(path, problem, undefined, 'shrink it');
  }
  return metadata;
}

/** libvips' message has a line per warning; the first one tells. */
function undecodable(path: string, error: unknown): PictureError {
  const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
  return new PictureError(path, `cannot be decoded (${reason})`, error);
}

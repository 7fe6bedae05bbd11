// The range of a CSV file's pixels, and the pixels as bytes.
import { DataFormatError } from './errors.ts';
import { short } from './sample-values.ts';

export interface PixelRange {
  readonly low: number;
  readonly high: number;
}

export interface PixelPlace {
  /** `file:line` */
  readonly source: string;
  /** From 1. */
  readonly pixel: number;
}

/** What is seen of all pixels of a file. */
export interface PixelExtremes {
  readonly low: number;
  readonly high: number;
  readonly lowAt: PixelPlace;
  readonly highAt: PixelPlace;
  /** Whether there is one with a fraction. */
  readonly fractions: boolean;
}

/** @throws DataFormatError for pixels that fit no range, as standardized ones, with the line of the one that lies farthest out */
export function findPixelRange({ low, high, lowAt, highAt }: PixelExtremes): PixelRange {
  if (low >= 0 && high <= 1) return { low: 0, high: 1 };
  if (low >= -1 && high <= 1) return { low: -1, high: 1 };
  if (low >= 0 && high <= 255) return { low: 0, high: 255 };
  const [{ source, pixel }, value] = low < 0 ? [lowAt, low] : [highAt, high];
  throw new DataFormatError(
    source,
    `pixel ${pixel} is ${short(value)}, and all pixels range from ${short(low)} to ${short(high)}; give them as 0 to 255, 0 to 1 or -1 to 1, or read the columns as features with --csv-values floats`,
  );
}

/** What would be a surprise to learn later. */
export function warnOfPixels({ low, high, fractions }: PixelExtremes): string[] {
  if (low >= 0 && high <= 1 && !fractions) return ['all pixels are 0 or 1: 1 is read as white (255)'];
  if (low >= 0 && high > 1 && high < 32)
    return [`the brightest pixel is ${high} of 255: if ${high} is white, scale the pixels to 0 to 255`];
  if (low >= 0 && high > 1 && high <= 255 && fractions) return ['fractional pixels are rounded'];
  return [];
}

/** To 0 … 255, rounded half up. */
export function toBytes(values: Float32Array, { low, high }: PixelRange): Uint8Array {
  const scale = 255 / (high - low);
  return Uint8Array.from(values, (value) => Math.floor((value - low) * scale + 0.5));
}

// Decodes the PNG files of published sets, at once and without sharp; a user's own pictures are picture.ts's matter.
import { type DecodedPng, decode } from 'fast-png';
import { DataFormatError } from './errors.ts';

/** @throws DataFormatError */
export function decodePng(png: Uint8Array, path: string): DecodedPng {
  try {
    return decode(png);
  } catch (error) {
    throw new DataFormatError(path, `is not a complete PNG (${error instanceof Error ? error.message : error})`, error);
  }
}

// Reads IDX, the format of MNIST and Fashion-MNIST (Y. LeCun, "The MNIST database", "File formats"), gzipped or plain.

import { grouped, hex32 } from '../../proto/numbers.ts';
import type { Samples } from './dataset.ts';
import { DataFormatError, TruncatedFileError } from './errors.ts';
import { inflateIfGzipped } from './gzip.ts';

export interface Idx {
  /** Outermost first. */
  readonly sizes: readonly number[];
  readonly data: Uint8Array;
}

const typeUint8 = 0x08;

/**
 * From the header: bytes 0, 0, type, rank; then `rank` sizes of 32 bits, big-endian; behind it are the elements. Bytes are the only type
 * read.
 * @param bytes from the file's beginning, as many as the header has or more
 * @param path named in errors
 * @throws DataFormatError, TruncatedFileError
 */
export function readIdxSizes(bytes: Uint8Array, path: string, rank: number): readonly number[] {
  const headerBytes = 4 + 4 * rank;
  if (bytes.length < headerBytes) throw new TruncatedFileError(path, headerBytes, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0);
  if (magic !== typeUint8 * 256 + rank) {
    throw new DataFormatError(
      path,
      `starts with 0x${hex32(magic)}; an IDX file of bytes with ${rank} sizes starts with 0x${hex32(typeUint8 * 256 + rank)}`,
    );
  }
  return Array.from({ length: rank }, (_, dimension) => view.getUint32(4 + 4 * dimension));
}

/**
 * @param path named in errors
 * @throws DataFormatError, TruncatedFileError
 */
export function readIdx(file: Uint8Array, path: string, rank: number): Idx {
  const bytes = inflateIfGzipped(file, path);
  const sizes = readIdxSizes(bytes, path, rank);
  const headerBytes = 4 + 4 * rank;
  const expectedBytes = headerBytes + sizes.reduce((product, size) => product * size, 1);
  if (bytes.length < expectedBytes) throw new TruncatedFileError(path, expectedBytes, bytes.length);
  if (bytes.length > expectedBytes) {
    throw new DataFormatError(path, `has ${grouped(bytes.length - expectedBytes)} bytes after its last element`);
  }
  return { sizes, data: bytes.subarray(headerBytes) };
}

/** Grey pictures [n, rows, columns] and their labels [n] from two files. */
export function readIdxSamples(
  images: { readonly bytes: Uint8Array; readonly path: string },
  labels: { readonly bytes: Uint8Array; readonly path: string },
): Samples & { readonly rows: number; readonly columns: number } {
  const pictures = readIdx(images.bytes, images.path, 3);
  const classes = readIdx(labels.bytes, labels.path, 1);
  const [count, rows, columns] = pictures.sizes;
  if (count !== classes.sizes[0]) {
    throw new DataFormatError(
      labels.path,
      `has ${grouped(classes.sizes[0])} labels for the ${grouped(count)} pictures of ${images.path}`,
    );
  }
  return { images: pictures.data, labels: classes.data, rows, columns };
}

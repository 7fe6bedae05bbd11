// Pictures that stay in a file: a split whose pixels are read batch by batch, at their positions, so that it may be larger than memory.
// Labels and ids are in memory.

import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { grouped } from '../../proto/numbers.ts';
import type { Shape, StreamedSplit } from './dataset.ts';
import { DataFileChangedError, DataFormatError, TruncatedFileError } from './errors.ts';
import { readIdxSizes } from './idx.ts';

export interface PixelFileOptions {
  readonly path: string;
  /** `raw`: pixels and nothing else, [n, rows, columns, channels]. `idx`: IDX of bytes, not gzipped, with 3 sizes (grey) or 4. */
  readonly format: 'raw' | 'idx';
  readonly shape: Shape;
  /** [n], 0 … classes − 1, where n is the number of pictures in the file. */
  readonly labels: Uint8Array;
  /** [n], unique; 0 … n − 1 where absent. */
  readonly ids?: Int32Array;
}

export interface PixelFile extends StreamedSplit {
  /** Later reads throw. */
  close(): void;
}

interface OpenFile {
  readonly descriptor: number;
  readonly path: string;
  readonly bytes: number;
  readonly headerBytes: number;
  readonly modifiedMs: number;
}

/** Read at once for the digest, between which other work has its turn. */
const chunkBytes = 2 ** 20;

/**
 * Pictures of a raw file of bytes [n, rows, columns, channels], read during training batch by batch instead of held in memory. The file must stay as it is until it
 * is closed: its size and time of modification are compared before each read.
 * @throws TruncatedFileError, DataFormatError, and the system's error where it cannot be opened; DataFileChangedError by its functions
 * @example
 * import { openPixelFile } from 'retort-fpga/train';
 *
 * const labels = Uint8Array.of(0, 1, 1);
 * const split = openPixelFile({ path: 'pictures.bin', format: 'raw', shape: [28, 28, 1], labels });
 * console.log(split.readImages(Uint32Array.of(2, 0)).length); // for trainNetwork, as its split
 * split.close();
 */
export function openPixelFile(options: PixelFileOptions): PixelFile {
  const { path, shape, labels, ids = Int32Array.from(labels, (_, position) => position) } = options;
  if (ids.length !== labels.length)
    throw new RangeError(`there are ${grouped(ids.length)} ids for ${grouped(labels.length)} labels`);
  const imageBytes = shape[0] * shape[1] * shape[2];
  const file = openFile(options, imageBytes);
  let [buffer, isOpen] = [new Uint8Array(0), true];
  const check = () => {
    if (!isOpen) throw new Error(`${path} is closed`);
    checkUnchanged(file);
  };
  return {
    ids,
    labels,
    imageBytes,
    readImages(positions) {
      check();
      const bytes = positions.length * imageBytes;
      if (buffer.length < bytes) buffer = new Uint8Array(bytes);
      // In the order asked for: with the file in the page cache, sorted reads took as long.
      for (const [row, position] of positions.entries()) {
        if (position >= labels.length)
          throw new RangeError(`${path} has ${grouped(labels.length)} pictures, but no picture ${position}`);
        readAt(file, buffer.subarray(row * imageBytes, (row + 1) * imageBytes), position * imageBytes);
      }
      return buffer.subarray(0, bytes);
    },
    async digestImages(signal) {
      const [hash, buffer, bytes] = [createHash('sha256'), new Uint8Array(chunkBytes), labels.length * imageBytes];
      for (let done = 0; done < bytes; done += chunkBytes) {
        await setImmediate();
        signal?.throwIfAborted();
        check();
        const chunk = buffer.subarray(0, Math.min(chunkBytes, bytes - done));
        readAt(file, chunk, done);
        hash.update(chunk);
      }
      check();
      return hash.digest('hex');
    },
    close() {
      if (isOpen) closeSync(file.descriptor);
      isOpen = false;
    },
  };
}

function openFile(options: PixelFileOptions, imageBytes: number): OpenFile {
  const { path, format, labels } = options;
  const descriptor = openSync(path, 'r');
  try {
    const { size, mtimeMs } = fstatSync(descriptor);
    const headerBytes = format === 'idx' ? checkIdxHeader(descriptor, options) : 0;
    const expected = headerBytes + labels.length * imageBytes;
    if (size < expected) throw new TruncatedFileError(path, expected, size);
    if (size > expected) {
      const extra = `has ${grouped(size - expected)} bytes after the last of ${grouped(labels.length)} pictures (${grouped(size)} instead of ${grouped(expected)})`;
      throw new DataFormatError(path, `${extra}; give a label for each picture, and the pictures' shape`);
    }
    return { descriptor, path, bytes: size, headerBytes, modifiedMs: mtimeMs };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

const mostSizes = 4;

/** The number of bytes in the header. */
function checkIdxHeader(descriptor: number, { path, shape, labels }: PixelFileOptions): number {
  const header = new Uint8Array(4 + 4 * mostSizes);
  const read = header.subarray(0, readSync(descriptor, header, 0, header.length, 0));
  if (read[0] === 0x1f && read[1] === 0x8b) {
    throw new DataFormatError(path, 'is gzipped, so single pictures cannot be read from it; unpack it with gunzip');
  }
  const rank = read[3] === mostSizes ? mostSizes : 3;
  const [count, ...sizes] = readIdxSizes(read, path, rank);
  const expected = shape.slice(0, rank - 1);
  if (sizes.join() !== expected.join() || (rank === 3 && shape[2] !== 1)) {
    throw new DataFormatError(path, `has pictures of ${sizes.join('×')} instead of ${shape.join('×')}`);
  }
  if (count !== labels.length)
    throw new DataFormatError(path, `has ${grouped(count)} pictures for ${grouped(labels.length)} labels`);
  return 4 + 4 * rank;
}

function checkUnchanged({ descriptor, path, bytes, modifiedMs }: OpenFile): void {
  const { size, mtimeMs, mtime } = fstatSync(descriptor);
  if (size !== bytes || mtimeMs !== modifiedMs) throw new DataFileChangedError(path, bytes, size, mtime);
}

/** @param offset of the pixels, behind the header */
function readAt(file: OpenFile, into: Uint8Array, offset: number): void {
  for (let done = 0; done < into.length; ) {
    const read = readSync(file.descriptor, into, done, into.length - done, file.headerBytes + offset + done);
    if (read === 0) {
      const { size, mtime } = fstatSync(file.descriptor);
      throw new DataFileChangedError(file.path, file.bytes, size, mtime);
    }
    done += read;
  }
}

import { createHash } from 'node:crypto';
import { closeSync, openSync, truncateSync, utimesSync, writeSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataFileChangedError, DataFormatError, TruncatedFileError } from '../../host/dataset/errors.ts';
import { openPixelFile, type PixelFile, type PixelFileOptions } from '../../host/dataset/pixel-file.ts';

const shape = [2, 3, 1] as const;
const labels = Uint8Array.of(0, 1, 2, 1, 0);
const pixels = Uint8Array.from({ length: 30 }, (_, i) => 7 * i);
const idxHeader = (...sizes: number[]) => {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.writeUInt32BE(0x800 + sizes.length);
  for (const [i, size] of sizes.entries()) header.writeUInt32BE(size, 4 + 4 * i);
  return header;
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-pixels-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function open(
  bytes: Uint8Array,
  settings: Partial<PixelFileOptions> = {},
): Promise<PixelFile & { path: string }> {
  const path = join(folder, `pixels-${files++}`);
  await writeFile(path, bytes);
  return { ...openPixelFile({ path, format: 'raw', shape, labels, ...settings }), path };
}

describe('a pixel file', () => {
  it.each([
    ['raw', pixels, {}],
    ['idx', Buffer.concat([idxHeader(5, 2, 3), pixels]), {}],
    ['idx', Buffer.concat([idxHeader(5, 2, 3, 1), pixels]), {}],
    ['idx', Buffer.concat([idxHeader(5, 1, 2, 3), pixels]), { shape: [1, 2, 3] }],
  ] as const)('gives the pictures of a %s file in the order asked for (%#)', async (format, bytes, settings) => {
    const file = await open(bytes, { format, ...settings });
    expect(file).toMatchObject({ imageBytes: 6, ids: Int32Array.of(0, 1, 2, 3, 4), labels });
    const pictures = (...positions: number[]) => [...file.readImages(Uint32Array.from(positions))];
    const expected = (...positions: number[]) => positions.flatMap((at) => [...pixels.subarray(6 * at, 6 * at + 6)]);
    for (const positions of [[3], [4, 0, 2], [0, 1, 2, 3, 4], [1, 1], []]) {
      expect(pictures(...positions)).toEqual(expected(...positions));
    }
    expect(await file.digestImages()).toBe(createHash('sha256').update(pixels).digest('hex'));
    expect(pictures(2)).toEqual(expected(2)); // The stream leaves the file open.
    expect(() => pictures(5)).toThrow(`${file.path} has 5 pictures, but no picture 5`);
    file.close();
    file.close();
    expect(() => pictures(0)).toThrow(`${file.path} is closed`);
    await expect(file.digestImages()).rejects.toThrow('is closed');
  });

  it('has the digest of its pixels where they take several reads', async () => {
    const many = Uint8Array.from({ length: 6 * 400_001 }, (_, i) => (i * 31 + (i >> 10)) % 256);
    const bytes = Buffer.concat([idxHeader(400_001, 2, 3), many]);
    const file = await open(bytes, { format: 'idx', labels: new Uint8Array(400_001) });
    expect(await file.digestImages()).toBe(createHash('sha256').update(many).digest('hex'));
    file.close();
  });

  it('is refused where it is cut off, with both sizes', async () => {
    const cut = open(pixels.subarray(1));
    await expect(cut).rejects.toThrow(TruncatedFileError);
    await expect(cut).rejects.toThrow(
      /pixels-\d+ is truncated: 29 bytes instead of 30; delete it, or download it again$/,
    );
    const header = Buffer.concat([idxHeader(5, 2, 3), pixels]);
    for (let length = 0; length < header.length; length++) {
      await expect(open(header.subarray(0, length), { format: 'idx' })).rejects.toThrow(TruncatedFileError);
    }
  });

  it.each([
    [{}, Buffer.concat([pixels, pixels]), 'has 30 bytes after the last of 5 pictures (60 instead of 30); give a label'],
    [{ format: 'idx' }, pixels, 'an IDX file of bytes with 3 sizes starts with 0x00000803'],
    [{ format: 'idx' }, gzipSync(pixels), 'is gzipped, so single pictures cannot be read from it; unpack it'],
    [{ format: 'idx' }, Buffer.concat([idxHeader(4, 2, 3), pixels]), 'has 4 pictures for 5 labels'],
    [{ format: 'idx' }, Buffer.concat([idxHeader(5, 3, 2), pixels]), 'has pictures of 3×2 instead of 2×3×1'],
    [
      { format: 'idx', shape: [2, 3, 3] },
      Buffer.concat([idxHeader(5, 2, 3), pixels]),
      'has pictures of 2×3 instead of',
    ],
  ] as const)('is refused where it is not what it should be (%#)', async (settings, bytes, message) => {
    await expect(open(bytes, settings)).rejects.toThrow(DataFormatError);
    await expect(open(bytes, settings)).rejects.toThrow(message);
  });

  it('takes one id for each label', async () => {
    const file = await open(pixels, { ids: Int32Array.of(9, 8, 7, 6, 5) });
    expect([...file.ids]).toEqual([9, 8, 7, 6, 5]);
    file.close();
    await expect(open(pixels, { ids: Int32Array.of(1) })).rejects.toThrow('there are 1 ids for 5 labels');
  });

  it('says that it has changed since it was opened, by size or by time', async () => {
    const first = Uint32Array.of(0);
    const shrunk = await open(pixels);
    truncateSync(shrunk.path, 12);
    expect(() => shrunk.readImages(first)).toThrow(DataFileChangedError);
    expect(() => shrunk.readImages(first)).toThrow(
      /has changed since it was opened: 12 bytes, written \d{4}-.*Z, instead of 30 bytes; do not change it while/,
    );
    await expect(shrunk.digestImages()).rejects.toMatchObject({
      code: 'DATA_FILE_CHANGED',
      source: shrunk.path,
      expectedBytes: 30,
      actualBytes: 12,
    });
    const overwritten = await open(pixels);
    overwritten.readImages(first);
    const descriptor = openSync(overwritten.path, 'r+');
    writeSync(descriptor, Uint8Array.of(1), 0, 1, 0);
    closeSync(descriptor);
    utimesSync(overwritten.path, 1, new Date('2031-02-03T04:05:06Z'));
    expect(() => overwritten.readImages(first)).toThrow('30 bytes, written 2031-02-03T04:05:06.000Z, instead of 30');
    shrunk.close();
    overwritten.close();
  });

  it('stops reading for its digest when the signal is aborted', async () => {
    const file = await open(pixels);
    const reason = new Error('enough');
    await expect(file.digestImages(AbortSignal.abort(reason))).rejects.toBe(reason);
    expect([...file.readImages(Uint32Array.of(0))]).toEqual([...pixels.subarray(0, 6)]);
    file.close();
  });
});

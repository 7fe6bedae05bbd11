import { gzipSync } from 'node:zlib';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { readRecords, readSprite } from '../../host/dataset/cifar10.ts';
import { createDataset } from '../../host/dataset/dataset.ts';
import { DataFormatError, LabelRangeError, TruncatedFileError } from '../../host/dataset/errors.ts';
import { readTarEntry } from '../../host/dataset/gzip.ts';
import { readIdx, readIdxSamples } from '../../host/dataset/idx.ts';
import { readOptdigits } from '../../host/dataset/optdigits.ts';
import { writeTar } from '../support/write-tar.ts';

function idxOf(sizes: number[], data: number[], type = 8): Uint8Array {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header[2] = type;
  header[3] = sizes.length;
  for (const [dimension, size] of sizes.entries()) header.writeUInt32BE(size, 4 + 4 * dimension);
  return Buffer.concat([header, Buffer.from(data)]);
}

describe('IDX', () => {
  const pictures = { bytes: idxOf([2, 1, 2], [1, 2, 3, 4]), path: 'images' };

  it('is read gzipped and plain', () => {
    for (const bytes of [pictures.bytes, gzipSync(pictures.bytes)]) {
      const { sizes, data } = readIdx(bytes, 'images', 3);
      expect(sizes).toEqual([2, 1, 2]);
      expect([...data]).toEqual([1, 2, 3, 4]);
    }
  });

  it('is refused when it is cut off anywhere, plain or gzipped', () => {
    for (let length = 0; length < pictures.bytes.length; length++) {
      expect(() => readIdx(pictures.bytes.subarray(0, length), 'images', 3)).toThrow(TruncatedFileError);
    }
    const zipped = gzipSync(pictures.bytes);
    expect(() => readIdx(zipped.subarray(0, zipped.length - 9), 'images', 3)).toThrow(
      /images: is damaged or truncated/,
    );
  });

  it('is refused with another magic, or with bytes left over', () => {
    expect(() => readIdx(idxOf([1], [1]), 'labels', 3)).toThrow(TruncatedFileError);
    expect(() => readIdx(idxOf([1, 1, 1], [1], 0x0d), 'images', 3)).toThrow(
      'starts with 0x00000d03; an IDX file of bytes with 3 sizes starts with 0x00000803',
    );
    expect(() => readIdx(idxOf([1], [1, 2]), 'labels', 1)).toThrow('has 1 bytes after its last element');
  });

  it('needs a label for each picture', () => {
    expect(readIdxSamples(pictures, { bytes: idxOf([2], [7, 8]), path: 'labels' })).toMatchObject({
      rows: 1,
      columns: 2,
    });
    expect(() => readIdxSamples(pictures, { bytes: idxOf([1], [7]), path: 'labels' })).toThrow(
      'labels: has 1 labels for the 2 pictures of images',
    );
  });
});

describe('optdigits', () => {
  const line = [...new Array(63).fill(0), 16, 9].join(',');

  it('has its 0 … 16 spread over 0 … 255', () => {
    const { images, labels } = readOptdigits(gzipSync(`${line}\n${line}\n`), 'digits');
    expect(labels).toEqual(new Uint8Array([9, 9]));
    expect(images.length).toBe(128);
    expect([images[62], images[63]]).toEqual([0, 255]);
  });

  it('is refused with the number of the line that is wrong', () => {
    expect(() => readOptdigits(Buffer.from(`${line}\n1,2,3\n`), 'digits')).toThrow(
      'digits:2: is not 64 values and a label 0 … 9',
    );
    expect(() => readOptdigits(Buffer.from(line.replace('16', '17')), 'digits')).toThrow('digits:1: has the value 17');
    expect(() => readOptdigits(Buffer.from(line.replace(/9$/, '10')), 'digits')).toThrow('digits:1');
  });
});

describe('CIFAR-10', () => {
  // Two pictures side by side; a pixel's colour says where it is.
  const colour = (picture: number, y: number, x: number) => [200 + picture, y * 7, (x * 11) & 255];
  const sprite = new Uint8Array(64 * 32 * 3);
  const records = new Uint8Array(2 * 3073);
  const expected: number[] = [];
  for (let picture = 0; picture < 2; picture++) {
    records[picture * 3073] = picture + 3;
    for (let y = 0; y < 32; y++) {
      for (let x = 0; x < 32; x++) {
        const [red, green, blue] = colour(picture, y, x);
        expected.push(red, green, blue);
        sprite.set(
          [red - green, green, blue - green].map((value) => value & 255),
          (y * 64 + picture * 32 + x) * 3,
        );
        for (const [channel, value] of [red, green, blue].entries()) {
          records[picture * 3073 + 1 + channel * 1024 + y * 32 + x] = value;
        }
      }
    }
  }
  const png = encode({ width: 64, height: 32, data: sprite, channels: 3, depth: 8 });

  it('is the same from sprites and from records', () => {
    const fromSprite = readSprite(png, 'batch.png', new Uint8Array([3, 4]), 'labels.bin');
    expect(fromSprite).toEqual(readRecords(records, 'batch.bin', 2));
    expect([...fromSprite.images]).toEqual(expected);
    expect([...fromSprite.labels]).toEqual([3, 4]);
  });

  it('is refused when damaged, cut off, of another size, or with other labels', () => {
    const labels = new Uint8Array(2);
    expect(() => readSprite(png.subarray(0, 60), 'batch.png', labels, 'labels.bin')).toThrow(
      'batch.png: is not a complete PNG',
    );
    expect(() => readSprite(png, 'batch.png', new Uint8Array(3), 'labels.bin')).toThrow(
      'labels.bin: has 3 labels for the 2 pictures',
    );
    const small = encode({ width: 8, height: 8, data: new Uint8Array(64), channels: 1, depth: 8 });
    expect(() => readSprite(small, 'batch.png', labels, 'labels.bin')).toThrow('is 8×8 with 1 channels');
    expect(() => readRecords(records.subarray(1), 'batch.bin', 2)).toThrow(TruncatedFileError);
  });
});

describe('tar', () => {
  const archive = writeTar([
    ['a/first', 'xxx'],
    ['a/second', 'yz'],
  ]);

  it('gives one file of several', () => {
    expect(Buffer.from(readTarEntry(archive, 'a/second', 't.tar')).toString()).toBe('yz');
  });

  it('says which file it lacks', () => {
    expect(() => readTarEntry(archive, 'a/third', 't.tar')).toThrow('t.tar: does not contain a/third');
    expect(() => readTarEntry(archive.subarray(0, 512 * 3 + 1), 'a/second', 't.tar')).toThrow(DataFormatError);
  });
});

describe('a data set', () => {
  const samples = (count: number, firstLabel = 0) => ({
    images: Uint8Array.from({ length: count * 4 }, (_, pixel) => pixel & 255),
    labels: Uint8Array.from({ length: count }, (_, sample) => (firstLabel + sample) % 3),
  });
  const source = { shape: [2, 2, 1], classes: ['a', 'b', 'c'], train: samples(100), test: samples(20, 1) } as const;

  it('takes a tenth of the training samples for validation, the same ones each time', () => {
    const dataset = createDataset('own', source);
    expect([dataset.train, dataset.validation, dataset.test].map(({ ids }) => ids.length)).toEqual([90, 10, 20]);
    expect(createDataset('own', source)).toEqual(dataset);
  });

  it('numbers every sample once, by its place in the source', () => {
    const { train, validation, test } = createDataset('own', source);
    const ids = [...train.ids, ...validation.ids, ...test.ids].sort((a, b) => a - b);
    expect(ids).toEqual(Array.from({ length: 120 }, (_, id) => id));
    expect(test.ids[0]).toBe(100);
    for (const split of [train, validation]) {
      for (const [position, id] of split.ids.entries()) {
        expect(split.labels[position]).toBe(source.train.labels[id]);
        expect(split.images.slice(position * 4, position * 4 + 4)).toEqual(
          source.train.images.slice(id * 4, id * 4 + 4),
        );
      }
    }
  });

  it('keeps a validation split that is given', () => {
    const { train, validation, test } = createDataset('own', { ...source, validation: samples(7) });
    expect([train.ids[0], train.ids.length, validation.ids[0], validation.ids.length, test.ids[0]]).toEqual([
      0, 100, 100, 7, 107,
    ]);
  });

  it('has a digest of its contents, not of its name', () => {
    const changed = { ...source, test: { ...source.test, labels: Uint8Array.from(source.test.labels).fill(2, 0, 1) } };
    expect(createDataset('other', source).digest).toBe(createDataset('own', source).digest);
    expect(createDataset('own', changed).digest).not.toBe(createDataset('own', source).digest);
  });

  it('is refused with a label that no class has', () => {
    const wrong = { ...source, test: { ...source.test, labels: new Uint8Array(20).fill(3, 5) } };
    expect(() => createDataset('own', wrong)).toThrow(LabelRangeError);
    expect(() => createDataset('own', wrong)).toThrow('own (test): sample 5 has label 3, but there are classes 0 … 2');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CorruptImageError, ImageFormatError, WrongCoreError } from '../../host/image/image-errors.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { readStudentImage, requireCore } from '../../host/image/read.ts';
import { imageIdOf, TRAILER_BYTES, writeStudentImage } from '../../host/image/write.ts';
import { decodeQuantizedNetwork } from '../../host/quantize/quantized-network-file.ts';
import { makePackOptions } from '../support/labelled-network.ts';

const options = makePackOptions();
const packed = packStudentImage(options);

/** `content` with the trailer that makes it whole. */
function seal(content: Uint8Array): Uint8Array {
  const file = new Uint8Array([...content, ...packed.subarray(-TRAILER_BYTES)]);
  new DataView(file.buffer).setUint32(file.length - 4, imageIdOf(content), true);
  return file;
}

describe('readStudentImage', () => {
  it('gives back all that was packed', () => {
    const image = readStudentImage(packed, 'student.retort');
    expect(image).toMatchObject({
      formatMajor: 1,
      core: 0x0002_0102,
      name: options.quantized.name,
      labels: options.labels,
      provenance: options.provenance,
      input: { shape: options.quantized.tensors.get('input')!.shape, preprocessing: options.preprocessing },
    });
    const named = new Set(image.layers.flatMap(({ name }) => name.split(' + ')));
    const unnamed = options.quantized.operations.filter(({ name }) => !named.has(name));
    expect(unnamed.every(({ operator }) => operator === 'RESHAPE')).toBe(true);
    expect(decodeQuantizedNetwork(image.network, 'embedded').quantized).toEqual(options.quantized);
    expect(image.imageId).not.toBe(0);
  });

  it('gives an image that is written as the same bytes again', () => {
    expect(writeStudentImage(readStudentImage(packed, 'student.retort'))).toEqual(packed);
  });

  it('refuses a file in which any one bit is flipped', () => {
    fc.assert(
      fc.property(fc.nat(packed.length * 8 - 1), (bit) => {
        const damaged = packed.slice();
        damaged[bit >> 3] ^= 1 << (bit & 7);
        expect(() => readStudentImage(damaged, 'damaged')).toThrow(CorruptImageError);
      }),
      { numRuns: 500, seed: 4 },
    );
  });

  it('refuses a file cut short anywhere', () => {
    for (let length = 0; length < packed.length; length += 37) {
      const read = () => readStudentImage(packed.subarray(0, length), 'cut.retort');
      expect(read).toThrow(CorruptImageError);
      expect(read).toThrow(`cut.retort is not a usable student image: its ${length} bytes do not end with an image id`);
    }
  });

  it('refuses what is not protobuf, or another message, though its id be right', () => {
    expect(() => readStudentImage(seal(Uint8Array.of(0xff, 0xff, 0xff)), 'noise')).toThrow(
      'it is not a protobuf message',
    );
    expect(() => readStudentImage(seal(Uint8Array.of(0x10, 1)), 'other')).toThrow(
      'it begins with 0x00000000 instead of 0x4f544552',
    );
  });

  it('throws nothing but its own errors for random bytes with a right id', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, withMagic) => {
        const magic = withMagic ? packed.subarray(0, 7) : [];
        const read = () => readStudentImage(seal(Uint8Array.of(...magic, ...bytes)), 'random');
        expect(read).toThrow(/^random /);
      }),
      { numRuns: 2_000, seed: 5 },
    );
  });

  it('refuses another major format and says what to do', () => {
    const newer = packed.slice(0, -TRAILER_BYTES);
    expect(newer.subarray(5, 7)).toEqual(Uint8Array.of(0x10, 1)); // format_major = 1
    newer[6] = 2;
    const read = () => readStudentImage(seal(newer), 'newer.retort');
    expect(read).toThrow(ImageFormatError);
    expect(read).toThrow('newer.retort has image format 2; this version of retort reads format 1. Update retort.');
  });

  it('ignores fields that a later minor version adds', () => {
    const later = Uint8Array.of(...packed.subarray(0, -TRAILER_BYTES), 0xa2, 0x06, 2, 1, 2); // field 100, two bytes
    expect(readStudentImage(seal(later), 'later').layers).toEqual(readStudentImage(packed, 'packed').layers);
  });

  it('refuses an image for another core', () => {
    const image = readStudentImage(packed, 'student.retort');
    expect(() => requireCore(image, 0x0002_0102)).not.toThrow();
    expect(() => requireCore(image, 0x0002_0108)).toThrow(WrongCoreError);
    expect(() => requireCore(image, 0x0002_0108)).toThrow(
      'The image was made for core 0x00020102, the board has core 0x00020108.',
    );
  });
});

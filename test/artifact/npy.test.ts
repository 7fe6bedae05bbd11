import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginsAsNpy, decodeNpy, encodeNpy } from '../../host/artifact/npy.ts';
import { writeNpy } from '../support/write-npy.ts';

const values = Float32Array.from({ length: 6 }, (_, i) => i - 2.5);
const data = new Uint8Array(values.buffer);
const file = writeNpy(values, [2, 3]);
const sizes: Readonly<Record<string, number>> = { '<f4': 4, '|i1': 1 };
const fail = (problem: string) => new RangeError(problem);
function decode(bytes: Uint8Array) {
  const { data: content, ...array } = decodeNpy(bytes, (type) => sizes[type], fail);
  return { ...array, data: Uint8Array.from(content) };
}

/** The file with another version, whose header's length has four bytes. */
function ofVersion(
  version: number,
  text = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n",
): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return Buffer.concat([Buffer.from([0x93, ...Buffer.from('NUMPY'), version, 0]), length, Buffer.from(text), data]);
}

/** The file with another header of version 1. */
function withHeader(text: string): Uint8Array {
  const length = Buffer.alloc(2);
  length.writeUInt16LE(text.length);
  return Buffer.concat([Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0]), length, Buffer.from(text), data]);
}

describe('a .npy file', () => {
  it('is read as numpy.save writes it', () => {
    expect(beginsAsNpy(file)).toBe(true);
    expect(decode(file)).toEqual({ type: '<f4', shape: [2, 3], data });
  });

  it.each([2, 3])('is read in version %i', (version) => {
    expect(decode(ofVersion(version))).toEqual({ type: '<f4', shape: [2, 3], data });
  });

  it('of one axis, or of none, is read', () => {
    expect(decode(writeNpy(values, [6])).shape).toEqual([6]);
    expect(decode(withHeader("{'descr': '<f4', 'fortran_order': False, 'shape': (6,)}")).shape).toEqual([6]);
    expect(decode(writeNpy(values.slice(0, 1), [])).shape).toEqual([]);
  });

  it('is written as it is read, its data at a multiple of 64 bytes', () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(shapes, (lengths) => {
        const shape = lengths.map((length, i) => (i < 4 ? length : 1));
        const content = new Uint8Array(shape.reduce((product, length) => product * length)).map((_, i) => i);
        const written = encodeNpy({ type: '|i1', shape, data: content });
        expect((written.length - content.length) % 64).toBe(0);
        expect(written[written.length - content.length - 1]).toBe(10);
        expect(decode(written)).toEqual({ type: '|i1', shape, data: content });
      }),
      { seed: 1, numRuns: 200 },
    );
    expect(Buffer.from(encodeNpy({ type: '<f4', shape: [2, 3], data })).equals(file)).toBe(true);
    expect(decode(encodeNpy({ type: '<f4', shape: [6], data })).shape).toEqual([6]);
  });

  it('is refused cut at any byte', () => {
    for (let length = 0; length < file.length; length++)
      expect(() => decode(file.subarray(0, length))).toThrow(RangeError);
  });

  it.each([
    ['other bytes', Buffer.from('label,0,1,2,3\n'), 'it does not start like a .npy file'],
    ['version 4', ofVersion(4), 'its format has version 4'],
    ['Fortran order', writeNpy(values, [2, 3], { fortran: true }), 'it is in Fortran order'],
    ['another type', writeNpy(values, [2, 3], { descr: '<c8' }), 'its elements are <c8'],
    [
      'records',
      withHeader("{'descr': [('a', '<f4'), ('b', '<i4')], 'fortran_order': False, 'shape': (3,)}"),
      'its elements are records',
    ],
    ['more elements than data', writeNpy(values, [3, 3]), '3 × 3 elements take 36 bytes, but it has 24'],
    ['fewer', writeNpy(values, [2, 2]), '2 × 2 elements take 16 bytes, but it has 24'],
    ['an empty axis', writeNpy(values, [0, 3]), 'it has shape [0, 3]'],
    [
      'a shape that is none',
      withHeader("{'descr': '<f4', 'fortran_order': False, 'shape': (x, 3)}"),
      'it has shape [NaN, 3]',
    ],
    ['a header longer than the file', file.with(9, 255), 'its header should end at byte'],
  ])('is refused: %s', (_, bytes, problem) => {
    expect(() => decode(bytes)).toThrow(problem);
  });
});

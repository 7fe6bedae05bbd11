import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stuff, stuffedLength, unstuff } from '../../../device-bridge/framing/cobs.ts';

const range = (from: number, to: number) => Uint8Array.from({ length: to - from + 1 }, (_, i) => from + i);
const join = (...parts: (Uint8Array | number[])[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

describe('COBS', () => {
  // The examples of Cheshire and Baker's encoding as Wikipedia's article lists them.
  it.each<[string, Uint8Array, Uint8Array]>([
    ['nothing', join([]), join([1])],
    ['a zero', join([0]), join([1, 1])],
    ['two zeros', join([0, 0]), join([1, 1, 1])],
    ['a zero in the middle', join([0x11, 0x22, 0, 0x33]), join([3, 0x11, 0x22, 2, 0x33])],
    ['zeros at the end', join([0x11, 0, 0, 0]), join([2, 0x11, 1, 1, 1])],
    ['254 bytes without a zero', range(1, 254), join([255], range(1, 254))],
    ['a zero, then 254 bytes', join([0], range(1, 254)), join([1, 255], range(1, 254))],
    ['255 bytes without a zero', range(1, 255), join([255], range(1, 254), [2, 255])],
    ['254 bytes, then a zero', join(range(2, 255), [0]), join([255], range(2, 255), [1, 1])],
    ['253 bytes, then a zero and one more', join(range(3, 255), [0, 1]), join([254], range(3, 255), [2, 1])],
  ])('stuffs %s', (_, data, stuffed) => {
    expect([...stuff(data)]).toEqual([...stuffed]);
    expect([...unstuff(stuffed)!]).toEqual([...data]);
  });

  it('gives back what it stuffed, without zeros and within the stated length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1100, size: 'max' }), (data) => {
        const stuffed = stuff(data);
        expect(stuffed.includes(0)).toBe(false);
        expect(stuffed.length).toBeLessThanOrEqual(stuffedLength(data.length));
        expect(Buffer.compare(unstuff(stuffed)!, data)).toBe(0);
      }),
      { seed: 1 },
    );
  });

  it('refuses what ends inside a block or holds a zero', () => {
    expect(unstuff(Uint8Array.of(3, 1))).toBeUndefined();
    expect(unstuff(Uint8Array.of(0))).toBeUndefined();
    expect(unstuff(Uint8Array.of(3, 0, 1))).toBeUndefined();
  });
});

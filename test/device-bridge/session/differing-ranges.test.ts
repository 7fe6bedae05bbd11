import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../device-bridge/framing/crc32.ts';
import { type ByteRange, lengthOf, rangesOf } from '../../../device-bridge/session/byte-range.ts';
import { findDifferingRanges } from '../../../device-bridge/session/differing-ranges.ts';
import { createPicker } from '../../support/generated-cases.ts';

function randomBytes(length: number, seed: number): Uint8Array {
  const pick = createPicker(seed);
  return Uint8Array.from({ length }, () => pick(256));
}

/** What is found, and how many questions that took. */
async function compare(memory: Uint8Array, payload: Uint8Array): Promise<{ ranges: ByteRange[]; questions: number }> {
  let questions = 0;
  const ranges = await findDifferingRanges(payload, async (address, length) => {
    questions += 1;
    return crc32(memory.subarray(address, address + length));
  });
  return { ranges, questions };
}

/** The memory after the ranges were sent. */
function write(memory: Uint8Array, payload: Uint8Array, ranges: readonly ByteRange[]): Uint8Array {
  const written = memory.slice();
  for (const { offset, length } of ranges) written.set(payload.subarray(offset, offset + length), offset);
  return written;
}

/** `bytes` with the polynomial of the CRC-32 added at a byte: no CRC over all of it tells the two apart. */
function addPolynomial(bytes: Uint8Array, at: number): Uint8Array {
  const changed = bytes.slice();
  const polynomial = 0x1_04c1_1db7;
  for (let bit = 0; bit < 33; bit++) {
    if (Math.floor(polynomial / 2 ** (32 - bit)) % 2 === 1) changed[at + (bit >> 3)] ^= 1 << (bit & 7);
  }
  return changed;
}

const changes = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 6000 })),
  }),
  { maxLength: 6 },
);

describe('the ranges of a payload that a memory does not hold', () => {
  it('make the memory equal to the payload, for any two', async () => {
    const pairs = fc.record({ length: fc.integer({ min: 0, max: 12_000 }), seed: fc.nat(10_000), changes });
    await fc.assert(
      fc.asyncProperty(pairs, async ({ length, seed, changes }) => {
        const payload = randomBytes(length, seed);
        const memory = payload.slice();
        for (const change of changes) {
          const from = Math.floor(change.at * length);
          memory.set(randomBytes(Math.min(change.length, length - from), seed + from + 1), from);
        }
        const { ranges } = await compare(memory, payload);
        expect(Buffer.compare(write(memory, payload, ranges), payload)).toBe(0);
        let end = -1;
        for (const range of ranges) {
          expect(range.offset).toBeGreaterThan(end); // apart: ranges that touch would be one
          expect(range.length).toBeGreaterThan(0);
          end = range.offset + range.length;
        }
        expect(end).toBeLessThanOrEqual(length);
      }),
      { seed: 17, numRuns: 300 },
    );
  });

  it('are at most a tenth more than one changed run of 300 bytes or more, wherever it lies', async () => {
    const payload = randomBytes(60_000, 3);
    const runs = fc.record({ from: fc.nat(59_700), length: fc.integer({ min: 300, max: 60_000 }) });
    await fc.assert(
      fc.asyncProperty(runs, async ({ from, length }) => {
        const memory = payload.slice();
        const end = Math.min(from + length, payload.length);
        for (let at = from; at < end; at++) memory[at] ^= 0x55;
        const { ranges } = await compare(memory, payload);
        expect(ranges).toHaveLength(1);
        expect(ranges[0].length / (end - from)).toBeLessThan(1.1);
      }),
      { seed: 18, numRuns: 300 },
    );
  });

  it('are none where the memory holds it, after one question per KB', async () => {
    const payload = randomBytes(40_000, 4);
    expect(await compare(payload, payload)).toEqual({ ranges: [], questions: 40 });
    expect(await compare(payload, payload.subarray(0, 0))).toEqual({ ranges: [], questions: 0 });
  });

  it('are the whole where nothing is there, after few more questions', async () => {
    for (const length of [8, 1000, 5000, 40_000, 131_072]) {
      const { ranges, questions } = await compare(new Uint8Array(length), randomBytes(length, 5).fill(1, 0, 8));
      expect(ranges).toEqual([{ offset: 0, length }]);
      expect(questions).toBeLessThanOrEqual(Math.ceil(length / 1024) + 32);
    }
  });

  it('hold a lone piece whose CRC is that of other bytes', async () => {
    const payload = randomBytes(8192, 6);
    const boundary = 3 * 1024 + 256;
    const memory = addPolynomial(payload, boundary - 2);
    expect(crc32(memory.subarray(3072, 4096))).toBe(crc32(payload.subarray(3072, 4096)));
    for (let at = 0; at < memory.length; at++) if (at < 3072 || at >= 4096) memory[at] ^= 0xff;
    const { ranges } = await compare(memory, payload);
    expect(Buffer.compare(write(memory, payload, ranges), payload)).toBe(0);
  });

  it('are not asked for any more once a question has failed', async () => {
    let asked = 0;
    const failing = findDifferingRanges(randomBytes(131_072, 7), async () => {
      asked += 1;
      throw new Error('the board is gone');
    });
    await expect(failing).rejects.toThrow('the board is gone');
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toBe(48);
  });
});

it('rangesOf finds the runs of ones', () => {
  expect(rangesOf(Uint8Array.of())).toEqual([]);
  expect(rangesOf(Uint8Array.of(0, 0))).toEqual([]);
  const ranges = rangesOf(Uint8Array.of(1, 0, 1, 1, 0, 0, 1));
  expect(ranges).toEqual([
    { offset: 0, length: 1 },
    { offset: 2, length: 2 },
    { offset: 6, length: 1 },
  ]);
  expect(lengthOf(ranges)).toBe(4);
});

// The link's RTL at the board's pins: uploads, commits, reading memory.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { crc32 } from '../../../device-bridge/framing/crc32.ts';
import { createRandom } from '../../../host/artifact/random.ts';
import { missingVerilator } from './board-process.ts';
import { core, LinkClient, memoryBytes, refusal, standInPayload } from './link-client.ts';

const random = createRandom(11);
const randomBytes = (length: number) => Uint8Array.from({ length }, () => random.integer(256));

describe.skipIf(missingVerilator)(
  `the link's RTL, a board and its image${missingVerilator ? ` (${missingVerilator})` : ''}`,
  () => {
    let client: LinkClient;
    beforeAll(() => {
      client = new LinkClient();
    });
    beforeEach(() => client.reset());
    afterAll(() => client.board.close());

    it('takes an image in order and commits it', async () => {
      const payload = standInPayload({ inputBytes: 16, slotCount: 2, bytes: 5000 });
      expect(await client.ask({ id: 1, begin: { imageId: 77, length: payload.length, core } })).toEqual({
        id: 1,
        ready: { received: 0 },
      });
      for (let offset = 0; offset < payload.length; offset += 1000) {
        const data = payload.subarray(offset, offset + 1000);
        expect(await client.ask({ id: offset, chunk: { offset, data } })).toEqual({
          id: offset,
          chunkWritten: { offset, received: offset + 1000 },
        });
      }
      expect(await client.ask({ id: 4, getStatus: {} })).toMatchObject({
        status: { imageId: 0, uploadImageId: 77, received: 5000 },
      });
      const committed = await client.ask({ id: 5, commit: { imageId: 77, crc: crc32(payload) } });
      expect(committed).toMatchObject({ id: 5, committed: { imageId: 77 } });
      expect(await client.ask({ id: 6, identify: {} })).toMatchObject({ identity: { imageId: 77 } });
      expect(await client.ask({ id: 7, getStatus: {} })).toMatchObject({
        status: { imageId: 77, uploadImageId: 0, received: 0 },
      });
      expect(await client.ask({ id: 8, chunk: { offset: 0, data: payload.subarray(0, 8) } })).toEqual(
        refusal(8, 'ERROR_CODE_NO_UPLOAD'),
      );
    });

    it('counts received bytes only up to the first gap, whatever the order and however often', async () => {
      const payload = standInPayload({ inputBytes: 8, slotCount: 1, bytes: 999 });
      await client.ask({ id: 1, begin: { imageId: 5, length: 999, core } });
      const pieces: [from: number, to: number, received: number][] = [
        [300, 700, 0],
        [0, 101, 101],
        [0, 101, 101],
        [50, 301, 301],
        [700, 999, 301],
        [299, 700, 700],
        [200, 333, 700],
        [695, 999, 999],
        [10, 20, 999],
        [999, 999, 999],
      ];
      for (const [offset, to, received] of pieces)
        expect(await client.ask({ id: 9, chunk: { offset, data: payload.subarray(offset, to) } })).toEqual({
          id: 9,
          chunkWritten: { offset, received },
        });
      expect(await client.ask({ id: 3, commit: { imageId: 5, crc: crc32(payload) } })).toMatchObject({
        committed: { imageId: 5 },
      });
      expect(await client.ask({ id: 4, readMemory: { address: 3, length: 996 } })).toEqual({
        id: 4,
        memory: { data: [...payload.subarray(3)] },
      });
    });

    it('finds an upload again with its received bytes, and forgets another one', async () => {
      const begin = { imageId: 9, length: 4096, core };
      await client.ask({ id: 1, begin });
      await client.ask({ id: 2, chunk: { offset: 0, data: randomBytes(1024) } });
      expect(await client.ask({ id: 3, begin })).toEqual({ id: 3, ready: { received: 1024 } });
      expect(await client.ask({ id: 4, begin: { ...begin, length: 4095 } })).toEqual({ id: 4, ready: { received: 0 } });
      expect(await client.ask({ id: 5, begin })).toEqual({ id: 5, ready: { received: 0 } });
      expect(await client.ask({ id: 6, begin: { ...begin, imageId: 10 } })).toEqual({ id: 6, ready: { received: 0 } });
    });

    it('refuses to begin what the board cannot hold or run', async () => {
      expect(await client.ask({ id: 1, begin: { imageId: 1, length: 64, core: 0x00010002 } })).toEqual(
        refusal(1, 'ERROR_CODE_WRONG_CORE', core),
      );
      expect(await client.ask({ id: 2, begin: { imageId: 0, length: 64, core } })).toEqual(
        refusal(2, 'ERROR_CODE_MALFORMED'),
      );
      expect(await client.ask({ id: 3, begin: { imageId: 1, length: memoryBytes + 1, core } })).toEqual(
        refusal(3, 'ERROR_CODE_TOO_LARGE', memoryBytes),
      );
      expect(await client.ask({ id: 4, begin: { imageId: 1, length: memoryBytes, core } })).toEqual({
        id: 4,
        ready: { received: 0 },
      });
    });

    it('refuses pieces and commits without their upload or outside it', async () => {
      expect(await client.ask({ id: 1, chunk: { offset: 0, data: randomBytes(3) } })).toEqual(
        refusal(1, 'ERROR_CODE_NO_UPLOAD'),
      );
      expect(await client.ask({ id: 2, commit: { imageId: 0, crc: 0 } })).toEqual(refusal(2, 'ERROR_CODE_NO_UPLOAD'));
      await client.ask({ id: 3, begin: { imageId: 4, length: 100, core } });
      for (const offset of [98, 101, 0xffffffff])
        expect(await client.ask({ id: 4, chunk: { offset, data: randomBytes(3) } })).toEqual(
          refusal(4, 'ERROR_CODE_BAD_RANGE', 100),
        );
      expect(await client.ask({ id: 5, commit: { imageId: 5, crc: 0 } })).toEqual(refusal(5, 'ERROR_CODE_NO_UPLOAD'));
    });

    it('refuses a commit whose CRC is not that of its memory, and then counts nothing as received', async () => {
      const payload = standInPayload({ inputBytes: 8, slotCount: 1 });
      const wrong = Uint8Array.from(payload);
      wrong[150] = payload[150] ^ 1;
      await client.ask({ id: 1, begin: { imageId: 6, length: payload.length, core } });
      await client.ask({ id: 2, chunk: { offset: 0, data: wrong } });
      expect(await client.ask({ id: 3, commit: { imageId: 6, crc: crc32(payload) } })).toEqual(
        refusal(3, 'ERROR_CODE_CRC_MISMATCH', crc32(wrong)),
      );
      expect(await client.ask({ id: 4, getStatus: {} })).toMatchObject({
        status: { imageId: 0, uploadImageId: 6, received: 0 },
      });
      await client.ask({ id: 5, chunk: { offset: 150, data: payload.subarray(150, 151) } });
      expect(await client.ask({ id: 6, commit: { imageId: 6, crc: crc32(payload) } })).toMatchObject({
        committed: { imageId: 6 },
      });
    });

    it.each([
      ['another magic', { 0: 0x54524553 }, 'ERROR_CODE_BAD_PROGRAM', 0],
      ['another core', { 4: 0x00030108 }, 'ERROR_CODE_WRONG_CORE', core],
      ['a program outside', { 8: memoryBytes }, 'ERROR_CODE_BAD_PROGRAM', 0],
      ['a program between words', { 8: 68 }, 'ERROR_CODE_BAD_PROGRAM', 0],
      ['an empty input', { 16: 0 }, 'ERROR_CODE_BAD_PROGRAM', 0],
      ['an input longer than its slot', { 16: 25 }, 'ERROR_CODE_BAD_PROGRAM', 0],
      ['inputs of three bits a value', { 44: 3 }, 'ERROR_CODE_BAD_PROGRAM', 0],
      ['inputs of 264 bits a value', { 44: 264 }, 'ERROR_CODE_BAD_PROGRAM', 0],
      ['more values than its slot has bytes', { 44: 4 }, 'ERROR_CODE_BAD_PROGRAM', 0],
      ['no slot', { 24: 0 }, 'ERROR_CODE_BAD_PROGRAM', 0],
      ['five slots', { 24: 5 }, 'ERROR_CODE_BAD_PROGRAM', 0],
      ['slots that end outside', { 20: 65_536 }, 'ERROR_CODE_BAD_PROGRAM', 0],
      ['no logits', { 32: 0 }, 'ERROR_CODE_BAD_PROGRAM', 0],
      ['too many logits', { 32: 1025 }, 'ERROR_CODE_BAD_PROGRAM', 0],
      ['logits that end outside', { 28: memoryBytes - 7 }, 'ERROR_CODE_BAD_PROGRAM', 0],
      ['more memory than there is', { 36: memoryBytes + 1 }, 'ERROR_CODE_TOO_LARGE', memoryBytes],
    ] as const)('refuses to commit a header with %s', async (_, fields, code, detail) => {
      const payload = standInPayload({ inputBytes: 20, slotCount: 2, fields });
      expect(await client.flash(payload, 8)).toEqual(refusal(3, code, detail));
      expect(await client.ask({ id: 4, identify: {} })).toMatchObject({ identity: { imageId: 0 } });
    });

    it('refuses to commit a payload that is shorter than a header', async () => {
      expect(await client.flash(standInPayload({ inputBytes: 8, slotCount: 1 }).subarray(0, 63), 8)).toEqual(
        refusal(3, 'ERROR_CODE_BAD_PROGRAM'),
      );
    });

    it('tells the CRC of a range and reads memory, from any address', async () => {
      const bytes = randomBytes(3000);
      await client.ask({ id: 1, begin: { imageId: 1, length: 3000, core } });
      for (let offset = 0; offset < 3000; offset += 1000)
        await client.ask({ id: 2, chunk: { offset, data: bytes.subarray(offset, offset + 1000) } });
      for (const [address, length] of [
        [0, 3000],
        [1, 1],
        [7, 2],
        [8, 8],
        [13, 0],
        [5, 1024],
        [1999, 1001],
      ]) {
        const part = bytes.subarray(address, address + length);
        expect(await client.ask({ id: 3, rangeCrc: { address, length } })).toEqual({
          id: 3,
          rangeCrcValue: { crc: crc32(part) },
        });
        if (length >= 1 && length <= 1024)
          expect(await client.ask({ id: 4, readMemory: { address, length } })).toEqual({
            id: 4,
            memory: { data: [...part] },
          });
      }
      expect(await client.ask({ id: 5, rangeCrc: { address: memoryBytes, length: 0 } })).toEqual({
        id: 5,
        rangeCrcValue: { crc: 0 },
      });
      for (const [address, length] of [
        [memoryBytes, 1],
        [memoryBytes - 4, 5],
        [0xffffffff, 2],
      ]) {
        expect(await client.ask({ id: 6, rangeCrc: { address, length } })).toEqual(
          refusal(6, 'ERROR_CODE_BAD_RANGE', memoryBytes),
        );
        expect(await client.ask({ id: 7, readMemory: { address, length } })).toEqual(
          refusal(7, 'ERROR_CODE_BAD_RANGE', memoryBytes),
        );
      }
      for (const length of [0, 1025])
        expect(await client.ask({ id: 8, readMemory: { address: 0, length } })).toEqual(
          refusal(8, 'ERROR_CODE_BAD_RANGE', memoryBytes),
        );
    });

    it('keeps the memory, but neither image nor upload, over a reset', async () => {
      const payload = standInPayload({ inputBytes: 8, slotCount: 1 });
      await client.flash(payload, 8);
      await client.reset();
      expect(await client.ask({ id: 1, getStatus: {} })).toMatchObject({ status: { imageId: 0, uploadImageId: 0 } });
      expect(await client.ask({ id: 2, rangeCrc: { address: 0, length: payload.length } })).toMatchObject({
        rangeCrcValue: { crc: crc32(payload) },
      });
    });
  },
);

// The link's RTL and a memory that keeps it waiting: requests are held until they are taken, answers come late (./slow_memory_board.v).
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { crc32 } from '../../../device-bridge/framing/crc32.ts';
import { createRandom } from '../../../host/artifact/random.ts';
import { BoardProcess, buildBoardProcess, missingVerilator } from './board-process.ts';
import { core, LinkClient, memoryBytes, standInPayload } from './link-client.ts';

const random = createRandom(66);
const randomBytes = (length: number) => Uint8Array.from({ length }, () => random.integer(256));
const logitsAddress = 4096;

describe.skipIf(missingVerilator)(
  `the link's RTL and a slow memory${missingVerilator ? ` (${missingVerilator})` : ''}`,
  () => {
    let client: LinkClient;
    beforeAll(() => {
      client = new LinkClient(new BoardProcess(buildBoardProcess('slow-memory')));
    });
    beforeEach(() => client.reset());
    afterAll(() => client.board.close());

    it('writes every byte once to its place, and reads the same bytes back', async () => {
      const payload = standInPayload({ inputBytes: 8, slotCount: 1, bytes: 6000 });
      await client.ask({ id: 1, begin: { imageId: 1, length: payload.length, core } });
      for (let offset = 0; offset < payload.length; ) {
        const data = payload.subarray(offset, offset + 1 + random.integer(1024));
        expect(await client.ask({ id: 2, chunk: { offset, data } })).toEqual({
          id: 2,
          chunkWritten: { offset, received: offset + data.length },
        });
        offset += data.length;
      }
      for (let round = 0; round < 20; round++) {
        const address = random.integer(payload.length - 1);
        const length = 1 + random.integer(Math.min(1024, payload.length - address));
        const range = payload.subarray(address, address + length);
        expect(await client.readMemory(address, length)).toEqual([...range]);
        expect(await client.ask({ id: 3, rangeCrc: { address, length } })).toEqual({
          id: 3,
          rangeCrcValue: { crc: crc32(range) },
        });
      }
      expect(await client.ask({ id: 4, commit: { imageId: 1, crc: crc32(payload) } })).toMatchObject({
        id: 4,
        committed: { imageId: 1 },
      });
    });

    it('reads the last word of memory', async () => {
      expect(await client.readMemory(memoryBytes - 8, 8)).toHaveLength(8);
    });

    it('writes inputs while the logits of others are read', async () => {
      const cyclesPerBit = 4;
      const logitsCount = 1024;
      const payload = standInPayload({ inputBytes: 1000, slotCount: 3, logitsCount, bytes: 6000 });
      await client.flash(payload, 1);
      await client.ask({ id: 1, setBaudRate: { cyclesPerBit } });
      await client.board.run(20);
      await client.board.setCyclesPerBit(cyclesPerBit);
      const expected = [...payload.subarray(logitsAddress, logitsAddress + logitsCount)];
      const inputs = Array.from({ length: 30 }, () => randomBytes(1000));
      // In small pieces, so that logits are often read while a piece is written.
      const send = async (id: number) => {
        for (let offset = 0; offset < 1000; offset += 50) {
          const input = inputs[id].subarray(offset, offset + 50);
          await client.send({ id, infer: { offset, more: offset < 950 ? 1 : 0, stopAfter: id, input } });
        }
      };
      for (const id of [0, 1]) await send(id);
      for (const [id, input] of inputs.entries()) {
        if (id + 2 < inputs.length) await send(id + 2);
        expected.splice(0, 8, ...[...input.subarray(0, 8)].map((byte) => byte ^ id));
        expect(await client.receive()).toEqual({
          id,
          prediction: { label: input[0], cycles: expect.any(Number), logits: expected },
        });
      }
      const slots = await Promise.all([0, 1, 2].map((slot) => client.readMemory(8192 + 1000 * slot, 1000)));
      expect(slots).toEqual([27, 28, 29].map((id) => [...inputs[id]]));
      expect(client.badFrames).toBe(0);
    });
  },
);

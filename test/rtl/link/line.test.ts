// The link's RTL at the board's pins: what the board says of itself, and the line: its rate, its fallback, requests without a pause.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { encodeFrame } from '../../../device-bridge/framing/frame.ts';
import { buildId, clockHz, missingVerilator } from './board-process.ts';
import { core, LinkClient, memoryBytes, refusal, standInPayload } from './link-client.ts';

describe.skipIf(missingVerilator)(
  `the link's RTL, a board and its line${missingVerilator ? ` (${missingVerilator})` : ''}`,
  () => {
    let client: LinkClient;
    beforeAll(() => {
      client = new LinkClient();
    });
    beforeEach(() => client.reset());
    afterAll(() => client.board.close());

    it('says what it is', async () => {
      expect(await client.ask({ id: 0xfedcba98, identify: {} })).toEqual({
        id: 0xfedcba98,
        identity: { core, build: buildId, macsPerCycle: 16, memoryBytes, clockHz, imageId: 0 },
      });
    });

    it('counts good and dropped frames', async () => {
      await client.board.write(Uint8Array.of(0, 5, 1, 0, 0, 0, 3, 1, 1, 0));
      expect(await client.ask({ id: 2, getStatus: {} })).toEqual({
        id: 2,
        status: { imageId: 0, uploadImageId: 0, received: 0, goodFrames: 1, badFrames: 2, inferences: 0 },
      });
      expect(await client.ask({ id: 3, getStatus: {} })).toMatchObject({ status: { goodFrames: 2, badFrames: 2 } });
    });

    it('changes its rate once the reply has left, and is back at 115,200 baud after half a second without a good frame', async () => {
      for (const cyclesPerBit of [4, 5, 17]) {
        expect(await client.ask({ id: 1, setBaudRate: { cyclesPerBit } })).toEqual({
          id: 1,
          baudRateSet: { cyclesPerBit },
        });
        await client.board.run(20);
        expect((await client.board.observe()).cyclesPerBit).toBe(cyclesPerBit);
        await client.board.setCyclesPerBit(cyclesPerBit);
        expect(await client.ask({ id: 2, readMemory: { address: 0, length: 1024 } })).toMatchObject({ id: 2 });
      }
      await client.board.run(clockHz / 4);
      await client.ask({ id: 3, identify: {} });
      await client.board.run(clockHz / 2 - 10_000);
      expect((await client.board.observe()).cyclesPerBit).toBe(17);
      await client.board.run(10_000);
      expect((await client.board.observe()).cyclesPerBit).toBe(10);
      await client.board.setCyclesPerBit(10);
      expect(await client.ask({ id: 4, identify: {} })).toMatchObject({ id: 4, identity: { core } });
      expect(client.badFrames).toBe(0);
    });

    it('refuses rates that it cannot hold', async () => {
      for (const cyclesPerBit of [0, 3, 65_536, 0xffffffff])
        expect(await client.ask({ id: 1, setBaudRate: { cyclesPerBit } })).toEqual(
          refusal(1, 'ERROR_CODE_BAD_DIVISOR', 4),
        );
      expect((await client.board.observe()).cyclesPerBit).toBe(10);
    });

    it('answers requests that come without a pause in their order', async () => {
      const ids = [...Array(40).keys()];
      await client.send(
        ...ids.map((id) => (id % 2 ? { id, identify: {} } : { id, readMemory: { address: id, length: 3 * id + 1 } })),
      );
      for (const id of ids) expect(await client.receive()).toMatchObject({ id });
      expect(client.badFrames).toBe(0);
    });
    it('never cuts a byte when it falls back in the middle of a reply', async () => {
      const image = { inputBytes: 8, slotCount: 1, logitsCount: 500, pauseCycles: clockHz / 2 - 5000 };
      await client.flash(standInPayload(image), 1);
      const frame = encodeFrame(client.encode({ id: 3, infer: { input: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) } }));
      await client.board.write(frame);
      const whole = await client.board.runUntilFrame(clockHz);
      await client.ask({ id: 2, setBaudRate: { cyclesPerBit: 17 } });
      await client.board.run(20);
      await client.board.setCyclesPerBit(17);
      await client.board.write(frame);
      const before = [await client.board.run(clockHz / 2 - 5000)];
      while ((await client.board.observe()).cyclesPerBit === 17) before.push(await client.board.run(10));
      const came = Buffer.concat([...before, await client.board.run(170)]);
      const bytesBefore = came.length - 1;
      expect(bytesBefore).toBeGreaterThan(10);
      expect([...came.subarray(0, bytesBefore + 1)]).toEqual([...whole.subarray(0, bytesBefore + 1)]);
    });
  },
);

// The link's RTL is never wedged: after any bytes on the line a valid frame is answered. garbage.long.ts asks the whole board, in numbers.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../host/artifact/random.ts';
import { drawGarbage } from '../../support/garbage-strings.ts';
import { clockHz, missingVerilator } from './board-process.ts';
import { core, LinkClient, type ReplyFields, standInPayload } from './link-client.ts';

const rounds = 200;
const longShare = 0.3;
const cyclesPerBit = 4;

describe.skipIf(missingVerilator)(
  `the link's RTL and garbage${missingVerilator ? ` (${missingVerilator})` : ''}`,
  () => {
    let client: LinkClient;
    beforeAll(() => {
      client = new LinkClient();
    });
    afterAll(() => client.board.close());

    async function changeRate(): Promise<void> {
      await client.ask({ id: 0, setBaudRate: { cyclesPerBit } });
      await client.board.run(20);
      await client.board.setCyclesPerBit(cyclesPerBit);
    }

    async function startWithImage(): Promise<void> {
      await client.reset();
      await client.flash(standInPayload({ inputBytes: 16, slotCount: 2, pauseCycles: 100 }), 2);
      await changeRate();
    }

    /** The board may first have to answer what the strings held. */
    async function askAmongOthers(id: number): Promise<ReplyFields | undefined> {
      await client.send({ id, identify: {} });
      let reply = await client.receive();
      while (reply && reply.id !== id) reply = await client.receive();
      return reply;
    }

    it(`answers a valid frame after each of ${rounds} random byte strings`, {
      timeout: 10_000 + 200 * rounds,
    }, async () => {
      const random = createRandom(2026);
      for (let round = 0; round < rounds; round++) {
        if (round % 50 === 0) await startWithImage();
        await client.board.write(drawGarbage(random, longShare));
        const id = 0xe000_0000 + round;
        let reply = await askAmongOthers(id);
        // A string may hold a command, right to the last bit, that changes the rate: then the board is back within half a second.
        if (!reply && (await client.board.observe()).cyclesPerBit !== cyclesPerBit) {
          await client.board.run(clockHz);
          await client.board.setCyclesPerBit(10);
          reply = await askAmongOthers(id);
          await changeRate();
        }
        expect(reply, `round ${round}`).toMatchObject({ id, identity: { core } });
      }
    });
  },
);

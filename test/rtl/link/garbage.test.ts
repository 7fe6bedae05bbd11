// The link's RTL is never wedged: after any bytes on the line a valid frame is answered. RETORT_GARBAGE_ROUNDS sets how many strings are tried.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeFrame } from '../../../device-bridge/framing/frame.ts';
import { createRandom, type Random } from '../../../host/artifact/random.ts';
import { clockHz, missingVerilator } from './board-process.ts';
import { core, LinkClient, type ReplyFields, type RequestFields, standInPayload } from './link-client.ts';

const rounds = Number(process.env.RETORT_GARBAGE_ROUNDS ?? 200);
const cyclesPerBit = 4;

/** Requests that do something or nearly do. Ranges are short enough that no valid frame finds the ring full. */
function anyRequest(random: Random): RequestFields {
  const bytes = Uint8Array.from({ length: random.integer(1025) }, () => random.integer(256));
  const number = () => random.integer([4, 300, 140_000, 2 ** 32][random.integer(4)]);
  const requests: RequestFields[] = [
    { identify: {} },
    { getStatus: {} },
    { setBaudRate: { cyclesPerBit: random.integer(4) } },
    { begin: { imageId: random.integer(3), length: number(), core: core + (random.integer(8) ? 0 : 1) } },
    { chunk: { offset: number(), data: bytes } },
    { commit: { imageId: random.integer(3), crc: number() } },
    {
      infer: {
        offset: random.integer(3) * 8,
        more: random.integer(2),
        stopAfter: number(),
        input: bytes.subarray(0, 8 * random.integer(4)),
      },
    },
    { rangeCrc: { address: number(), length: random.integer(3000) } },
    { readMemory: { address: number(), length: random.integer(1100) } },
  ];
  return { id: number(), ...requests[random.integer(requests.length)] };
}

function nearlyFrame(client: LinkClient, random: Random): Uint8Array {
  const frame = encodeFrame(client.encode(anyRequest(random)));
  switch (random.integer(5)) {
    case 0:
      return frame.subarray(random.integer(frame.length));
    case 1:
      return frame.subarray(0, random.integer(frame.length));
    case 2:
      for (let flips = 1 + random.integer(3); flips > 0; flips--)
        frame[random.integer(frame.length)] ^= 1 << random.integer(8);
      return frame;
    default:
      return frame;
  }
}

function malformedMessage(client: LinkClient, random: Random): Uint8Array {
  const message = client.encode(anyRequest(random)).slice(0, 1064);
  for (let changes = 1 + random.integer(4); changes > 0 && message.length > 0; changes--)
    message[random.integer(Math.min(message.length, 24))] = random.integer(256);
  return encodeFrame(message.subarray(0, 1 + random.integer(message.length)));
}

function garbage(client: LinkClient, random: Random): Uint8Array {
  const length = random.integer(3001);
  switch (random.integer(4)) {
    case 0:
      return Uint8Array.from({ length }, () => random.integer(256));
    case 1:
      return Uint8Array.from({ length }, () => (random.integer(3) ? 0 : random.integer(6)));
    case 2:
      return Buffer.concat(Array.from({ length: 1 + random.integer(4) }, () => nearlyFrame(client, random)));
    default:
      return Buffer.concat(Array.from({ length: 1 + random.integer(8) }, () => malformedMessage(client, random)));
  }
}

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
        await client.board.write(garbage(client, random));
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

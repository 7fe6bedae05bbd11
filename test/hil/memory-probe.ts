// What the board's memory holds, asked in pieces that begin and end anywhere: each read equals what was sent, each CRC is that of the piece.
import { crc32 } from '../../device-bridge/framing/crc32.ts';
import { type BoardUnderTest, expect } from '../../host/api/hil.ts';
import { createRandom } from '../../host/artifact/random.ts';
import { withClass } from '../../host/hil/failure-class.ts';
import { createEchoImage } from '../support/echo-image.ts';

const payloadBytes = 4096;
const pieces = 16;

/** Puts another image onto the board. */
export async function expectMemoryToBeReadable({ board }: BoardUnderTest): Promise<void> {
  const image = createEchoImage(payloadBytes, { seed: 7, core: board.identity.core });
  const { payload } = image;
  await board.flash(image, { force: true });
  const random = createRandom(1);
  for (let piece = 0; piece < pieces; piece++) {
    const address = random.integer(payloadBytes);
    const length = 1 + random.integer(Math.min(payloadBytes - address, 600));
    const sent = payload.subarray(address, address + length);
    const where = `${length} bytes at ${address}`;
    expect(await board.readMemory(address, length), withClass('flash', where)).toEqual(sent);
    expect(await board.rangeCrc(address, length), withClass('flash', `the CRC of ${where}`)).toBe(crc32(sent));
  }
}

// Images with bits of their program flipped that pass every check of the host, run on the RTL one after another, on one board.
import { expect } from 'vitest';
import { createFramedLink } from '../../device-bridge/link/framed-link.ts';
import { openBoard } from '../../device-bridge/session/board.ts';
import { BoardError } from '../../device-bridge/session/errors.ts';
import { openLockstepPort } from '../../firmware-artifacts/virtual-board/lockstep-port.ts';
import { createRandom } from '../../host/artifact/random.ts';
import { CorruptImageError } from '../../host/image/image-errors.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { readStudentImage } from '../../host/image/read.ts';
import type { StudentImage } from '../../host/image/student-image.ts';
import { createEchoImage } from '../support/echo-image.ts';
import { makePackOptions } from '../support/labelled-network.ts';
import { setHeaderWord, tamperImage } from '../support/tampered-images.ts';

/** Of the images, so that none keeps the simulation busy for long. */
const cycleLimit = 200_000;
const programAddress = 64;

function* flippedImages(count: number, seed: number): Generator<StudentImage> {
  const packed = packStudentImage(makePackOptions());
  const programEnd = readStudentImage(packed, 'packed').segments[2].address;
  const random = createRandom(seed);
  for (let accepted = 0; accepted < count; ) {
    const file = tamperImage(packed, (message) => {
      message.cycleLimit = cycleLimit;
      setHeaderWord(message, 10, cycleLimit);
      for (let flips = 1 + random.integer(3); flips > 0; flips--)
        message.payload[programAddress + random.integer(programEnd - programAddress)] ^= 1 << random.integer(8);
    });
    try {
      yield readStudentImage(file, 'flipped');
      accepted += 1;
    } catch (error) {
      if (!(error instanceof CorruptImageError)) throw error;
    }
  }
}

/** Each is answered with a prediction or a refusal, and the board takes another image afterwards; returns how many were answered by each. */
export async function runFlippedImages(count: number, seed: number) {
  const board = await openBoard(createFramedLink(openLockstepPort()));
  const echo = createEchoImage(1024);
  const input = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const outcomes = { predicted: 0, refused: 0 };
  for (const { payload, imageId, core, memory } of flippedImages(count, seed)) {
    await board.flash({ payload, imageId, core, memoryBytes: memory.bytesNeeded });
    try {
      const { cycles } = await board.runLayers(new Uint8Array(memory.inputBytes).fill(imageId), 0);
      expect(cycles).toBeLessThanOrEqual(cycleLimit);
      outcomes.predicted += 1;
    } catch (error) {
      if (!(error instanceof BoardError)) throw error;
      outcomes.refused += 1;
    }
    expect((await board.status()).imageId).toBe(imageId);
    await board.flash(echo);
    expect([...(await board.runLayers(input, 0)).logits]).toEqual([...input]);
  }
  expect(board.health).toMatchObject({ requestsRepeated: 0, recoveries: 0 });
  await board.close();
  return outcomes;
}

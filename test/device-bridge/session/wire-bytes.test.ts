import { describe, expect, it } from 'vitest';
import { createFramedLink } from '../../../device-bridge/link/framed-link.ts';
import { type Board, openBoard } from '../../../device-bridge/session/board.ts';
import { inputWireBytes, predictionWireBytes, uploadWireBytes } from '../../../device-bridge/session/wire-bytes.ts';
import { type LockstepPort, openLockstepPort } from '../../../firmware-artifacts/virtual-board/lockstep-port.ts';
import { up5k } from '../../../host/image/core-description.ts';
import { encodeInput } from '../../../host/image/encode-input.ts';
import { packStudentImage } from '../../../host/image/pack.ts';
import { readStudentImage } from '../../../host/image/read.ts';
import type { StudentImage } from '../../../host/image/student-image.ts';
import type { QuantizedNetwork } from '../../../host/quantize/quantized-network.ts';
import { makePackOptions } from '../../support/labelled-network.ts';
import { makeRandomInputs, makeRandomNetwork } from '../../support/random-networks.ts';

/** COBS needs a byte less for each 254 without a zero between them. */
const spared = (bytes: number) => Math.floor(bytes / 254);

/** In lockstep: on a busy computer a board in a thread would be asked again, and see more. */
async function withBoard(
  network: QuantizedNetwork,
  work: (board: Board, image: StudentImage, port: LockstepPort) => Promise<void>,
) {
  const image = readStudentImage(packStudentImage({ ...makePackOptions(network), labels: [], core: up5k }), 'test');
  const port = openLockstepPort();
  const board = await openBoard(createFramedLink(port));
  try {
    await work(board, image, port);
  } finally {
    await board.close();
  }
}

describe('bytes on the line', () => {
  it('of an input and its prediction are as the specification writes them', () => {
    expect(inputWireBytes(8)).toBe(2 + 1 + 5 + 2 + 2 + 8 + 4);
    expect(predictionWireBytes(8)).toBe(2 + 1 + 21 + 8 + 4);
  });

  it('of inputs are cut into pieces of 1,024', () => {
    expect(inputWireBytes(1024) - inputWireBytes(1023)).toBe(1);
    expect(inputWireBytes(1025) - inputWireBytes(1024)).toBeGreaterThan(20);
    const [first, last] = [inputWireBytes(1025) - inputWireBytes(1) - 5, inputWireBytes(1024)];
    expect(inputWireBytes(2048)).toBe(first + last + 5);
  });

  it('are those that a board sees and sends', async () => {
    const network = makeRandomNetwork(7);
    const [, , values] = makeRandomInputs(network, 3, 1);
    await withBoard(network, async (board, image, port) => {
      const seen = () => port.adapter.board.frames().reduce((sum, { bytes }) => sum + bytes + 2, 0);
      const before = seen();
      await board.flash(image, { force: true });
      const uploaded = seen() - before;
      const planned = uploadWireBytes(image.payload.length);
      expect(uploaded).toBeLessThanOrEqual(planned);
      expect(uploaded).toBeGreaterThanOrEqual(planned - spared(planned) - 4);

      const sent = board.health.frames!.bytes;
      const received = seen();
      await board.runLayers(encodeInput(image, values), 0);
      const [input, output] = [inputWireBytes(image.memory.inputBytes), predictionWireBytes(image.memory.logitsCount)];
      // A probe goes before it, and is answered alike.
      const [inputs, outputs] = [seen() - received, board.health.frames!.bytes - sent];
      expect(inputs).toBeLessThanOrEqual(2 * input);
      expect(inputs).toBeGreaterThanOrEqual(2 * (input - spared(input) - 4));
      expect(outputs).toBeLessThanOrEqual(2 * output);
      expect(outputs).toBeGreaterThanOrEqual(2 * (output - spared(output) - 4));
    });
  });
});

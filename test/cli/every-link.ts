// A run folder's MNIST student over each kind of link to a virtual board.
import { expect } from 'vitest';
import { serveVirtualBoard } from '../../firmware-artifacts/virtual-board/pseudo-terminal.ts';
import { startMosquitto } from '../support/mosquitto.ts';
import { startVirtualBridge } from '../support/virtual-bridge.ts';
import { predictionsOf } from './predictions-of.ts';

/** Labels, cycles and logits of the first `count` samples: over a serial port, a bridge with a broker of its own, and one at a Mosquitto. */
export async function expectSameOverEveryLink(run: string, count: number): Promise<void> {
  const served = await serveVirtualBoard();
  const overSerial = await predictionsOf(run, 'mnist', `serial:${served.path}?baud=3000000`, count);
  await served.close();
  const embedded = await startVirtualBridge();
  const overEmbedded = await predictionsOf(run, 'mnist', embedded.boardUrl, count);
  await embedded.close();
  const broker = await startMosquitto();
  const bridge = await startVirtualBridge({ broker: broker.url });
  const overMosquitto = await predictionsOf(run, 'mnist', bridge.boardUrl, count);
  await bridge.close();
  await broker.close();
  expect(overSerial).toHaveLength(count * (4 + 4 + 10));
  expect(overEmbedded.equals(overSerial)).toBe(true);
  expect(overMosquitto.equals(overSerial)).toBe(true);
}

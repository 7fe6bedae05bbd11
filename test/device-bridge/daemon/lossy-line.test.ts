// A bridge whose board is on a bad line: what the bridge asks again is no loss to its clients.
import { expect, it } from 'vitest';
import { openMqttLink } from '../../../device-bridge/link/mqtt-link.ts';
import { openBoard } from '../../../device-bridge/session/board.ts';
import { openVirtualBoardPort } from '../../../firmware-artifacts/virtual-board/in-process-port.ts';
import { createEchoImage } from '../../support/echo-image.ts';
import { startVirtualBridge } from '../../support/virtual-bridge.ts';

it.each([1, 2, 3])('answers for each sample once where its line loses some, seed %i', async (seed) => {
  const openPort = () => openVirtualBoardPort({ corruptFrameRate: 0.03, seed });
  const bridge = await startVirtualBridge({ openPort });
  const board = await openBoard(await openMqttLink(bridge.address));
  await board.flash(createEchoImage(3000));
  const samples = Array.from({ length: 400 }, (_, i) => ({
    sampleId: i,
    input: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, i % 100),
  }));
  const seen = new Set<number>();
  for await (const { sampleId } of board.infer(samples, { inFlight: 8 })) {
    expect(seen.has(sampleId)).toBe(false);
    seen.add(sampleId);
  }
  expect(seen.size).toBe(samples.length);
  await board.close();
  await bridge.close();
});

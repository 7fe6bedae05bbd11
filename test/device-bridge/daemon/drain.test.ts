// A bridge that is told to end does so within its time, whatever its board does.
import { expect, it } from 'vitest';
import { startBridge } from '../../../device-bridge/daemon/bridge.ts';
import { decodeRequest } from '../../../device-bridge/framing/message.ts';
import type { Link } from '../../../device-bridge/link/link.ts';
import { openMqttLink } from '../../../device-bridge/link/mqtt-link.ts';
import { openBoard } from '../../../device-bridge/session/board.ts';
import { createInstantLink } from '../../bench/instant-link.ts';
import { createEchoImage } from '../../support/echo-image.ts';
import { startOpenBroker } from '../../support/open-broker.ts';

it.each([
  ['answers no inference', ({ kind }: { readonly kind: string }) => kind !== 'infer'],
  ['answers nothing any more', () => false],
])('ends although its board %s', async (_, answers) => {
  const broker = await startOpenBroker();
  let hangs = false;
  const instant = createInstantLink();
  const link: Link = {
    ...instant,
    async send(message) {
      if (!hangs || answers(decodeRequest(message))) await instant.send(message);
    },
  };
  const address = { broker: broker.url, group: 'test', bridge: 'hung', board: 'b1' };
  const boards = [{ name: 'b1', url: 'instant:b1', open: () => openBoard(link) }];
  const bridge = await startBridge({ ...address, boards, drainMs: 500 });
  const board = await openBoard(await openMqttLink(address));
  await board.flash(createEchoImage(3000));
  hangs = true;
  const asked = board.runLayers(new Uint8Array(8), 0).then(
    () => 'answered',
    () => 'not answered',
  );
  await new Promise((resolve) => setTimeout(resolve, 200));
  const began = performance.now();
  await bridge.close();
  expect(performance.now() - began).toBeLessThan(500 + 5000);
  await board.close();
  expect(await asked).toBe('not answered');
  await broker.close();
});

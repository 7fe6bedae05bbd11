// A dead bridge's retained state: a client and a watcher call it stale, with its age.
import mqtt from 'mqtt';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMqttLink } from '../../../device-bridge/link/mqtt-link.ts';
import type { WatchEvent } from '../../../device-bridge/monitor/observation.ts';
import { openPredictionStream } from '../../../device-bridge/monitor/prediction-stream.ts';
import { bridgeState } from '../../../device-bridge/mqtt/messages.ts';
import { topicsOf } from '../../../device-bridge/mqtt/names.ts';
import { makeKeyPair } from '../../../device-bridge/mqtt/seal.ts';
import { openBoard } from '../../../device-bridge/session/board.ts';
import { type OpenBroker, startOpenBroker } from '../../support/open-broker.ts';

let broker: OpenBroker;
const address = () => ({ broker: broker.url, group: 'test', bridge: 'dead', board: 'b1' });

beforeAll(async () => {
  broker = await startOpenBroker();
  const client = await mqtt.connectAsync(broker.url);
  const saidMs = Date.now() - 3 * 3600_000;
  const { publicKey } = makeKeyPair();
  const state = bridgeState.encode({ online: true, instance: 'dead', boards: ['b1'], publicKey, saidMs });
  await client.publishAsync(topicsOf(address()).state, state, { retain: true, qos: 1 });
  await client.endAsync();
});
afterAll(() => broker.close());

it('is called stale by a client and by a watcher', async () => {
  const source = await openPredictionStream(address());
  const events: WatchEvent[] = [];
  source.start(
    (event) => events.push(event),
    () => {},
  );
  const link = await openMqttLink(address());
  await expect(openBoard(link, { timing: { silentMs: 8000 } })).rejects.toMatchObject({
    code: 'BRIDGE_OFFLINE',
    message: expect.stringContaining('its state there is stale: it was last heard from 3 h ago by its own clock'),
  });
  await expect
    .poll(() => events.at(-1), { timeout: 5000 })
    .toMatchObject({ kind: 'bridge', online: false, staleSeconds: expect.closeTo(3 * 3600, -2) });
  await source.close();
});

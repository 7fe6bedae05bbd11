// Who may do what at the bridge's own broker, and that docs/mosquitto/acl gives the same rights.
import { readFileSync, statSync } from 'node:fs';
import mqtt from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bridge, startBridge } from '../../../device-bridge/daemon/bridge.ts';
import { type EmbeddedBroker, startEmbeddedBroker } from '../../../device-bridge/daemon/embedded-broker.ts';
import { openMqttLink } from '../../../device-bridge/link/mqtt-link.ts';
import { openPredictionStream } from '../../../device-bridge/monitor/prediction-stream.ts';
import { readCredentials } from '../../../device-bridge/mqtt/credentials.ts';
import { bridgeClaim } from '../../../device-bridge/mqtt/messages.ts';
import { topicsOf } from '../../../device-bridge/mqtt/names.ts';
import { type Role, rightsOf, roles } from '../../../device-bridge/mqtt/rights.ts';
import { openBoard } from '../../../device-bridge/session/board.ts';
import { createInstantLink } from '../../bench/instant-link.ts';
import { createEchoImage } from '../../support/echo-image.ts';

let broker: EmbeddedBroker;
let bridge: Bridge;
let address: { broker: string; group: string; bridge: string; board: string };
const image = createEchoImage(3000);

beforeAll(async () => {
  broker = await startEmbeddedBroker(0);
  address = { broker: broker.url, group: 'test', bridge: 'guarded', board: 'b1' };
  const open = () => openBoard(createInstantLink());
  bridge = await startBridge({ ...address, boards: [{ name: 'b1', url: 'instant:b1', open }] });
});
afterAll(async () => {
  await bridge.close();
  await broker.close();
});

const as = (role: Role) => ({ ...address, broker: `${broker.url}?credentials=${broker.credentialsFiles[role]}` });
const connect = async (role: Role) => openBoard(await openMqttLink(as(role)));
const input = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

describe('the broker of a bridge', () => {
  it('leaves a password for each role, which only its user can read, and takes it away at the end', async () => {
    const other = await startEmbeddedBroker(0);
    const passwords = roles.map((role) => readCredentials(other.credentialsFiles[role]).password);
    expect(new Set([...passwords, readCredentials(broker.credentialsFiles.flash).password]).size).toBe(5);
    for (const role of roles) expect(statSync(other.credentialsFiles[role]).mode & 0o777).toBe(0o600);
    await other.close();
    for (const role of roles) expect(() => statSync(other.credentialsFiles[role])).toThrow('ENOENT');
  });

  it('lets nobody in without a password', async () => {
    const anonymous = mqtt.connectAsync(broker.url, { reconnectPeriod: 0 });
    await expect(anonymous).rejects.toMatchObject({ code: 4 });
  });

  it('lets flash flash and infer, and infer only infer', async () => {
    const flasher = await openBoard(await openMqttLink(address));
    await flasher.flash(image);
    await flasher.close();
    const inferrer = await connect('infer');
    expect((await inferrer.runLayers(input, 0)).label).toBe(0);
    await expect(inferrer.flash(createEchoImage(4000, { seed: 2 }))).rejects.toMatchObject({
      code: 'BROKER_NOT_AUTHORIZED',
      right: 'write',
      topic: expect.stringMatching(/^retort\/v1\/test\/guarded\/b1\/flash\/retort-/),
      message: expect.stringContaining('does not let this user write'),
    });
    await inferrer.close();
  });

  it('lets look watch, and nothing more', async () => {
    const source = await openPredictionStream(as('look'));
    const kinds: string[] = [];
    source.start(
      ({ kind }) => kinds.push(kind),
      () => {},
    );
    await expect.poll(() => kinds).toEqual(expect.arrayContaining(['bridge', 'board']));
    await source.close();
    await expect(connect('look')).rejects.toMatchObject({
      code: 'BROKER_NOT_AUTHORIZED',
      right: 'read',
      topic: expect.stringMatching(/^retort\/v1\/test\/guarded\/b1\/reply\//),
    });
  });

  it.each(['look', 'infer', 'flash'] as const)('carries no claim or state of %s', async (role) => {
    const client = await mqtt.connectAsync(broker.url, readCredentials(broker.credentialsFiles[role]));
    const watcher = await mqtt.connectAsync(broker.url, readCredentials(broker.credentialsFiles.bridge));
    const seen: Buffer[] = [];
    watcher.on('message', (_, payload) => seen.push(payload));
    const { claim, state, predictions, reply } = topicsOf(address);
    await watcher.subscribeAsync([claim, predictions('b1'), reply('b1', 'somebody')]);
    const forged = bridgeClaim.encode({ instance: 'forged' });
    for (const topic of [claim, state, predictions('b1'), reply('b1', 'somebody')])
      await client.publishAsync(topic, forged, { qos: 1 });
    await watcher.publishAsync(claim, Buffer.from('last'), { qos: 1 });
    await expect.poll(() => seen.map(String)).toContain('last');
    expect(seen.map(String)).toEqual(['last']);
    await client.endAsync();
    await watcher.endAsync();
  });
});

describe('docs/mosquitto/acl', () => {
  it('gives each role what the table gives it', () => {
    const text = readFileSync(new URL('../../../docs/mosquitto/acl', import.meta.url), 'utf8');
    const given: Record<string, { read: string[]; write: string[] }> = {};
    let user = '';
    for (const line of text.split('\n')) {
      const [, word, right, topic] = /^(?:(user) (?=\S)|topic (read|write|readwrite) )(\S+)$/.exec(line) ?? [];
      if (word === 'user') {
        user = topic;
        given[user] = { read: [], write: [] };
      }
      if (right?.startsWith('read')) given[user].read.push(topic);
      if (right?.endsWith('write')) given[user].write.push(topic);
    }
    expect(given).toEqual(rightsOf);
  });
});

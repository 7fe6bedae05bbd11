// A client and a bridge before brokers that are absent, strict or not theirs, and the bridge's own one.
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBridge } from '../../../device-bridge/daemon/bridge.ts';
import { type EmbeddedBroker, startEmbeddedBroker } from '../../../device-bridge/daemon/embedded-broker.ts';
import { openMqttLink } from '../../../device-bridge/link/mqtt-link.ts';
import { readCredentials } from '../../../device-bridge/mqtt/credentials.ts';
import { topicsOf } from '../../../device-bridge/mqtt/names.ts';
import { openBoard } from '../../../device-bridge/session/board.ts';
import { createInstantLink } from '../../bench/instant-link.ts';
import { createEchoImage } from '../../support/echo-image.ts';
import { findFreePort } from '../../support/mosquitto.ts';
import { startVirtualBridge, type VirtualBridge } from '../../support/virtual-bridge.ts';

let bridge: VirtualBridge;
beforeAll(async () => {
  bridge = await startVirtualBridge();
});
afterAll(() => bridge.close());

/** At a free port of this computer, which it resolves with. */
function listen(server: Server): Promise<number> {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
  );
}

/** A broker that lets in one user. */
async function startGuardedBroker(user: string, password: string) {
  const refusal = Object.assign(new Error('bad user name or password'), { returnCode: 4 });
  const aedes = await Aedes.createBroker({
    authenticate: (_, givenUser, givenPassword, done) =>
      givenUser === user && givenPassword?.toString() === password ? done(null, true) : done(refusal, null),
  });
  const server = createServer(aedes.handle);
  return {
    port: await listen(server),
    async close() {
      await new Promise<void>((resolve) => aedes.close(resolve));
      server.close();
    },
  };
}

/** A client that subscribes to `topic` and then reads nothing more, as one that was stopped with Ctrl-Z. */
async function subscribeWithoutReading({ url, credentialsFiles }: EmbeddedBroker, topic: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const { username, password } = readCredentials(credentialsFiles.look);
  const field = (text: string) => Buffer.from([0, text.length, ...Buffer.from(text)]);
  const clean = Buffer.from('00044d51545404c200000000', 'hex'); // with user and password, no keep-alive, no name
  const body = Buffer.concat([clean, field(username), field(password)]);
  const connectPacket = Buffer.concat([Buffer.from([0x10, body.length]), body]);
  const subscription = Buffer.from([0x82, topic.length + 5, 0, 1, 0, topic.length, ...Buffer.from(topic), 0]);
  socket.write(Buffer.concat([connectPacket, subscription]));
  let acknowledged = 0; // CONNACK is 4 bytes, SUBACK 5
  while (acknowledged < 9) acknowledged += ((await once(socket, 'data')) as [Buffer])[0].length;
  return socket.pause();
}

describe('a broker', () => {
  it('that nobody runs is unreachable', async () => {
    const broker = `mqtt://127.0.0.1:${await findFreePort()}`;
    await expect(openMqttLink({ ...bridge.address, broker })).rejects.toMatchObject({ code: 'BROKER_UNREACHABLE' });
    const started = startBridge({ ...bridge.address, broker, boards: [] });
    await expect(started).rejects.toMatchObject({ code: 'BROKER_UNREACHABLE' });
  });

  it('that does not speak MQTT is unreachable', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const broker = `mqtt://127.0.0.1:${await listen(server)}`;
    await expect(openMqttLink({ ...bridge.address, broker })).rejects.toMatchObject({ code: 'BROKER_UNREACHABLE' });
    server.close();
  });

  it('takes a password with signs of all kinds, and refuses a wrong one without telling it', async () => {
    const [user, right] = ['lab', 'p@ss:w/rd #1'];
    const server = await startGuardedBroker(user, right);
    const withPassword = (password: string) =>
      openMqttLink({ ...bridge.address, broker: `mqtt://${user}:${password}@127.0.0.1:${server.port}` });
    // Nothing but the bridge is missing where the password is right.
    await expect(withPassword(encodeURIComponent(right))).rejects.toMatchObject({ code: 'BRIDGE_OFFLINE' });
    const refused = withPassword('wrong');
    await expect(refused).rejects.toMatchObject({ code: 'BROKER_REFUSED', returnCode: 4 });
    await expect(refused).rejects.not.toThrow('wrong');
    await expect(withPassword('100%')).rejects.toMatchObject({
      code: 'BROKER_CREDENTIALS_MALFORMED',
      message: expect.stringMatching(/^user and password before mqtt:.* write % as %25/),
    });
    await server.close();
  });

  it('of the bridge’s own says that its port is taken', async () => {
    const port = Number(new URL(bridge.address.broker).port);
    await expect(startEmbeddedBroker(port)).rejects.toMatchObject({ code: 'BROKER_PORT_TAKEN', port });
  });

  it('of the bridge’s own lets nobody wait for a watcher that does not read', async () => {
    const embedded = await startEmbeddedBroker(0);
    const { url } = embedded;
    const address = { broker: url, group: 'test', bridge: 'busy' };
    const open = () => openBoard(createInstantLink());
    const busy = await startBridge({ ...address, boards: [{ name: 'b1', url: 'instant:b1', open }] });
    const watcher = await subscribeWithoutReading(embedded, topicsOf(address).predictions('b1'));
    const board = await openBoard(await openMqttLink({ ...address, board: 'b1' }));
    await board.flash(createEchoImage(3000));
    const samples = Array.from({ length: 30_000 }, (_, sampleId) => ({ sampleId, input: new Uint8Array(1000) }));
    let predictions = 0;
    for await (const _ of board.infer(samples, { inFlight: 64 })) predictions += 1;
    expect(predictions).toBe(samples.length);
    expect(watcher.destroyed).toBe(false);
    watcher.destroy();
    await board.close();
    await busy.close();
    await embedded.close();
  });

  it('without the bridge leads to an error that names the bridge', async () => {
    const nowhere = openMqttLink({ ...bridge.address, bridge: 'nowhere' });
    await expect(nowhere).rejects.toMatchObject({ code: 'BRIDGE_OFFLINE', bridge: 'nowhere' });
  });
});

// The shipped set-up for Mosquitto with TLS and rights, from the command line; and what a client and a bridge say where a broker refuses them
// for their size, rights or certificate. Needs Debian's packages mosquitto and openssl.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BridgeEvent, startBridge } from '../../../device-bridge/daemon/bridge.ts';
import { openMqttLink } from '../../../device-bridge/link/mqtt-link.ts';
import { readCredentials } from '../../../device-bridge/mqtt/credentials.ts';
import { bridgeState } from '../../../device-bridge/mqtt/messages.ts';
import { topicsOf } from '../../../device-bridge/mqtt/names.ts';
import { openBoard } from '../../../device-bridge/session/board.ts';
import { createInstantLink } from '../../bench/instant-link.ts';
import { runRetort, startRetort } from '../../cli/run-retort.ts';
import { makeSmallRun, type SmallRun } from '../../cli/small-run.ts';
import { createEchoImage } from '../../support/echo-image.ts';
import {
  type GuardedMosquitto,
  type Mosquitto,
  startGuardedMosquitto,
  startMosquitto,
} from '../../support/mosquitto.ts';

const boards = [{ name: 'b1', url: 'instant:b1', open: () => openBoard(createInstantLink()) }];

describe('docs/mosquitto', () => {
  let broker: GuardedMosquitto;
  let folder: string;
  let run: SmallRun;
  let bridge: ReturnType<typeof startRetort>;
  const env = () => ({ NODE_EXTRA_CA_CERTS: broker.caFile });
  const boardAs = (role: 'look' | 'infer' | 'flash') =>
    `${broker.tlsUrl}/retort/bench/up5k?credentials=${broker.credentials[role]}`;

  beforeAll(async () => {
    broker = await startGuardedMosquitto();
    folder = await mkdtemp(join(tmpdir(), 'retort-rights-'));
    run = await makeSmallRun(folder);
    const options = ['--broker', `${broker.tlsUrl}?credentials=${broker.credentials.bridge}`, '--name', 'bench'];
    bridge = startRetort(['bridge', '--board', 'virtual:up5k', ...options, '--json'], { cwd: folder, env: env() });
    await once(bridge.child.stdout, 'data');
  });
  afterAll(async () => {
    bridge.child.kill('SIGTERM');
    expect((await bridge.finished).exitCode).toBe(0);
    await broker.close();
    await rm(folder, { recursive: true });
  });

  const retort = (...line: string[]) => runRetort([...line, '--json'], { cwd: folder, env: env() });

  it('carries a bridge and its clients over TLS, each with the rights of its role', async () => {
    const flashed = await retort('flash', '--out', run.out, '--on', boardAs('flash'));
    expect(flashed.json()).toMatchObject({ skipped: false });
    const validated = await retort('validate', '--data', run.csv, '--out', run.out, '--on', boardAs('infer'));
    expect(validated.json()).toMatchObject({ different: 0 });
    const refused = await retort('flash', '--force', '--out', run.out, '--on', boardAs('infer'));
    expect(refused.json().error).toMatchObject({ code: 'BROKER_NOT_AUTHORIZED', right: 'write' });
    expect(refused.exitCode).toBe(6);
    const watched = await retort('monitor', boardAs('look'), '--out', run.out, '--for', '1');
    expect(watched.json()).toMatchObject({ bridgeOnline: true, ended: true });
    const looked = await retort('flash', '--out', run.out, '--on', boardAs('look'));
    expect(looked.json().error?.code).toBe('BROKER_NOT_AUTHORIZED');
  });

  it('lets nobody in without a password or with a wrong one', async () => {
    const bare = await retort('flash', '--out', run.out, '--on', `${broker.tlsUrl}/retort/bench/up5k`);
    expect(bare.json().error).toMatchObject({ code: 'BROKER_REFUSED', returnCode: 5 });
  });

  it('has a certificate that nobody trusts unless told to', async () => {
    const distrusted = await runRetort(['flash', '--out', run.out, '--on', boardAs('flash'), '--json'], {
      cwd: folder,
    });
    expect(distrusted.json().error).toMatchObject({ code: 'BROKER_CERTIFICATE', broker: broker.tlsUrl });
    const otherName = boardAs('flash').replace('localhost', '127.0.0.1');
    const wrongName = await retort('flash', '--out', run.out, '--on', otherName);
    expect(wrongName.json().error).toMatchObject({
      code: 'BROKER_CERTIFICATE',
      reason: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  it('carries no state and no claim of a client', async () => {
    const as = (role: 'look' | 'flash' | 'bridge') => readCredentials(broker.credentials[role]);
    const { claim, state } = topicsOf({ group: 'retort', bridge: 'bench' });
    const seen: string[] = [];
    const watcher = await mqtt.connectAsync(broker.url, as('bridge'));
    watcher.on('message', (_, payload) => seen.push(bridgeState.decode(payload)?.instance ?? ''));
    await watcher.subscribeAsync([claim, state]);
    for (const role of ['look', 'flash'] as const) {
      const client = await mqtt.connectAsync(broker.url, as(role));
      for (const topic of [claim, state])
        await client.publishAsync(topic, bridgeState.encode({ instance: 'forged' }), { qos: 1 });
      await client.endAsync();
    }
    await watcher.publishAsync(claim, bridgeState.encode({ instance: 'last' }), { qos: 1 });
    await expect.poll(() => seen).toContain('last');
    expect(seen).not.toContain('forged');
    await watcher.endAsync();
  });

  it('has a bridge without its rights report that it does not hear itself, and continue', async () => {
    const events: BridgeEvent[] = [];
    const address = {
      broker: `${broker.url}?credentials=${broker.credentials.flash}`,
      group: 'retort',
      bridge: 'deaf',
    };
    const deaf = await startBridge({ ...address, boards, onEvent: (event) => events.push(event) });
    await expect.poll(() => events, { timeout: 15_000 }).toContainEqual({ kind: 'heard', heard: false });
    await deaf.close();
  });
});

describe.each(['max_packet_size 1000', 'message_size_limit 1000'])('a broker with %s', (limit) => {
  let broker: Mosquitto;
  beforeAll(async () => (broker = await startMosquitto()));
  afterAll(() => broker.close());

  it('is too small for a bridge, and for a client’s batch of one chunk', async () => {
    const address = { broker: broker.url, group: 'test', bridge: 'bench', board: 'b1' };
    const bridge = await startBridge({ ...address, boards });
    const board = await openBoard(await openMqttLink(address));
    await broker.configure(limit);
    await broker.kill();
    await broker.start();
    const refused = { code: 'BROKER_MESSAGE_TOO_LARGE', message: expect.stringContaining('message_size_limit') };
    await expect(board.flash(createEchoImage(100_000))).rejects.toMatchObject(refused);
    await board.close();
    await bridge.close();
    await expect(startBridge({ ...address, bridge: 'other', boards })).rejects.toMatchObject({
      ...refused,
      bytes: 65_536,
    });
  });
});

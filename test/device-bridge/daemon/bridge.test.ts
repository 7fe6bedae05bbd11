// What a bridge does with what it should not get, and with two that want the same.

import { randomBytes } from 'node:crypto';
import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBridge } from '../../../device-bridge/daemon/bridge.ts';
import { decodeRequest } from '../../../device-bridge/framing/message.ts';
import type { Link } from '../../../device-bridge/link/link.ts';
import { openMqttLink } from '../../../device-bridge/link/mqtt-link.ts';
import { errorOfRefusal } from '../../../device-bridge/mqtt/errors.ts';
import {
  boardState,
  bridgeState,
  maxBatchBytes,
  RefusalCode,
  replyBatch,
} from '../../../device-bridge/mqtt/messages.ts';
import { topicsOf } from '../../../device-bridge/mqtt/names.ts';
import { type Board, openBoard } from '../../../device-bridge/session/board.ts';
import type { FlashEvent } from '../../../device-bridge/session/flash.ts';
import { grouped } from '../../../proto/numbers.ts';
import { createInstantLink } from '../../bench/instant-link.ts';
import { createSpeaker } from '../../support/bridge-speaker.ts';
import { createEchoImage } from '../../support/echo-image.ts';
import { startVirtualBridge, type VirtualBridge } from '../../support/virtual-bridge.ts';

let bridge: VirtualBridge;
let raw: MqttClient;
const image = createEchoImage(3000);

beforeAll(async () => {
  bridge = await startVirtualBridge();
  raw = await mqtt.connectAsync(bridge.address.broker, { clientId: 'raw' });
});
afterAll(async () => {
  await raw.endAsync();
  await bridge.close();
});

const connect = async (given: { readonly clientId?: string; readonly board?: string } = {}) =>
  openBoard(await openMqttLink({ ...bridge.address, ...given }));

async function withBoard<T>(work: (board: Board) => Promise<T>): Promise<T> {
  const board = await connect();
  try {
    return await work(board);
  } finally {
    await board.close();
  }
}

const echo = (board: Board) => board.runLayers(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), 0);

/** What a newcomer is told at once. */
async function retainedAt(topic: string): Promise<Buffer> {
  const reader = await mqtt.connectAsync(bridge.address.broker);
  const seen = new Promise<Buffer>((resolve) => reader.once('message', (_, payload) => resolve(payload)));
  await reader.subscribeAsync(topic);
  const payload = await seen;
  await reader.endAsync();
  return payload;
}

/** The first refusal that comes to `client` for what is published to its request topic. */
async function refusalOf(payload: Buffer): Promise<string> {
  const topics = topicsOf(bridge.address);
  const [board, client] = ['up5k', 'raw'];
  const reply = new Promise<string>((resolve) => {
    raw.on('message', function onMessage(topic, bytes) {
      const refusal = topic === topics.reply(board, client) ? replyBatch.decode(bytes)?.refusal : undefined;
      if (!refusal) return;
      raw.off('message', onMessage);
      resolve(JSON.stringify(refusal));
    });
  });
  await raw.subscribeAsync(topics.reply(board, client));
  await raw.publishAsync(topics.request(board, client), payload);
  return reply;
}

describe('names', () => {
  it.each(['a/b', 'a+', '#', '', 'ä', 'x'.repeat(65)])(
    'refuses %j for a client, a board and a bridge',
    async (name) => {
      const refused = { code: 'MQTT_NAME_INVALID', given: name };
      await expect(openMqttLink({ ...bridge.address, clientId: name })).rejects.toMatchObject(refused);
      await expect(openMqttLink({ ...bridge.address, board: name })).rejects.toMatchObject(refused);
      const boards = [{ name, url: 'nowhere', open: () => Promise.reject(new Error('never opened')) }];
      await expect(startBridge({ ...bridge.address, bridge: 'other', boards })).rejects.toMatchObject(refused);
      await expect(startBridge({ ...bridge.address, bridge: name, boards: [] })).rejects.toMatchObject(refused);
    },
  );

  it('refuses two boards of one name', async () => {
    const place = { name: 'b', url: 'nowhere', open: () => Promise.reject(new Error('never opened')) };
    const twice = startBridge({ ...bridge.address, bridge: 'other', boards: [place, place] });
    await expect(twice).rejects.toMatchObject({ code: 'BRIDGE_DUPLICATE_BOARD', board: 'b' });
  });

  it('lists the existing boards if one is unknown', async () => {
    const unknown = { code: 'BRIDGE_UNKNOWN_BOARD', message: "the bridge has no board 'other': it has up5k" };
    await expect(connect({ board: 'other' })).rejects.toMatchObject(unknown);
    const speaker = await createSpeaker({ ...bridge.address, board: 'other' }, 'lost');
    const { refusal } = await speaker.say(topicsOf(bridge.address).request('other', 'lost'), []);
    expect(refusal).toMatchObject({ code: RefusalCode.REFUSAL_CODE_UNKNOWN_BOARD, detail: 'up5k' });
    await speaker.close();
  });

  it('lets one of two bridges that start at once have their name', async () => {
    const start = () => startBridge({ ...bridge.address, bridge: 'twins', boards: [] });
    const both = await Promise.allSettled([start(), start()]);
    const refused = both.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toMatchObject([{ reason: { code: 'BRIDGE_NAME_TAKEN' } }]);
    for (const outcome of both) if (outcome.status === 'fulfilled') await outcome.value.close();
  });

  it('makes a second bridge with its name end, and continues', async () => {
    const second = startBridge({ ...bridge.address, boards: [] });
    await expect(second).rejects.toMatchObject({ code: 'BRIDGE_NAME_TAKEN' });
    expect(await withBoard((board) => board.status())).toMatchObject({ uploadImageId: 0 });
  });
});

describe('input that is not a message', () => {
  it('is a typed error to whoever sends it in a session', () => {
    const error = errorOfRefusal('b1', { code: RefusalCode.REFUSAL_CODE_WRONG_TOPIC, detail: 'b1/flash/c' });
    expect(error).toMatchObject({ code: 'BRIDGE_MESSAGE_REFUSED', refusal: 'WRONG_TOPIC' });
    expect(error?.message).toContain('the bridge refused a message as WRONG_TOPIC (b1/flash/c)');
  });

  it('is refused with what is allowed where it is too long', async () => {
    expect(await refusalOf(Buffer.alloc(maxBatchBytes + 1))).toContain(`${grouped(maxBatchBytes)} bytes at most`);
  });

  it('is refused if it is not a batch, or if a batch holds no request', async () => {
    expect(await refusalOf(Buffer.from('ff', 'hex'))).toContain('it is not a RequestBatch');
    const speaker = await createSpeaker(bridge.address, 'garbage');
    const reply = await speaker.say(topicsOf(bridge.address).request('up5k', 'garbage'), [Buffer.from('ffff', 'hex')]);
    expect(reply.refusal?.detail).toBe('it does not hold a Request');
    await speaker.close();
  });

  it('harms nobody on any topic', async () => {
    await withBoard((board) => board.flash(image, { force: true }));
    const topics = topicsOf(bridge.address);
    const { state, claim } = topics;
    const names = [state, claim, topics.boardState('up5k'), topics.request('up5k', 'x'), topics.predictions('up5k')];
    await withBoard(async (board) => {
      for (const topic of [...names, `${state}/deeper`, topics.reply('up5k', 'x')]) {
        for (const bytes of [0, 1, 7, 300, 5000]) await raw.publishAsync(topic, randomBytes(bytes), { retain: false });
      }
      expect((await echo(board)).label).toBe(7);
    });
  });

  it('that is retained instead of a state is corrected', async () => {
    const { state, boardState: stateOf } = topicsOf(bridge.address);
    for (const topic of [state, stateOf('up5k')])
      await raw.publishAsync(topic, Buffer.from('nonsense'), { retain: true, qos: 1 });
    await withBoard(async (board) => expect((await echo(board)).label).toBe(7));
    await expect.poll(async () => bridgeState.decode(await retainedAt(state))?.online, { timeout: 5000 }).toBe(true);
    await expect
      .poll(async () => boardState.decode(await retainedAt(stateOf('up5k'))), { timeout: 5000 })
      .toMatchObject({ present: true, url: 'virtual:up5k' });
  });
});

describe('a board', () => {
  it('answers a client that comes again under its own name', async () => {
    await withBoard((board) => board.flash(image, { force: true }));
    for (const times of [30, 1]) {
      const again = await connect({ clientId: 'again' });
      for (let i = 0; i < times; i++) expect((await echo(again)).label).toBe(7);
      await again.close();
    }
  });

  it('belongs to one client at a time, and is free when that one ends', async () => {
    const first = await connect({ clientId: 'first' });
    await first.flash(image, { force: true });
    const second = await connect({ clientId: 'second' });
    expect((await second.status()).imageId).toBe(image.imageId);
    await expect(echo(second)).rejects.toMatchObject({ code: 'BOARD_LEASED', holder: 'first' });
    await first.close();
    await withBoard(async (board) => expect((await echo(board)).label).toBe(7));
    await second.close();
  });

  it('is free when the client that has it is cut off', async () => {
    const crashed = await connect({ clientId: 'crashed' });
    await echo(crashed);
    await expect(withBoard(echo)).rejects.toMatchObject({ code: 'BOARD_LEASED', holder: 'crashed' });
    bridge.ownBroker?.cut('crashed');
    await expect.poll(() => withBoard(echo).then(({ label }) => label, String)).toBe(7);
    await crashed.close();
  });

  it('keeps what it has until an upload is whole', async () => {
    await withBoard((board) => board.flash(image, { force: true }));
    const other = createEchoImage(40_000, { seed: 2 });
    const controller = new AbortController();
    await withBoard(async (board) => {
      const onEvent = ({ kind }: FlashEvent) => kind === 'progress' && controller.abort(new Error('cut'));
      await expect(board.flash(other, { signal: controller.signal, onEvent })).rejects.toThrow('cut');
      expect((await echo(board)).label).toBe(7);
      expect((await board.status()).imageId).toBe(image.imageId);
    });
    const resumed = await withBoard((board) => board.flash(other));
    expect(resumed.sentBytes).toBeLessThan(other.payload.length);
    expect(await withBoard(async (board) => (await board.status()).imageId)).toBe(other.imageId);
  });

  it('may be silent for three seconds in a run of inferences', async () => {
    let silentUntil = 0;
    const instant = createInstantLink();
    const send = async (message: Uint8Array) => {
      if (performance.now() >= silentUntil) await instant.send(message);
    };
    const address = { ...bridge.address, bridge: 'silent', board: 'b1' };
    const boards = [{ name: 'b1', url: 'instant:b1', open: () => openBoard({ ...instant, send }) }];
    const silent = await startBridge({ ...address, boards });
    const board = await openBoard(await openMqttLink(address));
    await board.flash(image);
    const samples = Array.from({ length: 200 }, (_, sampleId) => ({ sampleId, input: new Uint8Array(8) }));
    const seen = new Set<number>();
    for await (const { sampleId } of board.infer(samples)) {
      seen.add(sampleId);
      if (sampleId === 100) silentUntil = performance.now() + 3000;
    }
    expect(seen.size).toBe(samples.length);
    await board.close();
    await silent.close();
  });

  it('is flashed to the end where its bridge is told to end meanwhile', async () => {
    let closed: Promise<void> | undefined;
    const instant = createInstantLink();
    const link: Link = {
      ...instant,
      async send(message) {
        if (decodeRequest(message).kind === 'commit') {
          closed ??= ending.close();
          await new Promise((resolve) => setTimeout(resolve, 500));
        }
        await instant.send(message);
      },
    };
    const address = { ...bridge.address, bridge: 'ending', board: 'b1' };
    const boards = [{ name: 'b1', url: 'instant:b1', open: () => openBoard(link) }];
    const ending = await startBridge({ ...address, boards });
    const board = await openBoard(await openMqttLink(address));
    expect(await board.flash(image)).toMatchObject({ skipped: false });
    expect(closed).toBeDefined();
    await closed;
    await board.close();
  });

  it('does not continue for a client with a different image than before', async () => {
    await withBoard((board) => board.flash(image, { force: true }));
    const held = await connect({ clientId: 'held' });
    await echo(held);
    // Its will gives the lease back.
    bridge.ownBroker?.cut('held');
    await withBoard((board) => board.flash(createEchoImage(3000, { seed: 3 }), { force: true }));
    await expect(echo(held)).rejects.toMatchObject({ code: 'BOARD_IMAGE_CHANGED', expected: image.imageId });
    await held.close();
  });
});

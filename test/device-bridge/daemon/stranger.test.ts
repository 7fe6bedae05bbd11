// A bridge at a broker that lets everybody in: whatever a stranger says, the bridge stays, and the client that has the board keeps it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBridge } from '../../../device-bridge/daemon/bridge.ts';
import { encodeRequest } from '../../../device-bridge/framing/message.ts';
import { openMqttLink } from '../../../device-bridge/link/mqtt-link.ts';
import {
  bridgeClaim,
  bridgeState,
  RefusalCode,
  replyBatch,
  requestBatch,
} from '../../../device-bridge/mqtt/messages.ts';
import { topicsOf } from '../../../device-bridge/mqtt/names.ts';
import { makeKeyPair } from '../../../device-bridge/mqtt/seal.ts';
import { type Board, openBoard } from '../../../device-bridge/session/board.ts';
import { createSpeaker } from '../../support/bridge-speaker.ts';
import { createEchoImage } from '../../support/echo-image.ts';
import { createStranger, type Stranger } from '../../support/stranger.ts';
import { startVirtualBridge, type VirtualBridge } from '../../support/virtual-bridge.ts';

const image = createEchoImage(3000);
const greatest = 0xffff_ffff;
const take = encodeRequest({
  id: 1,
  kind: 'infer',
  value: { offset: 0, more: 0, stopAfter: 0, input: new Uint8Array(8) },
});
const look = encodeRequest({ id: 2, kind: 'identify', value: {} });

let bridge: VirtualBridge;
let victim: Board;
let stranger: Stranger;
let topics: ReturnType<typeof topicsOf>;

beforeAll(async () => {
  bridge = await startVirtualBridge();
  topics = topicsOf(bridge.address);
  stranger = await createStranger(bridge.address, 'victim', 1);
  victim = await openBoard(await openMqttLink({ ...bridge.address, clientId: 'victim' }));
  await victim.flash(image, { force: true });
});
afterAll(async () => {
  await victim.close();
  await stranger.close();
  await bridge.close();
});

const echo = (board: Board) => board.runLayers(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), 0);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Whoever wants the board is told that the victim has it, and the victim works. */
async function expectUnharmed(): Promise<void> {
  const other = await openBoard(await openMqttLink({ ...bridge.address, clientId: 'other' }));
  await expect(echo(other)).rejects.toMatchObject({ code: 'BOARD_LEASED', holder: 'victim' });
  await other.close();
  expect((await echo(victim)).label).toBe(7);
}

beforeEach(async () => expect((await echo(victim)).label).toBe(7));

/** The victim's public key, as everybody can read it. */
function victimKey(): Buffer {
  const message = stranger.heard.findLast(({ topic }) => topic === topics.request('up5k', 'victim'));
  return Buffer.from(requestBatch.decode(message!.payload)!.key);
}

describe('a stranger', () => {
  it.each([
    ['of old', { instance: '0', establishedMs: 1 }],
    ['from the end of time', { instance: '0', establishedMs: 2 ** 63 }],
    ['of a newcomer', { instance: '0', establishedMs: 0 }],
    ['that objects to everybody', { instance: '0', establishedMs: 1, objectsTo: '*' }],
  ])('does not end a bridge by a claim %s, retained or not', async (_, claim) => {
    for (const retain of [false, true]) await stranger.publish(topics.claim, bridgeClaim.encode(claim), retain);
    await expectUnharmed();
    const bystander = { ...bridge.address, bridge: 'bystander' };
    await stranger.publish(topicsOf(bystander).claim, bridgeClaim.encode(claim), true);
    const second = await startBridge({ ...bystander, boards: [] });
    await second.close();
  });

  it('does not end an established bridge by an objection that names it', async () => {
    const { instance } = bridgeState.decode(stranger.heard.findLast(({ topic }) => topic === topics.state)!.payload)!;
    await stranger.publish(topics.claim, bridgeClaim.encode({ instance: '0', establishedMs: 1, objectsTo: instance }));
    await expectUnharmed();
    expect(bridge.events).toContainEqual({ kind: 'rival' });
  });

  it('does not release the lease of another, whatever secret it makes up', async () => {
    for (const key of [victimKey(), makeKeyPair().publicKey, Buffer.alloc(0)])
      for (const releaseSecret of [Buffer.alloc(0), Buffer.alloc(32), victimKey()])
        await stranger.publish(
          topics.request('up5k', 'victim'),
          requestBatch.encode({ release: true, key, releaseSecret }),
        );
    await expectUnharmed();
  });

  it('does not use the lease under the name of its holder', async () => {
    const speaker = await createSpeaker(bridge.address, 'victim');
    const { refusal } = await speaker.say(topics.request('up5k', 'victim'), [take]);
    expect(refusal).toMatchObject({ code: RefusalCode.REFUSAL_CODE_LEASED, detail: 'victim' });
    await speaker.close();
    await expectUnharmed();
  });

  it('does not make the bridge ignore another by a sequence, with its key or under its name', async () => {
    const jump = requestBatch.encode({ sequence: greatest, requests: [look], key: victimKey() });
    await stranger.publish(topics.request('up5k', 'victim'), jump);
    const speaker = await createSpeaker(bridge.address, 'victim');
    for (let i = 0; i < 3; i++) await speaker.say(topics.request('up5k', 'victim'), [look]);
    await speaker.close();
    await expectUnharmed();
  });

  it('does not say again what another has said', async () => {
    await echo(victim);
    const before = (await victim.status()).inferences;
    const recorded = stranger.heard.filter(({ topic }) => /\/(request|flash)\/victim$/.test(topic));
    expect(recorded.length).toBeGreaterThan(0);
    for (const { topic, payload } of recorded) {
      await stranger.publish(topic, payload);
      await stranger.publish(topics.flash('up5k', 'victim'), payload);
      await stranger.publish(topics.request('up5k', 'other'), payload);
    }
    await pause(100);
    expect((await victim.status()).inferences).toBe(before);
    await expectUnharmed();
  });

  it('does not end a client by replies that it makes up or says again', async () => {
    const topic = topics.reply('up5k', 'victim');
    const recorded = stranger.heard.filter((message) => message.topic === topic);
    for (const { payload } of recorded) await stranger.publish(topic, payload);
    for (const code of [1, 2, 3, 4, 5, 6, 7, 99] as RefusalCode[])
      await stranger.publish(
        topic,
        replyBatch.encode({ refusal: { code, detail: 'forged' }, sequence: 2 ** 40, imageId: 7 }),
      );
    await expectUnharmed();
  });

  it('does not have a retained batch taken for one that is said now', async () => {
    const kept = { ...bridge.address, bridge: 'kept' };
    const topic = topicsOf(kept).request('b1', 'old');
    await stranger.publish(topic, requestBatch.encode({ sequence: 1, requests: [take] }), true);
    const started = await startBridge({ ...kept, boards: [] });
    await pause(200);
    expect(stranger.heard.filter((message) => message.topic === topicsOf(kept).reply('b1', 'old'))).toEqual([]);
    await started.close();
  });

  it('does not lead a client astray for longer than it takes to put a state right', async () => {
    const forged = { online: true, instance: 'forged', boards: ['other'], publicKey: makeKeyPair().publicKey };
    for (const state of [forged, { ...forged, boards: ['up5k'] }, { ...forged, online: false }]) {
      await stranger.publish(topics.state, bridgeState.encode(state), true);
      await expectUnharmed();
    }
  });

  it('does no harm with messages of all kinds on every topic, while another flashes and infers', async () => {
    const raging = stranger.rage(400);
    await victim.flash(createEchoImage(20_000, { seed: 2 }), { force: true });
    for (let i = 0; i < 20; i++) expect((await echo(victim)).label).toBe(7);
    await raging;
    await expectUnharmed();
    expect(bridge.events.filter(({ kind }) => kind === 'broker')).toEqual([]);
  });
});

// Whom a bridge does not know: a client of an open broker that reads everything and writes what it likes on every topic of a board, from a
// seed. It knows what the protocol is, and the names, keys and messages of others as far as they go over the broker.
import mqtt from 'mqtt';
import { encodeRequest, type Request } from '../../device-bridge/framing/message.ts';
import {
  boardState,
  bridgeClaim,
  bridgeState,
  maxBatchBytes,
  predictionBatch,
  type RefusalCode,
  replyBatch,
  requestBatch,
} from '../../device-bridge/mqtt/messages.ts';
import { type BoardAddress, topicsOf } from '../../device-bridge/mqtt/names.ts';
import { deriveKey, makeKeyPair, seal } from '../../device-bridge/mqtt/seal.ts';
import { createRandom } from '../../host/artifact/random.ts';

interface Message {
  readonly topic: string;
  readonly payload: Buffer;
}

export interface Stranger {
  /** Publishes `count` messages of all kinds. */
  rage(count: number): Promise<void>;
  publish(topic: string, payload: Buffer, retain?: boolean): Promise<void>;
  /** What went over the broker last, by whomever. */
  readonly heard: readonly Message[];
  close(): Promise<void>;
}

const mostHeard = 200;
const greatest = 0xffff_ffff;

export async function createStranger(
  address: BoardAddress & { readonly broker: string },
  victim: string,
  seed: number,
): Promise<Stranger> {
  const client = await mqtt.connectAsync(address.broker);
  const { next: random } = createRandom(seed);
  const topics = topicsOf(address);
  const { board } = address;
  const own = makeKeyPair();
  const heard: Message[] = [];
  let bridgeKey = Buffer.alloc(32);
  let victimKey = Buffer.alloc(32);
  client.on('message', (topic, payload) => {
    heard.push({ topic, payload });
    if (heard.length > mostHeard) heard.shift();
    if (topic.endsWith(`/${victim}`)) victimKey = Buffer.from(requestBatch.decode(payload)?.key ?? victimKey);
    const state = topic === topics.state ? bridgeState.decode(payload) : undefined;
    if (state?.publicKey.length === 32 && !own.publicKey.equals(state.publicKey))
      bridgeKey = Buffer.from(state.publicKey);
  });
  await client.subscribeAsync('#');

  const below = (limit: number) => Math.floor(random() * limit);
  const oneOf = <T>(choices: readonly T[]): T => choices[below(choices.length)];
  const bytes = (length: number) => Buffer.from(Uint8Array.from({ length }, () => below(256)));
  const clients = [victim, 'stranger', 'x'.repeat(64)];
  const anyTopic = () => {
    const name = oneOf(clients);
    const ofBoard = [topics.request(board, name), topics.flash(board, name), topics.reply(board, name)];
    return oneOf([topics.state, topics.claim, topics.boardState(board), topics.predictions(board), ...ofBoard]);
  };
  const requests = (): Uint8Array[] => {
    const value = { offset: 0, more: 0, stopAfter: 0, input: bytes(8) };
    const some: Request[] = [
      { id: below(greatest), kind: 'infer', value },
      { id: below(greatest), kind: 'begin', value: { imageId: 7, length: 64, core: 0x0003_0102 } },
      { id: below(greatest), kind: 'commit', value: { imageId: 7, crc: 0 } },
      { id: below(greatest), kind: 'identify', value: {} },
    ];
    return [encodeRequest(oneOf(some))];
  };
  const sequence = () => oneOf([0, 1, below(1000), greatest]);
  const time = () => oneOf([0, 1, Date.now(), 2 ** 53]);

  /** In the names of the victim and its session, with whatever proof there is. */
  const foreignBatch = (): Message => {
    const topic = oneOf([topics.request, topics.flash])(board, oneOf(clients));
    const batch = { sequence: sequence(), requests: requests(), key: oneOf([victimKey, own.publicKey, bytes(32)]) };
    return {
      topic,
      payload: oneOf([(b: Buffer) => b, (b: Buffer) => seal(bytes(32), topic, b)])(requestBatch.encode(batch)),
    };
  };
  const ownBatch = (): Message => {
    const topic = oneOf([topics.request, topics.flash])(board, oneOf(clients));
    const payload = requestBatch.encode({ sequence: sequence(), requests: requests(), key: own.publicKey });
    const key = deriveKey(own, bridgeKey, 'client');
    return { topic, payload: key ? seal(key, topic, payload) : payload };
  };
  const release = (): Message => {
    const payload = requestBatch.encode({
      release: true,
      key: oneOf([victimKey, own.publicKey]),
      releaseSecret: bytes(32),
    });
    return { topic: topics.request(board, oneOf(clients)), payload };
  };
  const claim = (): Message => {
    const instance = oneOf(['0', 'stranger', 'f'.repeat(16)]);
    const payload = bridgeClaim.encode({ instance, establishedMs: time(), objectsTo: oneOf(['', 'somebody']) });
    return { topic: topics.claim, payload };
  };
  const state = (): Message => {
    const boards = oneOf([[], [board], ['other']]);
    const publicKey = oneOf([own.publicKey, bytes(32), Buffer.alloc(32), Buffer.alloc(0)]);
    const what = { online: random() < 0.5, instance: 'stranger', boards, publicKey, saidMs: time() };
    const forged = boardState.encode({
      present: random() < 0.5,
      problem: 'forged',
      imageId: 7,
      leaseHolder: 'stranger',
    });
    return oneOf([
      { topic: topics.state, payload: bridgeState.encode(what) },
      { topic: topics.boardState(board), payload: forged },
    ]);
  };
  const reply = (): Message => {
    const refusal = { code: below(9) as RefusalCode, detail: 'forged' };
    const payload = replyBatch.encode({ refusal, imageId: 7, sequence: time(), acknowledged: greatest });
    const topic = topics.reply(board, victim);
    return { topic, payload: oneOf([payload, seal(bytes(32), topic, payload)]) };
  };
  const predictions = (): Message => {
    const payload = predictionBatch.encode({
      sequence: sequence(),
      imageId: 7,
      client: victim,
      predictions: [{ label: 9 }],
    });
    return { topic: topics.predictions(board), payload };
  };
  const replay = (): Message => {
    const message = heard.length === 0 ? { topic: topics.claim, payload: bytes(9) } : oneOf(heard);
    return random() < 0.7 ? message : { topic: anyTopic(), payload: message.payload };
  };
  const garbage = (): Message => ({ topic: anyTopic(), payload: bytes(oneOf([0, 1, 7, 300, 3000])) });
  const oversized = (): Message => ({ topic: anyTopic(), payload: Buffer.alloc(maxBatchBytes + 1, below(256)) });
  const tricks = [foreignBatch, ownBatch, release, claim, state, reply, predictions, replay, garbage, oversized];

  const publish = async (topic: string, payload: Buffer, retain = false) => {
    await client.publishAsync(topic, payload, { retain, qos: 1 });
  };
  return {
    heard,
    publish,
    async rage(count) {
      for (let i = 0; i < count; i += tricks.length) {
        // Together, as waiting for each would be no rage.
        const messages = tricks.map((trick) => trick());
        await Promise.all(messages.map(({ topic, payload }) => publish(topic, payload, random() < 0.3)));
      }
    },
    close: () => client.endAsync(),
  };
}

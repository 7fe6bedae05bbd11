// A board behind a bridge as a Link: the same messages as on a line, in batches over MQTT (proto/bridge.proto).
import { randomBytes } from 'node:crypto';
import { decodeRequest } from '../framing/message.ts';
import { type Broker, connectBroker } from '../mqtt/broker.ts';
import {
  BoardAbsentError,
  BridgeOfflineError,
  BrokerUnreachableError,
  errorOfRefusal,
  ImageChangedError,
  UnknownBoardError,
} from '../mqtt/errors.ts';
import {
  type BoardState,
  type BridgeState,
  boardState,
  bridgeState,
  maxBatchBytes,
  replyBatch,
  requestBatch,
} from '../mqtt/messages.ts';
import { type BoardAddress, requireName, topicsOf } from '../mqtt/names.ts';
import { type Link, LinkClosedError, type LinkEndError, systemClock } from './link.ts';

export interface MqttLinkOptions extends BoardAddress {
  /** `mqtt://[USER:PASSWORD@]HOST[:PORT]`, or mqtts. */
  readonly broker: string;
  /** Part of a topic; random unless given. Two clients of one name would throw each other out. */
  readonly clientId?: string;
  readonly signal?: AbortSignal;
}

/** For a bridge that is just being started again. */
const bridgeWaitMs = 4000;
const answerMs = 300;
/** A third of the lease's time. */
const renewMs = 3000;
/** Room for the batch's own fields. */
const batchRoom = maxBatchBytes - 64;
/** Of a link's field in a batch: tag and length. */
const requestOverhead = 4;

/**
 * Connects to the broker and waits until the bridge of this name is there and has the board's name.
 * @throws MqttNameError, what connectBroker throws, BridgeOfflineError, UnknownBoardError, the signal's reason
 */
export async function openMqttLink(options: MqttLinkOptions): Promise<Link> {
  const { group, bridge, board, signal } = options;
  requireName('group', group);
  requireName('bridge', bridge);
  requireName('board', board);
  const clientId = requireName('client', options.clientId ?? `retort-${randomBytes(8).toString('hex')}`);
  const topics = topicsOf(options);
  const farewell = requestBatch.encode({ release: true });
  const will = { topic: topics.request(board, clientId), payload: farewell, retain: false };
  const broker = await connectBroker({ url: options.broker, clientId, will, signal });
  try {
    const link = new MqttLink(broker, options, clientId, farewell);
    await link.findBridge(signal);
    return link;
  } catch (error) {
    await broker.close();
    throw error;
  }
}

class MqttLink implements Link {
  readonly name: string;
  readonly clock = systemClock;
  readonly hasBaudRate = false;
  readonly answerMs = answerMs;
  readonly #broker: Broker;
  readonly #address: BoardAddress;
  readonly #clientId: string;
  readonly #farewell: Buffer;
  #events: Parameters<Link['start']>[0] | undefined;
  #bridge: BridgeState | undefined;
  #board: BoardState | undefined;
  #onState = () => {};
  #sequence = 0;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  /** What was on the board when it last predicted for us. */
  #imageId: number | undefined;
  #closed: Error | undefined;
  #renewal: NodeJS.Timeout | undefined;

  constructor(broker: Broker, address: BoardAddress, clientId: string, farewell: Buffer) {
    this.#broker = broker;
    this.#address = address;
    this.#clientId = clientId;
    this.#farewell = farewell;
    this.name = `${broker.name}/${address.group}/${address.bridge}/${address.board}`;
  }

  /** @throws BridgeOfflineError, UnknownBoardError, the signal's reason */
  async findBridge(signal?: AbortSignal): Promise<void> {
    const { board, bridge } = this.#address;
    const topics = topicsOf(this.#address);
    await this.#broker.subscribe(topics.reply(board, this.#clientId), (_, payload) => this.#onReply(payload));
    await this.#broker.subscribe(topics.boardState(board), (_, payload) => {
      this.#board = boardState.decode(payload) ?? this.#board;
    });
    const online = new Promise<void>((resolve) => {
      this.#onState = () => this.#bridge?.online && resolve();
    });
    await this.#broker.subscribe(topics.state, (_, payload) => {
      this.#bridge = bridgeState.decode(payload) ?? this.#bridge;
      this.#onState();
    });
    const timeout = AbortSignal.timeout(bridgeWaitMs);
    await Promise.race([online, aborted(AbortSignal.any(signal ? [timeout, signal] : [timeout]))]);
    signal?.throwIfAborted();
    if (!this.#bridge?.online) throw new BridgeOfflineError(bridge, this.#broker.name, this.#bridge !== undefined);
    const { boards } = this.#bridge;
    if (!boards.includes(board)) throw new UnknownBoardError(board, boards.join(', '));
  }

  start(events: Parameters<Link['start']>[0]): void {
    this.#events = events;
    this.#renewal = setInterval(() => this.#sequence > 0 && this.#publish([]), renewMs).unref();
  }

  explainSilence(): Error | undefined {
    const { board, bridge } = this.#address;
    if (!this.#broker.connected) return new BrokerUnreachableError(this.#broker.name, 'the connection was lost');
    if (!this.#bridge?.online) return new BridgeOfflineError(bridge, this.#broker.name, true);
    if (this.#board && !this.#board.present) return new BoardAbsentError(board, this.#board.problem);
    return undefined;
  }

  /** What is sent in one turn of the event loop travels together. */
  async send(message: Uint8Array): Promise<void> {
    if (this.#closed) throw this.#closed;
    if (this.#waitingBytes + message.length + requestOverhead > batchRoom) this.#flush();
    if (this.#waiting.length === 0) setImmediate(() => this.#flush());
    // From here on predictions may be another image's, by our own doing.
    if (decodeRequest(message).kind === 'commit') this.#imageId = undefined;
    this.#waiting.push(message);
    this.#waitingBytes += message.length + requestOverhead;
  }

  async setBaudRate(): Promise<void> {}

  async close(): Promise<void> {
    if (!this.#closed) this.#end();
    this.#flush();
    const { board } = this.#address;
    this.#broker.publish(topicsOf(this.#address).request(board, this.#clientId), this.#farewell);
    await this.#broker.close();
  }

  #end(error?: LinkEndError): void {
    this.#closed ??= error ?? new LinkClosedError(this.name);
    clearInterval(this.#renewal);
    this.#events?.closed(error);
    this.#events = undefined;
  }

  #flush(): void {
    const messages = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    if (messages.length > 0) this.#publish(messages);
  }

  #publish(requests: Uint8Array[]): void {
    this.#sequence += 1;
    const topic = topicsOf(this.#address).request(this.#address.board, this.#clientId);
    this.#broker.publish(topic, requestBatch.encode({ sequence: this.#sequence, requests }));
  }

  #onReply(payload: Buffer): void {
    const batch = replyBatch.decode(payload);
    if (!batch) return; // garbage from whoever may write to this topic; the session asks again
    const { replies, refusal, imageId } = batch;
    const error =
      refusal && errorOfRefusal(this.#address.board, { code: refusal.code ?? 0, detail: refusal.detail ?? '' });
    if (error) this.#end(error);
    else if (imageId !== 0 && this.#imageId !== undefined && imageId !== this.#imageId)
      this.#end(new ImageChangedError(this.#imageId, imageId));
    if (imageId !== 0) this.#imageId = imageId;
    for (const reply of replies) this.#events?.message(reply);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

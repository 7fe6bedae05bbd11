// A board behind a bridge as a Link: the same messages as on a line, in batches over MQTT (proto/bridge.proto).
import { randomBytes } from 'node:crypto';
import { decodeRequest } from '../framing/message.ts';
import { type Broker, connectBroker } from '../mqtt/broker.ts';
import {
  BoardAbsentError,
  BridgeOfflineError,
  BridgeOutdatedError,
  BrokerMessageTooLargeError,
  BrokerRightsError,
  BrokerUnreachableError,
  errorOfRefusal,
  ImageChangedError,
  UnknownBoardError,
} from '../mqtt/errors.ts';
import {
  type BoardState,
  type BridgeState,
  batchRoom,
  boardState,
  bridgeState,
  correctionMs,
  maxBatchBytes,
  staleMs,
} from '../mqtt/messages.ts';
import { type BoardAddress, requireName, topicsOf } from '../mqtt/names.ts';
import { isOfFlashing } from '../mqtt/rights.ts';
import { publicKeyBytes } from '../mqtt/seal.ts';
import { BridgeChannel } from './bridge-channel.ts';
import { type Link, LinkClosedError, type LinkEndError, systemClock } from './link.ts';
import { RoundTrips } from './round-trips.ts';

export interface MqttLinkOptions extends BoardAddress {
  /** As ../mqtt/credentials.ts reads it. */
  readonly broker: string;
  /** Part of a topic; random unless given. Two clients of one name would throw each other out. */
  readonly clientId?: string;
  /**
   * How long the board, its bridge or the broker may be gone, once they were there, before the link ends with the reason. For ever where absent:
   * a session then waits for their return as long as its own timing says.
   */
  readonly goneMs?: number;
  readonly signal?: AbortSignal;
}

/** For a bridge that is just being started again. */
const bridgeWaitMs = 4000;
const answerMs = 300;
/** A third of the lease's time. */
const renewMs = 3000;
const roomForRequests = maxBatchBytes - batchRoom;
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
  const channel = new BridgeChannel(topics.reply(board, clientId));
  const will = () => ({ topic: topics.request(board, clientId), payload: channel.renewRelease(), retain: false });
  const broker = await connectBroker({ url: options.broker, role: 'flash', clientId, will, signal });
  try {
    const link = new MqttLink(broker, options, clientId, channel);
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
  readonly #address: BoardAddress & Pick<MqttLinkOptions, 'goneMs'>;
  readonly #clientId: string;
  readonly #channel: BridgeChannel;
  #wasThere = false;
  #goneTimer: NodeJS.Timeout | undefined;
  readonly #roundTrips = new RoundTrips();
  #events: Parameters<Link['start']>[0] | undefined;
  #bridge: BridgeState | undefined;
  #board: BoardState | undefined;
  /** When the bridge was last heard to live, by performance.now(); what the broker had retained does not count. */
  #bridgeHeardAt = Number.NEGATIVE_INFINITY;
  #onState = () => {};
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #waitingFlashes = false;
  /** What was on the board when it last predicted for us. */
  #imageId: number | undefined;
  #closed: Error | undefined;
  #renewal: NodeJS.Timeout | undefined;

  constructor(
    broker: Broker,
    address: BoardAddress & Pick<MqttLinkOptions, 'goneMs'>,
    clientId: string,
    channel: BridgeChannel,
  ) {
    this.#broker = broker;
    this.#address = address;
    this.#clientId = clientId;
    this.#channel = channel;
    this.name = `${broker.name}/${address.group}/${address.bridge}/${address.board}`;
  }

  /** @throws BridgeOfflineError, BridgeOutdatedError, UnknownBoardError, the signal's reason */
  async findBridge(signal?: AbortSignal): Promise<void> {
    const { board, bridge } = this.#address;
    const topics = topicsOf(this.#address);
    await this.#broker.subscribe(topics.reply(board, this.#clientId), (_, payload) => this.#onReply(payload));
    await this.#broker.subscribe(topics.boardState(board), (_, payload) => {
      this.#board = boardState.decode(payload) ?? this.#board;
      this.#watch();
    });
    await this.#broker.subscribe(topics.state, (_, payload, retained) => this.#onBridgeState(payload, retained));
    await this.#untilState(() => this.#bridge?.online === true, bridgeWaitMs, signal);
    if (!this.#bridge?.online)
      throw new BridgeOfflineError(bridge, this.#broker.name, this.#bridge ? 'offline' : 'unknown');
    // An error rests on what somebody else may have written, so the bridge has a moment to put it right.
    await this.#untilState(() => this.#isUsable, correctionMs, signal);
    if (this.#isUsable) return;
    const { boards, publicKey } = this.#bridge;
    if (publicKey.length !== publicKeyBytes) throw new BridgeOutdatedError(bridge);
    throw new UnknownBoardError(board, boards.join(', '));
  }

  get #isUsable(): boolean {
    const { online, boards, publicKey } = this.#bridge ?? {};
    return online === true && publicKey?.length === publicKeyBytes && boards?.includes(this.#address.board) === true;
  }

  /** Resolves once a state makes `isSo` true, or after `milliseconds`. @throws the signal's reason */
  async #untilState(isSo: () => boolean, milliseconds: number, signal?: AbortSignal): Promise<void> {
    const soon = new Promise<void>((resolve) => {
      this.#onState = () => isSo() && resolve();
      this.#onState();
    });
    const timeout = AbortSignal.timeout(milliseconds);
    await Promise.race([soon, aborted(AbortSignal.any(signal ? [timeout, signal] : [timeout]))]);
    signal?.throwIfAborted();
  }

  #onBridgeState(payload: Buffer, retained: boolean): void {
    const state = bridgeState.decode(payload);
    if (!state) return;
    if (!state.online || state.instance !== this.#bridge?.instance) this.#roundTrips.forget();
    this.#bridge = state;
    if (!retained && state.online) this.#bridgeHeardAt = performance.now();
    if (state.online) this.#channel.announce(Buffer.from(state.publicKey));
    this.#onState();
    this.#watch();
  }

  /** Ends the link where what was there has been gone for too long. */
  #watch(): void {
    const { goneMs } = this.#address;
    if (goneMs === undefined) return;
    if (!this.#whoIsGone()) {
      this.#wasThere ||= this.#board?.present === true;
      clearTimeout(this.#goneTimer);
      this.#goneTimer = undefined;
    } else if (this.#wasThere)
      this.#goneTimer ??= setTimeout(() => this.#closed || this.#end(this.#whoIsGone()), goneMs).unref();
  }

  #whoIsGone(): BrokerUnreachableError | BridgeOfflineError | BoardAbsentError | undefined {
    const { board, bridge } = this.#address;
    const { name, connected } = this.#broker;
    if (!connected) return new BrokerUnreachableError(name, 'the connection was lost');
    if (!this.#bridge?.online) return new BridgeOfflineError(bridge, name, 'offline');
    if (this.#board && !this.#board.present) return new BoardAbsentError(board, this.#board.problem);
    return undefined;
  }

  start(events: Parameters<Link['start']>[0]): void {
    this.#events = events;
    this.#renewal = setInterval(() => this.#renew(), renewMs).unref();
    this.#broker.onConnection((connected) => {
      if (!connected) this.#roundTrips.cut();
      this.#watch();
    });
  }

  get #heardAt(): number {
    return Math.max(this.#bridgeHeardAt, this.#channel.heardAt);
  }

  explainLoss(): Error | undefined {
    const { name } = this.#broker;
    const missing = this.#roundTrips.missing(this.#heardAt);
    if (missing?.kind === 'size') return new BrokerMessageTooLargeError(name, missing.bytes);
    if (missing?.kind === 'rights') return new BrokerRightsError(name, 'write', missing.topic);
    return undefined;
  }

  explainSilence(): Error | undefined {
    const { bridge } = this.#address;
    const { name } = this.#broker;
    const loss = this.explainLoss();
    if (loss instanceof BrokerMessageTooLargeError) return loss;
    const gone = this.#whoIsGone();
    if (gone && !(gone instanceof BoardAbsentError)) return gone;
    const silentMs = performance.now() - this.#heardAt;
    if (silentMs > staleMs) {
      const staleSeconds = Math.max(0, (Date.now() - Number(this.#bridge!.saidMs)) / 1000);
      return new BridgeOfflineError(bridge, name, { staleSeconds });
    }
    return gone ?? loss;
  }

  /** What is sent in one turn of the event loop travels together. */
  async send(message: Uint8Array): Promise<void> {
    if (this.#closed) throw this.#closed;
    const { kind } = decodeRequest(message);
    if (this.#waitingBytes + message.length + requestOverhead > roomForRequests) this.#flush();
    if (this.#waiting.length > 0 && this.#waitingFlashes !== isOfFlashing(kind)) this.#flush();
    if (this.#waiting.length === 0) setImmediate(() => this.#flush());
    // From here on predictions may be another image's, by our own doing.
    if (kind === 'commit') this.#imageId = undefined;
    this.#waitingFlashes = isOfFlashing(kind);
    this.#waiting.push(message);
    this.#waitingBytes += message.length + requestOverhead;
  }

  async setBaudRate(): Promise<void> {}

  async close(): Promise<void> {
    if (!this.#closed) this.#end();
    this.#flush();
    const { board } = this.#address;
    this.#broker.publish(topicsOf(this.#address).request(board, this.#clientId), this.#channel.release());
    await this.#broker.close();
  }

  #end(error?: LinkEndError): void {
    this.#closed ??= error ?? new LinkClosedError(this.name);
    clearInterval(this.#renewal);
    clearTimeout(this.#goneTimer);
    this.#events?.closed(error);
    this.#events = undefined;
  }

  #flush(): void {
    const requests = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    if (requests.length === 0) return;
    const topics = topicsOf(this.#address);
    const place = this.#waitingFlashes ? topics.flash : topics.request;
    const topic = place(this.#address.board, this.#clientId);
    const isFirst = this.#roundTrips.sent(topic, this.#publish(topic, { requests }));
    if (isFirst) this.#ping(topic, 0);
  }

  /** Keeps the lease, and finds out what gets through. */
  #renew(): void {
    for (const { topic, bytes } of this.#roundTrips.toTry()) this.#ping(topic, bytes);
  }

  #ping(topic: string, paddingBytes: number): void {
    const padding = Buffer.alloc(Math.min(paddingBytes, roomForRequests));
    const bytes = this.#publish(topic, { padding });
    this.#roundTrips.pinged(this.#channel.sequence, topic, bytes);
  }

  /** Returns the bytes of one message. */
  #publish(topic: string, what: Parameters<BridgeChannel['seal']>[1]): number {
    const sealed = this.#channel.seal(topic, what);
    for (const payload of sealed) this.#broker.publish(topic, payload);
    return sealed[0]?.length ?? 0;
  }

  #onReply(payload: Buffer): void {
    const batch = this.#channel.open(payload);
    if (!batch) return; // anyone with write access to this topic may have sent it; the session retries
    const { replies, refusal, imageId, acknowledged } = batch;
    if (acknowledged !== 0) this.#roundTrips.acknowledged(acknowledged);
    if (replies.length > 0) this.#roundTrips.answered();
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

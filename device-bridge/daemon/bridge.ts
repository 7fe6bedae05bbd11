// The bridge: boards on one side, MQTT on the other. Says on retained topics that it is alive and what its boards do.

import { randomBytes } from 'node:crypto';
import { grouped } from '../../proto/numbers.ts';
import { RetortError } from '../../proto/retort-error.ts';
import { type Broker, connectBroker } from '../mqtt/broker.ts';
import { boardState, bridgeState, maxBatchBytes, RefusalCode, replyBatch, requestBatch } from '../mqtt/messages.ts';
import { type BridgeAddress, parseRequestTopic, type RequestPlace, requireName, topicsOf } from '../mqtt/names.ts';
import { makeKeyPair } from '../mqtt/seal.ts';
import { BoardDesk, type ReplyFields } from './board-desk.ts';
import type { BoardPlace } from './board-keeper.ts';
import { Claim } from './claim.ts';
import { RetainedStates, tickMs } from './retained-states.ts';
import { type Session, Sessions } from './sessions.ts';

export interface BridgeOptions extends BridgeAddress {
  /** As ../mqtt/credentials.ts reads it. */
  readonly broker: string;
  readonly boards: readonly BoardPlace[];
  readonly signal?: AbortSignal;
  /** How long close() waits for what is under way on a board. */
  readonly drainMs?: number;
  onEvent?(event: BridgeEvent): void;
}

export type BridgeEvent =
  | { readonly kind: 'board'; readonly name: string; readonly present: boolean; readonly problem: string }
  | { readonly kind: 'broker'; readonly connected: boolean }
  /** Whether the broker returns the bridge's own state, so whether it lets this user write and read it. */
  | { readonly kind: 'heard'; readonly heard: boolean }
  /** Another bridge says that it has this name; told at most once a minute. */
  | { readonly kind: 'rival' };

export interface Bridge {
  /** Answers what is under way, but for no longer than `drainMs` a board; says goodbye, closes the boards. Ends within 5 s more. */
  close(): Promise<void>;
}

/** An inference takes milliseconds, a flash at the slowest rate 12 s. */
const defaultDrainMs = 20_000;
/** How often the bridge says that it lives. */
const heartbeatMs = 3000;
const rivalMs = 60_000;

/** Two boards of one bridge have the same name. */
export class DuplicateBoardError extends RetortError {
  readonly code = 'BRIDGE_DUPLICATE_BOARD';
  readonly category = 'usage';
  override readonly name = 'DuplicateBoardError';
  readonly board: string;

  constructor(board: string) {
    super(`two boards of this bridge are named '${board}': give them names with --board NAME=URL`);
    this.board = board;
  }
}

/**
 * Resolves when clients can find it; boards are looked for from then on.
 * @throws MqttNameError, DuplicateBoardError, what connectBroker throws, BridgeNameTakenError, BrokerMessageTooLargeError, the signal's reason
 */
export async function startBridge(options: BridgeOptions): Promise<Bridge> {
  requireName('group', options.group);
  requireName('bridge', options.bridge);
  const names = options.boards.map(({ name }) => requireName('board', name));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new DuplicateBoardError(twice);
  const running = await RunningBridge.connect(options, names);
  try {
    await running.start();
    return running;
  } catch (error) {
    await running.close();
    throw error;
  }
}

class RunningBridge implements Bridge {
  readonly #options: BridgeOptions;
  readonly #broker: Broker;
  readonly #topics: ReturnType<typeof topicsOf>;
  readonly #stateOf: (online: boolean) => Buffer;
  readonly #states: RetainedStates;
  readonly #claim: Claim;
  readonly #sessions: Sessions;
  readonly #desks = new Map<string, BoardDesk>();
  #timers: NodeJS.Timeout[] = [];
  #online = false;
  #toldRival = Number.NEGATIVE_INFINITY;

  static async connect(options: BridgeOptions, boards: string[]): Promise<RunningBridge> {
    const instance = randomBytes(8).toString('hex');
    const keys = makeKeyPair();
    const stateOf = (online: boolean) => {
      const what = { online, instance, boards, maxMessageBytes: maxBatchBytes };
      return bridgeState.encode({ ...what, publicKey: keys.publicKey, saidMs: Date.now() });
    };
    const topic = topicsOf(options).state;
    const broker = await connectBroker({
      url: options.broker,
      role: 'bridge',
      clientId: `retort-bridge-${instance}`,
      will: () => ({ topic, payload: stateOf(false), retain: true }),
      signal: options.signal,
    });
    const isNeeded = (session: Session): boolean => running.#desks.get(session.board)?.leaseHolder === session;
    const sessions = new Sessions(keys, isNeeded);
    const running: RunningBridge = new RunningBridge(options, broker, instance, stateOf, sessions);
    return running;
  }

  private constructor(
    options: BridgeOptions,
    broker: Broker,
    instance: string,
    stateOf: (online: boolean) => Buffer,
    sessions: Sessions,
  ) {
    this.#options = options;
    this.#broker = broker;
    this.#topics = topicsOf(options);
    this.#stateOf = stateOf;
    this.#sessions = sessions;
    this.#states = new RetainedStates(broker, (heard) => options.onEvent?.({ kind: 'heard', heard }));
    const name = `${options.group}/${options.bridge}`;
    this.#claim = new Claim(broker, this.#topics.claim, name, instance, () => this.#onRival());
  }

  /** @throws BridgeNameTakenError, BrokerMessageTooLargeError, BrokerRightsError */
  async start(): Promise<void> {
    await this.#claim.establish();
    this.#options.signal?.throwIfAborted();
    for (const place of this.#options.boards) this.#addDesk(place);
    this.#online = true;
    for (const filter of [this.#topics.request('+', '+'), this.#topics.flash('+', '+')]) {
      // What the broker had retained was said to nobody now.
      await this.#broker.subscribe(filter, (topic, payload, retained) => retained || this.#onRequest(topic, payload));
    }
    // Whoever else writes there, such as the will of an earlier run that comes late, is put right.
    for (const filter of [this.#topics.state, this.#topics.boardState('+')]) {
      await this.#broker.subscribe(filter, (topic, payload) => this.#states.hear(topic, payload));
    }
    this.#broker.onConnection((connected) => {
      this.#options.onEvent?.({ kind: 'broker', connected });
      if (connected) this.#onReconnected();
    });
    this.#sayState();
    this.#timers = [
      setInterval(() => this.#tick(), tickMs),
      setInterval(() => this.#broker.connected && this.#sayState(), heartbeatMs),
    ];
  }

  async close(): Promise<void> {
    const { drainMs = defaultDrainMs } = this.#options;
    for (const timer of this.#timers) clearInterval(timer);
    const wasOnline = this.#online;
    this.#online = false;
    await Promise.all([...this.#desks.values()].map((desk) => desk.close(drainMs)));
    if (wasOnline) this.#sayState(); // else the name is perhaps another bridge's
    await this.#broker.close();
  }

  #addDesk(place: BoardPlace): void {
    const { onEvent } = this.#options;
    let present = false;
    let problem = '';
    const change = () => {
      const { keeper } = desk;
      const isNews = present !== (keeper.board !== undefined) || problem !== keeper.problem;
      present = keeper.board !== undefined;
      problem = keeper.problem;
      if (isNews) onEvent?.({ kind: 'board', name: place.name, present, problem });
      this.#sayBoards();
    };
    const publish = (topic: string, payload: Buffer) => this.#broker.publish(topic, payload);
    const reply = (session: Session, fields: ReplyFields) => this.#reply(session, fields);
    const desk = new BoardDesk(place, this.#topics, { reply, publish, change });
    this.#desks.set(place.name, desk);
  }

  #onRequest(topic: string, payload: Buffer): void {
    const place = parseRequestTopic(topic);
    if (!place) return;
    const tooLong = payload.length > maxBatchBytes;
    const batch = tooLong ? undefined : requestBatch.decode(payload);
    if (tooLong)
      this.#refuse(place, RefusalCode.REFUSAL_CODE_MESSAGE_TOO_LARGE, `${grouped(maxBatchBytes)} bytes at most`);
    else if (!batch) this.#refuse(place, RefusalCode.REFUSAL_CODE_MALFORMED, 'it is not a RequestBatch');
    else if (batch.release) this.#release(this.#sessions.findReleased(batch));
    else {
      const session = this.#sessions.find(place, batch, topic, payload);
      if (!session) this.#refuse(place, RefusalCode.REFUSAL_CODE_UNAUTHENTICATED, 'its key or mac is missing or wrong');
      else {
        const desk = this.#desks.get(place.board);
        const code = RefusalCode.REFUSAL_CODE_UNKNOWN_BOARD;
        if (desk) desk.onBatch(session, batch, place.mayFlash);
        else this.#reply(session, { refusal: { code, detail: [...this.#desks.keys()].join(', ') } });
      }
    }
  }

  #release(session: Session | undefined): void {
    if (session) this.#desks.get(session.board)?.release(session);
  }

  #reply(session: Session, fields: ReplyFields): void {
    const topic = this.#topics.reply(session.board, session.name);
    const encode = (sequence: number) => replyBatch.encode({ ...fields, sequence });
    this.#broker.publish(topic, this.#sessions.seal(session, topic, encode));
  }

  /** Not sealed, because there is no session: useful when developing a client; a client in a session ignores it. */
  #refuse({ board, client }: RequestPlace, code: RefusalCode, detail: string): void {
    this.#broker.publish(this.#topics.reply(board, client), replyBatch.encode({ refusal: { code, detail } }));
  }

  #onRival(): void {
    if (performance.now() - this.#toldRival < rivalMs) return;
    this.#toldRival = performance.now();
    this.#options.onEvent?.({ kind: 'rival' });
  }

  #onReconnected(): void {
    this.#claim.assert();
    this.#states.sayAllAgain();
  }

  #tick(): void {
    this.#states.tick();
    this.#sayBoards();
  }

  #sayState(): void {
    this.#states.say(this.#topics.state, this.#stateOf(this.#online));
  }

  #sayBoards(): void {
    for (const [name, { keeper, leaseHolder }] of this.#desks) {
      const { core, clockHz, memoryBytes } = keeper.board?.identity ?? { core: 0, clockHz: 0, memoryBytes: 0 };
      const { imageId, problem, place } = keeper;
      const present = keeper.board !== undefined;
      const what = { present, url: place.url, problem, core, clockHz, memoryBytes, imageId };
      const held = { leaseHolder: leaseHolder?.name ?? '', tags: [...(place.tags ?? [])] };
      const state = boardState.encode({ ...what, ...held, health: keeper.board?.health });
      const topic = this.#topics.boardState(name);
      if (!this.#states.isSaid(topic, state)) this.#states.say(topic, state);
    }
  }
}

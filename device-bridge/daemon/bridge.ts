// The bridge: boards on one side, MQTT on the other. Says on retained topics that it is alive and what its boards do.

import { randomBytes } from 'node:crypto';
import { RetortError } from '../../proto/retort-error.ts';
import { type Broker, connectBroker } from '../mqtt/broker.ts';
import { BridgeNameTakenError } from '../mqtt/errors.ts';
import { boardState, bridgeState, maxBatchBytes, RefusalCode, replyBatch } from '../mqtt/messages.ts';
import { type BridgeAddress, parseRequestTopic, requireName, topicsOf } from '../mqtt/names.ts';
import { BoardDesk } from './board-desk.ts';
import type { BoardPlace } from './board-keeper.ts';
import { Claim } from './claim.ts';

export interface BridgeOptions extends BridgeAddress {
  /** `mqtt://[USER:PASSWORD@]HOST[:PORT]`, or mqtts. */
  readonly broker: string;
  readonly boards: readonly BoardPlace[];
  readonly signal?: AbortSignal;
  onEvent?(event: BridgeEvent): void;
}

export type BridgeEvent =
  | { readonly kind: 'board'; readonly name: string; readonly present: boolean; readonly problem: string }
  | { readonly kind: 'broker'; readonly connected: boolean };

export interface Bridge {
  /** Rejects when the bridge has lost its name to another one. */
  readonly failed: Promise<never>;
  /** Answers what is under way, says goodbye, closes the boards. */
  close(): Promise<void>;
}

const refreshMs = 500;

/** Two boards of one bridge have the same name. */
export class DuplicateBoardError extends RetortError {
  readonly code = 'BRIDGE_DUPLICATE_BOARD';
  readonly category = 'usage';
  override readonly name = 'DuplicateBoardError';
  readonly board: string;

  constructor(board: string) {
    super(`two boards of this bridge are named '${board}': name them with --board NAME=URL`);
    this.board = board;
  }
}

/**
 * Resolves when clients can find it; boards are looked for from then on.
 * @throws MqttNameError, DuplicateBoardError, what connectBroker throws, BridgeNameTakenError, the signal's reason
 */
export async function startBridge(options: BridgeOptions): Promise<Bridge> {
  requireName('group', options.group);
  requireName('bridge', options.bridge);
  const names = options.boards.map(({ name }) => requireName('board', name));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new DuplicateBoardError(twice);
  const instance = randomBytes(8).toString('hex');
  const topics = topicsOf(options);
  const stateOf = (online: boolean) =>
    bridgeState.encode({ online, instance, boards: names, maxMessageBytes: maxBatchBytes });
  const broker = await connectBroker({
    url: options.broker,
    clientId: `retort-bridge-${instance}`,
    will: { topic: topics.state, payload: stateOf(false), retain: true },
    signal: options.signal,
  });
  const running = new RunningBridge(options, broker, instance, stateOf);
  try {
    await running.start();
    return running;
  } catch (error) {
    await running.close();
    throw error;
  }
}

class RunningBridge implements Bridge {
  readonly failed: Promise<never>;
  readonly #options: BridgeOptions;
  readonly #broker: Broker;
  readonly #claim: Claim;
  readonly #stateOf: (online: boolean) => Buffer;
  readonly #topics: ReturnType<typeof topicsOf>;
  readonly #desks = new Map<string, BoardDesk>();
  /** The last state of each board, as published. */
  readonly #states = new Map<string, Buffer>();
  #online = false;
  #refresh: NodeJS.Timeout | undefined;
  #fail: (error: Error) => void = () => {};

  constructor(options: BridgeOptions, broker: Broker, instance: string, stateOf: (online: boolean) => Buffer) {
    this.#options = options;
    this.#broker = broker;
    this.#topics = topicsOf(options);
    this.#stateOf = stateOf;
    this.failed = new Promise((_, reject) => (this.#fail = reject));
    this.failed.catch(() => {}); // whoever awaits it sees it
    const taken = () => this.#fail(new BridgeNameTakenError(`${options.group}/${options.bridge}`, broker.name));
    this.#claim = new Claim(broker, this.#topics.claim, instance, taken);
  }

  /** @throws BridgeNameTakenError */
  async start(): Promise<void> {
    await Promise.race([this.#claim.establish(), this.failed]);
    this.#options.signal?.throwIfAborted();
    for (const place of this.#options.boards) this.#addDesk(place);
    this.#online = true;
    await this.#broker.subscribe(this.#topics.request('+', '+'), (topic, payload) => this.#onRequest(topic, payload));
    // Whoever else writes there, such as the will of an earlier run that comes late, is put right.
    await this.#broker.subscribe(this.#topics.state, (_, payload) => {
      if (!payload.equals(this.#stateOf(this.#online))) this.#sayState();
    });
    await this.#broker.subscribe(this.#topics.boardState('+'), (topic, payload) => this.#onBoardState(topic, payload));
    this.#broker.onConnection((connected) => {
      this.#options.onEvent?.({ kind: 'broker', connected });
      if (connected) this.#onReconnected();
    });
    this.#sayState();
    this.#refresh = setInterval(() => this.#sayBoards(), refreshMs);
  }

  async close(): Promise<void> {
    clearInterval(this.#refresh);
    const wasOnline = this.#online;
    this.#online = false;
    await Promise.all([...this.#desks.values()].map((desk) => desk.close()));
    if (wasOnline) this.#sayState(); // else the name is perhaps another bridge's
    await this.#broker.close();
  }

  #addDesk(place: BoardPlace): void {
    const { onEvent } = this.#options;
    let present = false;
    let problem = '';
    const onChange = () => {
      const { keeper } = desk;
      const isNews = present !== (keeper.board !== undefined) || problem !== keeper.problem;
      present = keeper.board !== undefined;
      problem = keeper.problem;
      if (isNews) onEvent?.({ kind: 'board', name: place.name, present, problem });
      this.#sayBoards();
    };
    const publish = (topic: string, payload: Buffer) => this.#broker.publish(topic, payload);
    const desk = new BoardDesk(place, this.#topics, publish, onChange);
    this.#desks.set(place.name, desk);
  }

  #onBoardState(topic: string, payload: Buffer): void {
    for (const [name, state] of this.#states) {
      if (topic === this.#topics.boardState(name) && !payload.equals(state)) this.#publishState(name, state);
    }
  }

  #onRequest(topic: string, payload: Buffer): void {
    const { board, client } = parseRequestTopic(topic) ?? {};
    if (board === undefined || client === undefined) return;
    const desk = this.#desks.get(board);
    if (desk) desk.onBatch(client, payload);
    else this.#refuseUnknown(board, client);
  }

  #refuseUnknown(board: string, client: string): void {
    const detail = [...this.#desks.keys()].join(', ');
    const refusal = { code: RefusalCode.REFUSAL_CODE_UNKNOWN_BOARD, detail };
    this.#broker.publish(this.#topics.reply(board, client), replyBatch.encode({ refusal }));
  }

  /** A broker that was restarted may have forgotten everything. */
  #onReconnected(): void {
    this.#claim.assert();
    this.#sayState();
    this.#states.clear();
    this.#sayBoards();
  }

  #sayState(): void {
    this.#broker.publish(this.#topics.state, this.#stateOf(this.#online), { retain: true, qos: 1 });
  }

  #sayBoards(): void {
    for (const [name, { keeper, leaseHolder }] of this.#desks) {
      const { core, clockHz } = keeper.board?.identity ?? { core: 0, clockHz: 0 };
      const { imageId, problem, place } = keeper;
      const present = keeper.board !== undefined;
      const what = { present, url: place.url, problem, core, clockHz, imageId, leaseHolder };
      const state = boardState.encode({ ...what, health: keeper.board?.health });
      if (this.#states.get(name)?.equals(state)) continue;
      this.#states.set(name, state);
      this.#publishState(name, state);
    }
  }

  #publishState(name: string, state: Buffer): void {
    this.#broker.publish(this.#topics.boardState(name), state, { retain: true, qos: 1 });
  }
}

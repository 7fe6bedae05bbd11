// Which boards a bridge has, as it announces them; only listens.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectBroker } from '../mqtt/broker.ts';
import { BridgeOfflineError } from '../mqtt/errors.ts';
import { type BoardState, type BridgeState, boardState, bridgeState } from '../mqtt/messages.ts';
import { type BridgeAddress, requireName, topicsOf } from '../mqtt/names.ts';

export interface AnnouncedBoard {
  /** Its name. */
  readonly board: string;
  readonly present: boolean;
  /** The client that has it; empty: nobody. */
  readonly leaseHolder: string;
  /** As in its Identity; 0 until the board was first found. */
  readonly core: number;
  readonly memoryBytes: number;
  readonly clockHz: number;
  readonly tags: readonly string[];
}

export interface ListOptions extends BridgeAddress {
  /** As ../mqtt/credentials.ts reads it. */
  readonly broker: string;
  readonly signal?: AbortSignal;
}

/** For a bridge that is just being started. */
const waitMs = 4000;
const lookMs = 50;

/**
 * Waits until the bridge is online and has said something about each of its boards.
 * @throws MqttNameError, what connectBroker throws, BridgeOfflineError, the signal's reason
 */
export async function listBridgeBoards({ broker: url, signal, ...address }: ListOptions): Promise<AnnouncedBoard[]> {
  requireName('group', address.group);
  requireName('bridge', address.bridge);
  const clientId = `retort-list-${randomBytes(8).toString('hex')}`;
  const broker = await connectBroker({ url, role: 'flash', clientId, signal });
  try {
    const topics = topicsOf(address);
    const states = new Map<string, BoardState>();
    let bridge: BridgeState | undefined;
    await broker.subscribe(topics.state, (_, payload) => {
      bridge = bridgeState.decode(payload) ?? bridge;
    });
    await broker.subscribe(topics.boardState('+'), (topic, payload) => {
      const state = boardState.decode(payload);
      if (state) states.set(topic.split('/').at(-2)!, state);
    });
    const isComplete = () => bridge?.online === true && bridge.boards.every((board) => states.has(board));
    for (const until = performance.now() + waitMs; !isComplete() && performance.now() < until; ) {
      await sleep(lookMs);
      signal?.throwIfAborted();
    }
    if (!bridge?.online) throw new BridgeOfflineError(address.bridge, broker.name, bridge ? 'offline' : 'unknown');
    return bridge.boards.map((board) => announced(board, states.get(board)));
  } finally {
    await broker.close();
  }
}

function announced(board: string, state: BoardState | undefined): AnnouncedBoard {
  const { present = false, leaseHolder = '', core = 0, memoryBytes = 0, clockHz = 0, tags = [] } = state ?? {};
  return { board, present, leaseHolder, core, memoryBytes, clockHz, tags };
}

// A bridge's board as a source of observations: its prediction stream and its states over MQTT. Only listens.
import { randomBytes } from 'node:crypto';
import { connectBroker } from '../mqtt/broker.ts';
import { UnknownBoardError } from '../mqtt/errors.ts';
import {
  type BoardState,
  type BridgeState,
  boardState,
  bridgeState,
  correctionMs,
  type LineHealth,
  type ObservedPrediction,
  predictionBatch,
  staleMs,
} from '../mqtt/messages.ts';
import { type BoardAddress, requireName, topicsOf } from '../mqtt/names.ts';
import type { LinkHealth } from '../session/connection.ts';
import type { Observation, ObservationSource, WatchEvent } from './observation.ts';

const lookMs = 200;

export interface PredictionStreamOptions extends BoardAddress {
  /** As ../mqtt/credentials.ts reads it. */
  readonly broker: string;
  readonly signal?: AbortSignal;
}

/**
 * Waits for a bridge that is not there yet, but ends with an UnknownBoardError where there is one without this board.
 * @throws MqttNameError, what connectBroker throws, the signal's reason
 */
export async function openPredictionStream(options: PredictionStreamOptions): Promise<ObservationSource> {
  const { group, bridge, board, signal } = options;
  requireName('group', group);
  requireName('bridge', bridge);
  requireName('board', board);
  const clientId = `retort-watch-${randomBytes(8).toString('hex')}`;
  const broker = await connectBroker({ url: options.broker, role: 'flash', clientId, signal });
  const topics = topicsOf(options);
  let emit: (event: WatchEvent) => void = () => {};
  let onceEnded: (error?: Error) => void = () => {};
  const end = (error?: Error) => {
    const tell = onceEnded;
    onceEnded = () => {};
    tell(error);
  };
  let next: number | undefined;

  const bridgeWatch = new BridgeWatch(
    board,
    (event) => emit(event),
    (error) => end(error),
  );
  const onPredictions = (payload: Buffer) => {
    const batch = predictionBatch.decode(payload);
    if (!batch) return;
    const { sequence, imageId, predictions } = batch;
    // A bridge that was started again counts from 0: what was missed then is not known.
    const missed = next === undefined || sequence < next ? 0 : sequence - next;
    next = (sequence + predictions.length) >>> 0;
    emit({ kind: 'predictions', imageId, missed, observations: predictions.map(observationOf) });
  };
  return {
    name: `${broker.name}/${group}/${bridge}/${board}`,
    start(onEvent, onEnd) {
      emit = onEvent;
      onceEnded = onEnd;
      broker.onConnection((connected) => emit({ kind: 'broker', connected }));
      const subscribed = Promise.all([
        broker.subscribe(topics.predictions(board), (_, payload) => onPredictions(payload)),
        broker.subscribe(topics.boardState(board), (_, payload) => {
          const state = boardState.decode(payload);
          if (state) emit(boardEventOf(state));
          if (state?.health) emit({ kind: 'health', health: healthOf(state.health) });
        }),
        broker.subscribe(topics.state, (_, payload, retained) => bridgeWatch.hear(payload, retained)),
      ]);
      subscribed.catch(end);
    },
    async close() {
      bridgeWatch.close();
      await broker.close();
      end();
    },
  };
}

/** Whether the bridge is there, which its retained state alone does not tell. */
class BridgeWatch {
  readonly #board: string;
  readonly #emit: (event: WatchEvent) => void;
  readonly #onUnknown: (error: Error) => void;
  readonly #timer: NodeJS.Timeout;
  #state: BridgeState | undefined;
  #heardAt = performance.now();
  #lacksBoardSince: number | undefined;

  constructor(board: string, emit: (event: WatchEvent) => void, onUnknown: (error: Error) => void) {
    this.#board = board;
    this.#emit = emit;
    this.#onUnknown = onUnknown;
    this.#timer = setInterval(() => this.#look(), lookMs).unref();
  }

  hear(payload: Buffer, retained: boolean): void {
    const state = bridgeState.decode(payload);
    if (!state) return;
    // What the broker kept says nothing about now; from here on the bridge has the time to say that it lives.
    if (!retained || !this.#state) this.#heardAt = performance.now();
    this.#state = state;
    this.#emit({ kind: 'bridge', online: state.online });
    const lacksBoard = state.online && !state.boards.includes(this.#board);
    this.#lacksBoardSince = lacksBoard ? (this.#lacksBoardSince ?? performance.now()) : undefined;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    if (!this.#state?.online) return;
    const now = performance.now();
    if (this.#lacksBoardSince !== undefined && now - this.#lacksBoardSince > correctionMs)
      this.#onUnknown(new UnknownBoardError(this.#board, this.#state.boards.join(', ')));
    const staleSeconds = Math.max(0, (Date.now() - Number(this.#state.saidMs)) / 1000);
    if (now - this.#heardAt > staleMs) this.#emit({ kind: 'bridge', online: false, staleSeconds });
  }
}

/** Field by field: a field absent on the wire is not an own property of the message. */
function boardEventOf({ present, problem, imageId, clockHz, leaseHolder }: BoardState): WatchEvent {
  return { kind: 'board', present, problem, imageId, clockHz, leaseHolder };
}

function healthOf(line: LineHealth): LinkHealth {
  return {
    requestsRepeated: line.requestsRepeated ?? 0,
    chunksRepeated: line.chunksRepeated ?? 0,
    inferencesRepeated: line.inferencesRepeated ?? 0,
    recoveries: line.recoveries ?? 0,
    staleReplies: line.staleReplies ?? 0,
    badMessages: line.badMessages ?? 0,
  };
}

function observationOf(prediction: ObservedPrediction): Observation {
  const { sampleId, label, cycles, latencyUs, logits, input } = prediction;
  const bytes = logits ?? new Uint8Array(0);
  return {
    sampleId: sampleId ?? 0,
    label: label ?? 0,
    cycles: cycles ?? 0,
    latencyMs: (latencyUs ?? 0) / 1000,
    logits: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length),
    input: input ?? new Uint8Array(0),
  };
}

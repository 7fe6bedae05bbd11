// Requests and replies over a Link: gives ids, matches replies to requests, and retries after a timeout. Which rate the
// line has, and what to do with a silent board, is ./session.ts's.
import { randomInt } from 'node:crypto';
import {
  type Answers,
  type Commands,
  decodeReply,
  encodeRequest,
  MessageError,
  type Reply,
} from '../framing/message.ts';
import { type Link, LinkClosedError, LinkEndError } from '../link/link.ts';
import { BoardError, NoAnswerError } from './errors.ts';
import { RoundTrip } from './round-trip.ts';

const answerOf = {
  identify: 'identity',
  getStatus: 'status',
  setBaudRate: 'baudRateSet',
  begin: 'ready',
  chunk: 'chunkWritten',
  commit: 'committed',
  infer: 'prediction',
  rangeCrc: 'rangeCrcValue',
  readMemory: 'memory',
  abort: 'aborted',
} as const satisfies Record<keyof Commands, keyof Answers>;

export type AnswerTo<K extends keyof Commands> = Answers[(typeof answerOf)[K]];

/** What went wrong on the way and was put right. */
export interface LinkHealth {
  requestsRepeated: number;
  chunksRepeated: number;
  inferencesRepeated: number;
  /** Times that the board was lost and found again. */
  recoveries: number;
  /** Replies that nobody waited for any more. */
  staleReplies: number;
  /** Good frames that were no message. */
  badMessages: number;
}

export interface AskOptions {
  /** For an answer, before it is asked again, beyond the time that the line takes. */
  readonly timeoutMs: number;
  /** Waits twice as long after each asking: a computer or a simulated board may be busier than anyone thought. */
  readonly backsOff?: boolean;
  readonly attempts: number;
  /** How long a message may wait for room on the link before the line counts as blocked; the default is more than any line needs. */
  readonly blockedMs?: number;
  readonly signal?: AbortSignal;
}

/** Bits on the line for a byte of a message, stuffing included, and bits that a message takes beside its data. */
const bitsPerByte = 10.1;
const messageBits = 400;

/** Ids of requests have this bit; those of samples do not. */
const requestBit = 0x8000_0000;

export class Connection {
  readonly link: Link;
  readonly health: LinkHealth = {
    requestsRepeated: 0,
    chunksRepeated: 0,
    inferencesRepeated: 0,
    recoveries: 0,
    staleReplies: 0,
    badMessages: 0,
  };
  /** Of small messages at the present rate. */
  roundTrip = new RoundTrip();
  /** Of the line; 0 where it has none. */
  baud = 0;
  /** When a message was last sent, on the link's clock. */
  lastSentAt = Number.NEGATIVE_INFINITY;
  /** Gets the predictions that nobody expects. */
  onUnexpectedPrediction: ((id: number) => void) | undefined;
  readonly #expected = new Map<number, (reply: Reply) => void>();
  readonly #endListeners = new Set<(error: Error) => void>();
  // Random, so that an answer to an earlier session is not taken for one to this.
  #lastId = randomInt(requestBit);
  #ended: Error | undefined;
  /** When all that was sent has passed the line, on the link's clock. */
  #lineFreeAt = Number.NEGATIVE_INFINITY;

  constructor(link: Link) {
    this.link = link;
    link.start({
      message: (bytes) => this.#dispatch(bytes),
      closed: (error) => this.#end(error instanceof LinkEndError ? error : new LinkClosedError(link.name, error)),
    });
  }

  get ended(): boolean {
    return this.#ended !== undefined;
  }

  nextId(): number {
    this.#lastId = (this.#lastId + 1) % requestBit;
    return this.#lastId + requestBit;
  }

  /** Gives every reply with this id to `handler` until `forget`. */
  expect(id: number, handler: (reply: Reply) => void): void {
    this.#expected.set(id, handler);
  }

  forget(id: number): void {
    this.#expected.delete(id);
  }

  /** Calls back once when the link has ended; the result takes that back. */
  onEnd(listener: (error: Error) => void): () => void {
    if (this.#ended) listener(this.#ended);
    else this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  }

  /** Sends without waiting for an answer. Resolves when the link has room for more. */
  async send<K extends keyof Commands>(id: number, kind: K, value: Commands[K]): Promise<void> {
    if (this.#ended) throw this.#ended;
    this.lastSentAt = this.link.clock.now();
    const message = encodeRequest({ id, kind, value } as Parameters<typeof encodeRequest>[0]);
    this.#lineFreeAt = Math.max(this.#lineFreeAt, this.lastSentAt) + this.lineMs(message.length);
    await this.link.send(message);
  }

  /** Milliseconds that `bytes` of data take on the line in this many messages. */
  lineMs(bytes: number, messages = 1): number {
    return this.baud === 0 ? 0 : (1000 * (bytes * bitsPerByte + messages * messageBits)) / this.baud;
  }

  /**
   * Asks up to `attempts` times; an answer to any of them counts, so a command must bear repetition.
   * @throws NoAnswerError, BoardError, LinkClosedError, the signal's reason
   */
  ask<K extends keyof Commands>(kind: K, value: Commands[K], options: AskOptions): Promise<AnswerTo<K>> {
    const { timeoutMs, backsOff = false, attempts, blockedMs = 10_000, signal } = options;
    const firstAskedAt = this.link.clock.now();
    return new Promise((resolve, reject) => {
      const ids: number[] = [];
      let ended = false;
      let cancelTimer = () => {};
      const end = (settle: () => void) => {
        ended = true;
        cancelTimer();
        for (const id of ids) this.forget(id);
        forgetEnd();
        signal?.removeEventListener('abort', abort);
        settle();
      };
      const abort = () => end(() => reject(signal?.reason));
      const giveUp = () => end(() => reject(new NoAnswerError(kind, ids.length, this.link.clock.now() - firstAskedAt)));
      const attempt = () => {
        if (ids.length === attempts) return giveUp();
        if (ids.length > 0) this.health.requestsRepeated += 1;
        const id = this.nextId();
        const sentAt = this.link.clock.now();
        ids.push(id);
        this.expect(id, (reply) => {
          if (reply.kind === 'error') end(() => reject(new BoardError(kind, reply.value.code, reply.value.detail)));
          if (reply.kind !== answerOf[kind]) return;
          this.roundTrip.add(this.link.clock.now() - sentAt);
          end(() => resolve(reply.value as AnswerTo<K>));
        });
        cancelTimer = this.link.clock.after(blockedMs, giveUp);
        this.send(id, kind, value).then(
          () => {
            cancelTimer();
            if (ended) return;
            const lineMs = Math.max(this.#lineFreeAt - this.link.clock.now(), 0) + this.lineMs(0); // there and back
            const answerMs = timeoutMs * (backsOff ? 2 ** (ids.length - 1) : 1);
            cancelTimer = this.link.clock.after(lineMs + answerMs, attempt);
          },
          (error) => end(() => reject(error)),
        );
      };
      let forgetEnd = () => {};
      if (signal?.aborted) return reject(signal.reason);
      signal?.addEventListener('abort', abort, { once: true });
      forgetEnd = this.onEnd((error) => end(() => reject(error)));
      if (!ended) attempt();
    });
  }

  #dispatch(bytes: Uint8Array): void {
    const reply = this.#decode(bytes);
    if (!reply) return;
    const handler = this.#expected.get(reply.id);
    if (handler) {
      handler(reply);
      return;
    }
    this.health.staleReplies += 1;
    if (reply.kind === 'prediction') this.onUnexpectedPrediction?.(reply.id);
  }

  #decode(bytes: Uint8Array): Reply | undefined {
    try {
      return decodeReply(bytes);
    } catch (error) {
      if (!(error instanceof MessageError)) throw error;
      this.health.badMessages += 1;
      return undefined;
    }
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const listener of [...this.#endListeners]) listener(this.#ended);
    this.#endListeners.clear();
  }
}

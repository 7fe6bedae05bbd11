// A conversation with one board: the rate of its line, keeping it there, and finding the board again when it was reset or fell back.
// What is said is in ./flash.ts and ./infer.ts.
import type { Commands, Identity } from '../framing/message.ts';
import type { Link } from '../link/link.ts';
import { findBoard, raiseRate, startBaud } from './bring-up.ts';
import { type AnswerTo, Connection } from './connection.ts';
import { NoAnswerError } from './errors.ts';
import type { Timing } from './timing.ts';

const requestAttempts = 3;

export interface RequestOptions {
  /** Added to the usual wait for an answer, for what takes the board a while. */
  readonly extraMs?: number;
  readonly signal?: AbortSignal;
}

export class Session {
  readonly connection: Connection;
  readonly timing: Timing;
  /** As of the last time the board was found. */
  identity: Identity;
  /** 0 where the link has none. */
  baud: number = startBaud;
  readonly #targetBaud: number;
  #cancelKeepAlive = () => {};
  #recovering: Promise<void> | undefined;

  private constructor(connection: Connection, identity: Identity, targetBaud: number, timing: Timing) {
    this.connection = connection;
    this.identity = identity;
    this.timing = timing;
    this.#targetBaud = targetBaud;
  }

  /** Finds the board on `link` and raises the rate to `targetBaud`. Throws what ./bring-up.ts throws; the link is then closed. */
  static async open(link: Link, targetBaud: number, timing: Timing, signal?: AbortSignal): Promise<Session> {
    const connection = new Connection(link);
    try {
      const identity = await findBoard(connection, timing, signal);
      const session = new Session(connection, identity, targetBaud, timing);
      session.baud = await raiseRate(connection, identity, targetBaud, timing, signal);
      session.#keepAlive();
      return session;
    } catch (error) {
      await link.close();
      throw error;
    }
  }

  /**
   * Asks until there is an answer; a board that gives none is looked for at its starting rate, once.
   * @throws BoardError, BoardSilentError, NoAnswerError, LinkClosedError, the signal's reason
   */
  async request<K extends keyof Commands>(
    kind: K,
    value: Commands[K],
    { extraMs = 0, signal }: RequestOptions = {},
  ): Promise<AnswerTo<K>> {
    await this.#recovering;
    const timeoutMs = this.timing.answerMs + extraMs;
    const options = { timeoutMs, backsOff: true, attempts: requestAttempts, signal };
    try {
      return await this.connection.ask(kind, value, options);
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
    }
    await this.recover(signal);
    return this.connection.ask(kind, value, options);
  }

  /** Sends without waiting for an answer, but not while the board is being looked for. */
  async send<K extends keyof Commands>(id: number, kind: K, value: Commands[K]): Promise<void> {
    await this.#recovering;
    await this.connection.send(id, kind, value);
  }

  /** Looks for the board at its starting rate and raises the rate again. Throws what ./bring-up.ts throws. */
  recover(signal?: AbortSignal): Promise<void> {
    this.#recovering ??= this.#findAgain(signal).finally(() => {
      this.#recovering = undefined;
    });
    return this.#recovering;
  }

  /** Leaves the board at its starting rate, so that the next session need not wait for its fallback, and closes the link. */
  async close(): Promise<void> {
    this.#cancelKeepAlive();
    const { connection } = this;
    if (this.#isRaised && !connection.ended) {
      const cyclesPerBit = Math.round(this.identity.clockHz / startBaud);
      const once = { timeoutMs: this.timing.answerMs, attempts: 1, blockedMs: 1000 };
      await connection.ask('setBaudRate', { cyclesPerBit }, once).catch(ignoreFarewell);
    }
    await connection.link.close();
  }

  get #isRaised(): boolean {
    return this.connection.link.hasBaudRate && this.baud !== startBaud;
  }

  async #findAgain(signal?: AbortSignal): Promise<void> {
    const { connection, timing } = this;
    connection.health.recoveries += 1;
    this.baud = startBaud;
    this.identity = await findBoard(connection, timing, signal);
    const loss = connection.link.explainLoss?.();
    if (loss) throw loss;
    this.baud = await raiseRate(connection, this.identity, this.#targetBaud, timing, signal);
  }

  #keepAlive(): void {
    const { connection, timing } = this;
    const { clock } = connection.link;
    const id = connection.nextId();
    // Its answer is not waited for: the next request finds out whether the board is still there.
    connection.expect(id, () => {});
    const tick = () => {
      if (connection.ended) return;
      const idleMs = clock.now() - connection.lastSentAt;
      if (idleMs >= timing.keepAliveMs && this.#isRaised && !this.#recovering) {
        connection.send(id, 'getStatus', {}).catch(ignoreEnd);
      }
      const waitMs = idleMs >= timing.keepAliveMs ? timing.keepAliveMs : timing.keepAliveMs - idleMs;
      this.#cancelKeepAlive = clock.after(Math.max(waitMs, 1), tick);
    };
    tick();
  }
}

/** The board falls back by itself, and a link that was lost needs no farewell. */
function ignoreFarewell(): void {}

/** The link's end reaches everyone who waits for an answer. */
function ignoreEnd(): void {}

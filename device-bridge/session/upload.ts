// Sends ranges of a payload in pieces: several under way, each missing one again. Which ranges, and the commit, are ./flash.ts's.
import type { Reply } from '../framing/message.ts';
import { type ByteRange, cutRange, lengthOf } from './byte-range.ts';
import { BoardError, NoAnswerError } from './errors.ts';
import { RoundTrip } from './round-trip.ts';
import type { Session } from './session.ts';

export const chunkBytes = 1024;
/** On the wire, with what surrounds a piece's data; for planning only. */
const chunkBitTimes = (chunkBytes + 27) * 10;
const fewestInFlight = 4;
const mostInFlight = 13;
/** Timeouts in a row before the board is asked whether it is there. */
const patience = 3;
/** Times that it may say so without any piece getting through. */
const mostChecks = 8;

export interface UploadOptions {
  readonly signal?: AbortSignal;
  /** What the board reports as received beyond this came in this upload. */
  readonly receivedBefore: number;
  /** Of the payload, with what was not to be sent. */
  onProgress?(bytesOnBoard: number): void;
}

export interface UploadCounts {
  frames: number;
  /** With those sent again. */
  bytes: number;
  /** 1 for each byte of the payload that was sent. */
  readonly sent: Uint8Array;
  windowBytes: number;
}

/** Pieces that must be under way for a line of this rate never to wait for an answer; the most where it has none (0). */
export function planInFlight(baud: number, roundTripMs: number): number {
  if (baud === 0) return mostInFlight;
  const chunkMs = (chunkBitTimes / baud) * 1000;
  return Math.min(Math.max(Math.ceil(roundTripMs / chunkMs) + 2, fewestInFlight), mostInFlight);
}

interface InFlight {
  readonly id: number;
  readonly chunk: number;
  readonly sentAt: number;
}

/**
 * Uploads `ranges` of `payload`, adding to `counts`; resolves when every piece is acknowledged. The link keeps order, so an
 * answer to a later piece shows that an earlier one, or its answer, was lost: that piece is sent again at once.
 * @throws BoardError, NoAnswerError when the board is lost, LinkClosedError, the signal's reason
 */
export async function uploadPayload(
  session: Session,
  payload: Uint8Array,
  ranges: readonly ByteRange[],
  counts: UploadCounts,
  options: UploadOptions,
): Promise<void> {
  const upload = new Upload(session, payload, ranges, counts, options);
  try {
    await upload.run();
  } finally {
    upload.end();
  }
}

class Upload {
  readonly #session: Session;
  readonly #payload: Uint8Array;
  readonly #pieces: readonly ByteRange[];
  readonly #counts: UploadCounts;
  readonly #options: UploadOptions;
  readonly #mostInFlight: number;
  /** Pieces from the first unacknowledged one to the last that was sent: what a lost board may cost. */
  readonly #window: number;
  readonly #acknowledged: Uint8Array;
  readonly #roundTrip = new RoundTrip();
  readonly #firstWaitMs: number;
  readonly #forgetEnd: () => void;
  /** In the order in which they were sent. */
  #inFlight: InFlight[] = [];
  #again: number[] = [];
  #next = 0;
  #lowest = 0;
  #bytesOnBoard: number;
  #timeouts = 0;
  #checks = 0;
  #answeredAt: number;
  #failure: { readonly reason: unknown } | undefined;
  #wake = () => {};
  #cancelTimer = () => {};

  constructor(
    session: Session,
    payload: Uint8Array,
    ranges: readonly ByteRange[],
    counts: UploadCounts,
    options: UploadOptions,
  ) {
    const { roundTrip } = session.connection;
    const roundTripMs = Number.isFinite(roundTrip.least) ? roundTrip.least : session.timing.answerMs;
    this.#session = session;
    this.#answeredAt = session.connection.link.clock.now();
    this.#payload = payload;
    this.#pieces = ranges.flatMap((range) => cutRange(range, chunkBytes));
    this.#bytesOnBoard = payload.length - lengthOf(ranges);
    this.#counts = counts;
    this.#options = options;
    this.#mostInFlight = planInFlight(session.baud, roundTripMs);
    this.#window = this.#mostInFlight + patience;
    const windowMs =
      session.baud === 0 ? session.timing.answerMs : (this.#window * chunkBitTimes * 1000) / session.baud;
    // A simulated board, or a busy host, takes longer than the line does.
    this.#firstWaitMs = Math.max(2 * roundTripMs + windowMs, session.timing.answerMs);
    this.#acknowledged = new Uint8Array(this.#pieces.length);
    this.#forgetEnd = session.connection.onEnd((error) => this.#fail(error));
    options.signal?.addEventListener('abort', this.#abort, { once: true });
    counts.windowBytes = this.#window * chunkBytes;
  }

  async run(): Promise<void> {
    if (this.#options.signal?.aborted) this.#abort();
    while (this.#lowest < this.#acknowledged.length) {
      if (this.#failure) throw this.#failure.reason;
      const chunk = this.#pick();
      if (chunk === undefined) await new Promise<void>((resolve) => (this.#wake = resolve));
      else this.#send(chunk).catch((error) => this.#fail(error));
    }
  }

  end(): void {
    this.#cancelTimer();
    this.#forgetEnd();
    this.#options.signal?.removeEventListener('abort', this.#abort);
    for (const { id } of this.#inFlight) this.#session.connection.forget(id);
  }

  #pick(): number | undefined {
    if (this.#inFlight.length >= this.#mostInFlight + this.#timeouts) return undefined;
    while (this.#again.length > 0) {
      const chunk = this.#again.shift()!;
      if (!this.#acknowledged[chunk]) return chunk;
    }
    const end = Math.min(this.#acknowledged.length, this.#lowest + this.#window);
    return this.#next < end ? this.#next++ : undefined;
  }

  /** Not waited for: what may be in flight already bounds what the port holds, however long its pipe. */
  async #send(chunk: number): Promise<void> {
    const { connection } = this.#session;
    const { offset, length } = this.#pieces[chunk];
    const data = this.#payload.subarray(offset, offset + length);
    const id = connection.nextId();
    connection.expect(id, (reply) => this.#onReply(reply));
    this.#inFlight.push({ id, chunk, sentAt: connection.link.clock.now() });
    this.#counts.frames += 1;
    this.#counts.bytes += length;
    this.#counts.sent.fill(1, offset, offset + length);
    this.#watch();
    await this.#session.send(id, 'chunk', { offset, data });
  }

  #onReply(reply: Reply): void {
    if (reply.kind === 'error') this.#fail(new BoardError('chunk', reply.value.code, reply.value.detail));
    if (reply.kind !== 'chunkWritten') return;
    const { connection } = this.#session;
    const at = this.#inFlight.findIndex(({ id }) => id === reply.id);
    const settled = this.#inFlight.splice(0, at + 1);
    for (const { id } of settled) connection.forget(id);
    this.#roundTrip.add(connection.link.clock.now() - settled[at].sentAt);
    this.#timeouts = 0;
    this.#checks = 0;
    this.#answeredAt = connection.link.clock.now();
    this.#acknowledged[settled[at].chunk] = 1;
    while (this.#acknowledged[this.#lowest] || this.#isReceived(this.#lowest, reply.value.received)) {
      this.#acknowledged[this.#lowest] = 1;
      this.#bytesOnBoard += this.#pieces[this.#lowest].length;
      this.#lowest += 1;
    }
    this.#repeat(settled);
    this.#options.onProgress?.(this.#bytesOnBoard);
    this.#watch();
    this.#wake();
  }

  /** Its own answer was lost, where it lies below the `received` of a later one. What lay there before this upload says nothing. */
  #isReceived(chunk: number, received: number): boolean {
    if (chunk >= this.#next) return false;
    const { offset, length } = this.#pieces[chunk];
    return offset >= this.#options.receivedBefore && offset + length <= received;
  }

  #repeat(lost: readonly InFlight[]): void {
    const underWay = (chunk: number) => this.#inFlight.some((sent) => sent.chunk === chunk);
    const missing = lost.map(({ chunk }) => chunk).filter((chunk) => !this.#acknowledged[chunk] && !underWay(chunk));
    this.#session.connection.health.chunksRepeated += missing.length;
    this.#again.push(...missing);
  }

  /** Waits for the oldest piece's answer: what is lost at the end no later answer shows. */
  #watch(): void {
    this.#cancelTimer();
    const oldest = this.#inFlight.find(({ chunk }) => !this.#acknowledged[chunk]);
    if (!oldest) return;
    const { clock } = this.#session.connection.link;
    const waitMs = (this.#roundTrip.overdueMs ?? this.#firstWaitMs) * 2 ** this.#timeouts;
    const overdue = () => this.#onOverdue(oldest.chunk);
    this.#cancelTimer = clock.after(Math.max(oldest.sentAt + waitMs - clock.now(), 1), overdue);
  }

  /** Sends the oldest piece again; the answer to it will show what else was lost. */
  #onOverdue(chunk: number): void {
    this.#timeouts += 1;
    if (this.#timeouts > patience) {
      this.#seeWhetherItIsThere().catch((error) => this.#fail(error));
      return;
    }
    this.#session.connection.health.chunksRepeated += 1;
    this.#again.unshift(chunk);
    this.#watch();
    this.#wake();
  }

  /** A bad line loses long messages though the board is there, and a busy computer is late. A short request tells; its answer, what was lost. */
  async #seeWhetherItIsThere(): Promise<void> {
    const { connection, timing } = this.#session;
    this.#checks += 1;
    if (this.#checks > mostChecks) throw new NoAnswerError('chunk', mostChecks * (patience + 1), this.#silentMs);
    const last = this.#inFlight.at(-1)!;
    const { signal } = this.#options;
    await connection.ask('getStatus', {}, { timeoutMs: timing.answerMs, backsOff: true, attempts: 3, signal });
    if (this.#failure) return;
    this.#timeouts = 0;
    const lost = this.#inFlight.splice(0, this.#inFlight.indexOf(last) + 1);
    for (const { id } of lost) connection.forget(id);
    this.#repeat(lost);
    this.#watch();
    this.#wake();
  }

  /** Since the last answer to a piece. */
  get #silentMs(): number {
    return this.#session.connection.link.clock.now() - this.#answeredAt;
  }

  readonly #abort = () => this.#fail(this.#options.signal?.reason);

  #fail(reason: unknown): void {
    this.#failure ??= { reason };
    this.#wake();
  }
}

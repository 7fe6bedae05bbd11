// Puts an image on a board: begins, uploads what the board's memory does not hold already, commits. Survives resets and lost lines in between.
import { crc32 } from '../framing/crc32.ts';
import { ErrorCode } from '../framing/message.ts';
import { type ByteRange, lengthOf, rangesOf } from './byte-range.ts';
import { findDifferingRanges } from './differing-ranges.ts';
import { BoardError, ImageTooLargeError, NoAnswerError } from './errors.ts';
import type { RequestOptions, Session } from './session.ts';
import { signalForAll } from './signal-for-all.ts';
import { type UploadCounts, uploadPayload } from './upload.ts';

export interface FlashImage {
  readonly payload: Uint8Array;
  /** Not 0. */
  readonly imageId: number;
  /** The core it was packed for. */
  readonly core: number;
  /** With its input slots and activations; checked before anything is sent. */
  readonly memoryBytes?: number;
}

export type FlashEvent =
  /** The board has this image already. */
  | { readonly kind: 'skipped' }
  /** The memory was compared: `bytes` in `ranges` are to be sent. */
  | { readonly kind: 'compared'; readonly bytes: number; readonly ranges: number }
  /** `bytes` of the image are on the board, with those that were there already. */
  | { readonly kind: 'progress'; readonly bytes: number; readonly total: number }
  /** The board was lost and is looked for. */
  | { readonly kind: 'lost' };

export interface FlashOptions {
  /** Sends all of it, whatever the board's memory holds. */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
  onEvent?(event: FlashEvent): void;
}

export interface FlashResult {
  readonly bytes: number;
  /** The image was in effect already. */
  readonly skipped: boolean;
  /** Of the image's bytes, those that were sent; the board held the rest. */
  readonly sentBytes: number;
  /** In which the sent ones lie. */
  readonly sentRanges: number;
  /** On top of `sentBytes`: those sent again. */
  readonly resentBytes: number;
  readonly frames: number;
  readonly windowBytes: number;
  /** 0 where the link has none. */
  readonly baud: number;
  /** All times in milliseconds of the link's clock. */
  readonly handshakeMs: number;
  readonly uploadMs: number;
  readonly commitMs: number;
  readonly seconds: number;
}

const recoveries = 3;

/** @throws ImageTooLargeError, BoardError, BoardSilentError, NoAnswerError, LinkClosedError, the signal's reason */
export async function flash(session: Session, image: FlashImage, options: FlashOptions = {}): Promise<FlashResult> {
  const { memoryBytes = image.payload.length } = image;
  if (memoryBytes > session.identity.memoryBytes)
    throw new ImageTooLargeError(memoryBytes, session.identity.memoryBytes);
  const signal = signalForAll([options.signal]); // every question of a comparison listens to it
  const flashing = new Flashing(session, image, { ...options, signal });
  if (!options.force && (await flashing.isOnBoard())) return flashing.skip();
  for (let attempt = 0; ; attempt++) {
    try {
      return await flashing.uploadAndCommit();
    } catch (error) {
      if (attempt >= recoveries || !isWorthAnother(error)) throw error;
      options.onEvent?.({ kind: 'lost' });
      if (error instanceof NoAnswerError) await session.recover(options.signal);
    }
  }
}

/** Lost, reset meanwhile, or its memory is not what was sent: all mended by beginning again. */
function isWorthAnother(error: unknown): boolean {
  if (error instanceof NoAnswerError) return true;
  if (!(error instanceof BoardError)) return false;
  return [ErrorCode.ERROR_CODE_NO_UPLOAD, ErrorCode.ERROR_CODE_CRC_MISMATCH].includes(error.boardCode);
}

class Flashing {
  readonly #session: Session;
  readonly #image: FlashImage;
  readonly #options: FlashOptions;
  readonly #startedAt: number;
  readonly #counts: UploadCounts;
  readonly #spentMs = { handshakeMs: 0, uploadMs: 0, commitMs: 0 };
  #trustMemory: boolean;

  constructor(session: Session, image: FlashImage, options: FlashOptions) {
    this.#session = session;
    this.#image = image;
    this.#options = options;
    this.#counts = { frames: 0, bytes: 0, sent: new Uint8Array(image.payload.length), windowBytes: 0 };
    this.#startedAt = this.#now();
    this.#trustMemory = !options.force;
  }

  async isOnBoard(): Promise<boolean> {
    const { payload, imageId } = this.#image;
    const status = await this.#session.request('getStatus', {}, this.#options);
    return status.imageId === imageId && (await this.#rangeCrc(0, payload.length)) === crc32(payload);
  }

  skip(): FlashResult {
    this.#options.onEvent?.({ kind: 'skipped' });
    this.#spentMs.handshakeMs = this.#now() - this.#startedAt;
    return this.#result(true);
  }

  async uploadAndCommit(): Promise<FlashResult> {
    const { payload } = this.#image;
    const { signal, onEvent } = this.#options;
    const { received, ranges } = await this.#timed('handshakeMs', () => this.#begin());
    onEvent?.({ kind: 'compared', bytes: lengthOf(ranges), ranges: ranges.length });
    const onProgress = (bytes: number) => onEvent?.({ kind: 'progress', bytes, total: payload.length });
    const uploading = { signal, onProgress, receivedBefore: received };
    await this.#timed('uploadMs', () => uploadPayload(this.#session, payload, ranges, this.#counts, uploading));
    await this.#timed('commitMs', () => this.#commit());
    return this.#result(false);
  }

  /**
   * What is to be sent. Compared only after `Begin`: from there on no inference changes the memory, and the board has no image, so that it
   * never runs what is half another's.
   */
  async #begin(): Promise<{ readonly received: number; readonly ranges: readonly ByteRange[] }> {
    const { payload, imageId, core } = this.#image;
    const begin = { imageId, length: payload.length, core };
    const { received } = await this.#whenIdle(() => this.#session.request('begin', begin, this.#options));
    const ranges = this.#trustMemory
      ? await findDifferingRanges(payload, (address, length) => this.#rangeCrc(address, length))
      : [{ offset: 0, length: payload.length }];
    return { received, ranges };
  }

  /** Waits while the board is busy, as with the inferences that an earlier session left. */
  async #whenIdle<T>(work: () => Promise<T>): Promise<T> {
    const { timing, connection } = this.#session;
    const giveUpAt = this.#now() + timing.inferenceMs;
    for (;;) {
      try {
        return await work();
      } catch (error) {
        const busy = error instanceof BoardError && error.boardCode === ErrorCode.ERROR_CODE_BUSY;
        if (!busy || this.#now() > giveUpAt) throw error;
      }
      await new Promise<void>((resolve) => connection.link.clock.after(timing.answerMs, resolve));
    }
  }

  async #commit(): Promise<void> {
    const { payload, imageId } = this.#image;
    const options = this.#whileItReads(payload.length);
    try {
      // A bridge is busy while it flashes the board.
      await this.#whenIdle(() => this.#session.request('commit', { imageId, crc: crc32(payload) }, options));
    } catch (error) {
      if (!(error instanceof BoardError)) throw error;
      if (error.boardCode === ErrorCode.ERROR_CODE_CRC_MISMATCH) this.#trustMemory = false;
      if (error.boardCode !== ErrorCode.ERROR_CODE_NO_UPLOAD) throw error;
      // It may be the answer to a repeated commit whose first one took effect.
      const status = await this.#session.request('getStatus', {}, this.#options);
      if (status.imageId !== imageId) throw error;
    }
  }

  async #rangeCrc(address: number, length: number): Promise<number> {
    return (await this.#session.request('rangeCrc', { address, length }, this.#whileItReads(length))).crc;
  }

  #whileItReads(length: number): RequestOptions {
    return { extraMs: readingMs(this.#session, length), signal: this.#options.signal };
  }

  async #timed<T>(phase: 'handshakeMs' | 'uploadMs' | 'commitMs', work: () => Promise<T>): Promise<T> {
    const startedAt = this.#now();
    const result = await work();
    this.#spentMs[phase] += this.#now() - startedAt;
    return result;
  }

  #now(): number {
    return this.#session.connection.link.clock.now();
  }

  #result(skipped: boolean): FlashResult {
    const { bytes, sent, frames, windowBytes } = this.#counts;
    const sentRanges = rangesOf(sent);
    const sentBytes = lengthOf(sentRanges);
    return {
      bytes: sent.length,
      skipped,
      sentBytes,
      sentRanges: sentRanges.length,
      resentBytes: bytes - sentBytes,
      frames,
      windowBytes,
      baud: this.#session.baud,
      ...this.#spentMs,
      seconds: (this.#now() - this.#startedAt) / 1000,
    };
  }
}

/** Milliseconds that a board may take to read `length` bytes back, ample: 32 cycles a byte. */
export function readingMs(session: Session, length: number): number {
  return (length * 32_000) / session.identity.clockHz;
}

// Frames on the wire: 0x00, COBS(message, CRC-32), 0x00, as proto/link.proto says. Knows nothing of what a message means.
import { grouped } from '../../proto/numbers.ts';
import { RetortError } from '../../proto/retort-error.ts';
import { stuff, stuffedLength, unstuff } from './cobs.ts';
import { crc32 } from './crc32.ts';

/** Longest message, in bytes. */
export const maxMessageBytes = 1064;
const crcBytes = 4;
const maxStuffedBytes = stuffedLength(maxMessageBytes + crcBytes);

/** What came in, and what of it was no message. */
export interface FrameCounters {
  bytes: number;
  /** Good frames. */
  frames: number;
  badCobs: number;
  badCrc: number;
  tooLong: number;
  tooShort: number;
}

/** A message of our own does not fit a frame. */
export class FrameTooLongError extends RetortError {
  readonly code = 'FRAME_TOO_LONG';
  readonly category = 'board';
  override readonly name = 'FrameTooLongError';
  readonly bytes: number;

  constructor(bytes: number) {
    super(
      `a message of ${grouped(bytes)} bytes does not fit a frame: send at most ${grouped(maxMessageBytes)}, in several messages`,
    );
    this.bytes = bytes;
  }
}

/** Bytes on the line of the longest frame that a message of this length can become; its zeros make it a few bytes shorter. */
export function longestFrame(messageBytes: number): number {
  return stuffedLength(messageBytes + crcBytes) + 2;
}

/**
 * The message as it travels.
 * @throws FrameTooLongError
 */
export function encodeFrame(message: Uint8Array): Uint8Array {
  if (message.length > maxMessageBytes) throw new FrameTooLongError(message.length);
  const checked = new Uint8Array(message.length + crcBytes);
  checked.set(message);
  new DataView(checked.buffer).setUint32(message.length, crc32(message), true);
  const stuffed = stuff(checked);
  const frame = new Uint8Array(stuffed.length + 2);
  frame.set(stuffed, 1);
  return frame;
}

/** Finds the messages in a stream of bytes, whatever its pieces. Garbage is dropped and counted, never thrown; it holds one frame at most. */
export class FrameDecoder {
  readonly counters: FrameCounters = { bytes: 0, frames: 0, badCobs: 0, badCrc: 0, tooLong: 0, tooShort: 0 };
  readonly #pending = new Uint8Array(maxStuffedBytes);
  #length = 0;
  #overflowed = false;

  /** The messages that `chunk` completes, in order; each has its own memory. */
  push(chunk: Uint8Array): Uint8Array[] {
    this.counters.bytes += chunk.length;
    const messages: Uint8Array[] = [];
    let start = 0;
    while (start < chunk.length) {
      const zero = chunk.indexOf(0, start);
      this.#hold(chunk.subarray(start, zero < 0 ? chunk.length : zero));
      if (zero < 0) break;
      const message = this.#endFrame();
      if (message) messages.push(message);
      start = zero + 1;
    }
    return messages;
  }

  #hold(bytes: Uint8Array): void {
    if (this.#length + bytes.length > maxStuffedBytes) this.#overflowed = true;
    if (this.#overflowed) return;
    this.#pending.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #endFrame(): Uint8Array | undefined {
    const stuffed = this.#pending.subarray(0, this.#length);
    const overflowed = this.#overflowed;
    this.#length = 0;
    this.#overflowed = false;
    if (overflowed) return this.#drop('tooLong');
    if (stuffed.length === 0) return undefined;
    const checked = unstuff(stuffed);
    if (!checked) return this.#drop('badCobs');
    if (checked.length <= crcBytes) return this.#drop('tooShort');
    const length = checked.length - crcBytes;
    if (length > maxMessageBytes) return this.#drop('tooLong');
    const message = checked.subarray(0, length);
    if (new DataView(checked.buffer).getUint32(length, true) !== crc32(message)) return this.#drop('badCrc');
    this.counters.frames += 1;
    return message;
  }

  #drop(reason: 'badCobs' | 'badCrc' | 'tooLong' | 'tooShort'): undefined {
    this.counters[reason] += 1;
  }
}

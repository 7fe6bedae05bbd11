// Faults on a line, drawn from a seed: bytes lost, bytes changed, and one byte changed in some of the frames. One instance serves one
// direction, so that what happens on the way there does not depend on what comes back.
import type { VirtualBoardOptions } from './options.ts';

export class LineFaults {
  readonly #rates: Required<Pick<VirtualBoardOptions, 'dropRate' | 'corruptRate' | 'corruptFrameRate'>>;
  #state: number;
  #inFrame = false;
  #spoilAfter = -1;

  constructor(options: VirtualBoardOptions, direction: 'to board' | 'from board') {
    const { dropRate = 0, corruptRate = 0, corruptFrameRate = 0, seed = 1 } = options;
    this.#rates = { dropRate, corruptRate, corruptFrameRate };
    this.#state = (seed * 2 + (direction === 'to board' ? 0 : 1)) >>> 0;
  }

  /** The bytes as they arrive. */
  pass(bytes: Uint8Array): Uint8Array {
    const { dropRate, corruptRate, corruptFrameRate } = this.#rates;
    if (dropRate === 0 && corruptRate === 0 && corruptFrameRate === 0) return bytes;
    const arrived: number[] = [];
    for (const byte of bytes) {
      const whole = corruptFrameRate > 0 ? this.#spoilFrame(byte) : byte;
      if (dropRate > 0 && this.#next() < dropRate) continue;
      arrived.push(corruptRate > 0 && this.#next() < corruptRate ? this.#change(whole) : whole);
    }
    return Uint8Array.from(arrived);
  }

  /** Picks a frame at its first byte, and then one of its first 8 bytes to change, so that short frames are hit as often. */
  #spoilFrame(byte: number): number {
    if (byte === 0) {
      this.#inFrame = false;
      return byte;
    }
    if (!this.#inFrame) {
      this.#inFrame = true;
      this.#spoilAfter = this.#next() < this.#rates.corruptFrameRate ? Math.floor(this.#next() * 8) : -1;
    }
    return this.#spoilAfter-- === 0 ? this.#change(byte) : byte;
  }

  #change(byte: number): number {
    return byte ^ (1 + Math.floor(this.#next() * 255));
  }

  /** Mulberry32, 0 ≤ x < 1. */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

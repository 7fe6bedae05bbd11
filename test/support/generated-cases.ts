// Hostile byte streams and messages from a seed, for tests of decoders in great number: a quick generator and the shapes that matter.
import { encodeFrame } from '../../device-bridge/framing/frame.ts';

/** Marsaglia's xorshift32: quick, seeded, good enough to vary cases. Integers from 0 to `below` - 1. */
export function createPicker(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** At least one byte; they tend to zeros, runs and the ends of COBS blocks. */
export function pickBytes(pick: (below: number) => number, longest: number): Uint8Array {
  const bytes = new Uint8Array(1 + pick(longest));
  const kind = pick(4);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = kind === 0 ? 0 : kind === 1 ? 255 : kind === 2 ? pick(256) : pick(3) * 127;
  }
  return bytes;
}

/** A frame with one thing wrong, or garbage without a frame; none of it is a good frame but by the chance of 2^-32. */
export function pickGarbage(pick: (below: number) => number): Uint8Array {
  if (pick(4) === 0) return pickBytes(pick, 40);
  const frame = encodeFrame(pickBytes(pick, 40));
  const at = pick(frame.length);
  if (pick(2) === 0) return frame.subarray(0, Math.min(at, frame.length - 2));
  frame[at] ^= 1 + pick(255);
  return frame;
}

// Consistent Overhead Byte Stuffing (Cheshire and Baker, 1999): takes the zeros out of bytes, so that 0x00 can end a frame.
// Pure functions; delimiters and checksums are ./frame.ts's.

/** Longest stuffed form of `length` bytes. */
export function stuffedLength(length: number): number {
  return length + Math.floor(length / 254) + 1;
}

/** The stuffed form of `data`: free of zeros, at most `stuffedLength(data.length)` bytes. */
export function stuff(data: Uint8Array): Uint8Array {
  const out = new Uint8Array(stuffedLength(data.length));
  let codeAt = 0;
  let end = 1;
  for (const byte of data) {
    if (end - codeAt === 255) {
      out[codeAt] = 255;
      codeAt = end++;
    }
    if (byte === 0) {
      out[codeAt] = end - codeAt;
      codeAt = end++;
    } else {
      out[end++] = byte;
    }
  }
  out[codeAt] = end - codeAt;
  return out.subarray(0, end);
}

/**
 * What `stuffed` stands for, or undefined if it is not a valid stuffed form: it holds a zero or ends inside a block.
 */
export function unstuff(stuffed: Uint8Array): Uint8Array | undefined {
  const out = new Uint8Array(stuffed.length);
  let end = 0;
  let at = 0;
  while (at < stuffed.length) {
    const code = stuffed[at++];
    const blockEnd = at + code - 1;
    if (code === 0 || blockEnd > stuffed.length) return undefined;
    while (at < blockEnd) {
      const byte = stuffed[at++];
      if (byte === 0) return undefined;
      out[end++] = byte;
    }
    if (code < 255 && at < stuffed.length) out[end++] = 0;
  }
  return out.subarray(0, end);
}

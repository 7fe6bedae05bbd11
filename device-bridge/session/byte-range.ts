// Ranges of a payload's bytes.

export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** Ranges of `most` bytes, the last one shorter where it does not come out even. */
export function cutRange({ offset, length }: ByteRange, most: number): ByteRange[] {
  return Array.from({ length: Math.ceil(length / most) }, (_, i) => ({
    offset: offset + i * most,
    length: Math.min(most, length - i * most),
  }));
}

export function lengthOf(ranges: readonly ByteRange[]): number {
  return ranges.reduce((sum, { length }) => sum + length, 0);
}

/** The runs of ones among zeros and ones. */
export function rangesOf(marks: Uint8Array): ByteRange[] {
  const ranges: ByteRange[] = [];
  for (let offset = marks.indexOf(1); offset >= 0; ) {
    const end = marks.indexOf(0, offset);
    const length = (end < 0 ? marks.length : end) - offset;
    ranges.push({ offset, length });
    offset = marks.indexOf(1, offset + length);
  }
  return ranges;
}

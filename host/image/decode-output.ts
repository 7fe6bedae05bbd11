// A network's output out of the bytes that a board answers with: the inverse of encode-input.ts at the other end.
import type { StudentImage } from './student-image.ts';

/**
 * int8 [rows, columns, channels] of what a prediction's `logits` hold. They are just that for an output of one pixel; for several, each
 * pixel's channels come padded to whole words.
 */
export function decodeOutput(
  { memory, layers }: Pick<StudentImage, 'memory' | 'layers'>,
  logits: Int8Array,
): Int8Array {
  const last = layers.findLast(({ outputAddress }) => outputAddress === memory.logitsAddress)!;
  const [rows, columns, channels] = last.shape;
  const { channelsPadded } = last;
  if (rows * columns === 1 || channels === channelsPadded) return logits;
  return removePadding(logits, channels, channelsPadded);
}

/** `values`: [pixels, channelsPadded]. Returns [pixels, channels]. */
function removePadding(values: Int8Array, channels: number, channelsPadded: number): Int8Array {
  const pixels = values.length / channelsPadded;
  const dense = new Int8Array(pixels * channels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    dense.set(values.subarray(pixel * channelsPadded, pixel * channelsPadded + channels), pixel * channels);
  }
  return dense;
}

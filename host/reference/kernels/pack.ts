// Weights and requantization in the order in which the kernels read them: output channels as lanes, eight together.
import type { Requantization } from '../operand.ts';

/** Output channels that the weighted kernels compute together. */
const LANES = 8;
const LANES_PER_VECTOR = 4;
/** Vectors of the struct `lanes`. */
const VECTORS = 5;

/**
 * [channels / 8][pairs of taps][8 channels][2 taps]. Taps come in `rows` of `rowLength`, each with a pair of its own at its end where
 * `rowLength` is odd; what is not there is 0. `weightOf` counts taps through all rows.
 */
export function packWeights(
  channels: number,
  rows: number,
  rowLength: number,
  weightOf: (channel: number, tap: number) => number,
): Int8Array {
  const rowPairs = Math.ceil(rowLength / 2);
  const groupBytes = rows * rowPairs * 2 * LANES;
  const packed = new Int8Array(Math.ceil(channels / LANES) * groupBytes);
  for (let channel = 0; channel < channels; channel++) {
    const first = Math.floor(channel / LANES) * groupBytes + (channel % LANES) * 2;
    for (let row = 0, tap = 0; row < rows; row++) {
      for (let i = 0; i < rowLength; i++, tap++) {
        packed[first + (row * rowPairs + (i >> 1)) * 2 * LANES + (i & 1)] = weightOf(channel, tap);
      }
    }
  }
  return packed;
}

/** Structs `lanes`, of whole groups of eight channels. `q` and `shift`: as in requantize.ts, one per channel. */
export function packLanes(bias: Int32Array, { q, shift }: Pick<Requantization, 'q' | 'shift'>): Int32Array {
  const groups = Math.ceil(bias.length / LANES);
  const packed = new Int32Array(groups * LANES * VECTORS);
  for (let channel = 0; channel < bias.length; channel++) {
    const first = Math.floor(channel / LANES_PER_VECTOR) * LANES_PER_VECTOR * VECTORS + (channel % LANES_PER_VECTOR);
    const rightShift = Math.max(0, -shift[channel]);
    const vectors = [
      bias[channel],
      2 ** Math.max(0, shift[channel]),
      q[channel],
      -(2 ** (31 - rightShift)),
      rightShift > 0 ? -1 : 0,
    ];
    for (const [vector, value] of vectors.entries()) packed[first + vector * LANES_PER_VECTOR] = value;
  }
  return packed;
}

// Dilated and grouped convolutions as full ones: the taps and the channels between are weights of 0, which add nothing to any sum.

/** Of int8 values. */
export const MOST_KERNEL_ELEMENTS = 2 ** 24;

/** [rows, columns] that a dilated kernel covers. */
export function dilatedSize(kernel: readonly number[], dilations: readonly number[]): [number, number] {
  return [(kernel[0] - 1) * dilations[0] + 1, (kernel[1] - 1) * dilations[1] + 1];
}

/** Weights [outer, rows, columns, inner] with zeros between their taps. */
export function dilateKernel(
  weights: Int8Array,
  [outer, rows, columns, inner]: readonly number[],
  dilations: readonly [number, number],
): Int8Array {
  if (dilations[0] === 1 && dilations[1] === 1) return weights;
  const [wideRows, wideColumns] = dilatedSize([rows, columns], dilations);
  const wide = new Int8Array(outer * wideRows * wideColumns * inner);
  for (let tap = 0; tap < outer * rows * columns; tap++) {
    const column = tap % columns;
    const row = Math.floor(tap / columns) % rows;
    const filter = Math.floor(tap / columns / rows);
    const to = ((filter * wideRows + row * dilations[0]) * wideColumns + column * dilations[1]) * inner;
    wide.set(weights.subarray(tap * inner, (tap + 1) * inner), to);
  }
  return wide;
}

/** Weights [filters, taps, channels of a group] for all the channels of `groups` groups; each filter reads its own group's. */
export function ungroupKernel(
  weights: Int8Array,
  filters: number,
  taps: number,
  groupChannels: number,
  groups: number,
): Int8Array {
  if (groups === 1) return weights;
  const full = new Int8Array(weights.length * groups);
  for (let filter = 0, from = 0; filter < filters; filter++) {
    const group = Math.floor(filter / (filters / groups));
    for (let tap = 0; tap < taps; tap++, from += groupChannels) {
      const to = ((filter * taps + tap) * groups + group) * groupChannels;
      full.set(weights.subarray(from, from + groupChannels), to);
    }
  }
  return full;
}

// Brings a picture to another size with a triangle filter that widens when shrinking, so that nothing of the picture is skipped.
// (tfjs's own resizing samples single pixels, which loses thin strokes.)

/** [rows, columns, channels] pixels to [newRows, newColumns, channels]; the same size is given back as it is. */
export function resizePixels(
  pixels: Uint8Array,
  [rows, columns, channels]: readonly [number, number, number],
  [newRows, newColumns]: readonly [number, number, ...number[]],
): Uint8Array {
  if (rows === newRows && columns === newColumns) return pixels;
  const across = resizeAxis(Float32Array.from(pixels), { outer: rows, from: columns, to: newColumns, inner: channels });
  const both = resizeAxis(across, { outer: 1, from: rows, to: newRows, inner: newColumns * channels });
  return Uint8Array.from(both, Math.round);
}

/** Resizes the middle axis of [outer, from, inner]. */
function resizeAxis(
  values: Float32Array,
  axis: { outer: number; from: number; to: number; inner: number },
): Float32Array {
  const { outer, from, to, inner } = axis;
  const resized = new Float32Array(outer * to * inner);
  for (let target = 0; target < to; target++) {
    for (const { source, weight } of triangleWeights(target, from, to)) {
      for (let block = 0; block < outer; block++) {
        const read = (block * from + source) * inner;
        const write = (block * to + target) * inner;
        for (let offset = 0; offset < inner; offset++) resized[write + offset] += weight * values[read + offset];
      }
    }
  }
  return resized;
}

/** Weights, of sum one, of the source pixels whose centres lie within the filter around the target's centre. */
function triangleWeights(target: number, from: number, to: number): { source: number; weight: number }[] {
  const radius = Math.max(1, from / to);
  const centre = ((target + 0.5) * from) / to - 0.5;
  const weights: { source: number; weight: number }[] = [];
  for (let source = Math.max(0, Math.ceil(centre - radius)); source <= Math.min(from - 1, centre + radius); source++) {
    const weight = 1 - Math.abs(source - centre) / radius;
    if (weight > 0) weights.push({ source, weight });
  }
  const sum = weights.reduce((total, { weight }) => total + weight, 0);
  return weights.map(({ source, weight }) => ({ source, weight: weight / sum }));
}

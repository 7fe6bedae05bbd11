// The inner loop of the reference's convolutions: sums of products for eight output channels at once, exact, at two products per
// multiplication of doubles. Knows nothing of shapes or rounding.

/** Output channels that are computed together. */
export const LANES = 8;
const PAIRS = LANES / 2;
/** A double holds the sums of two channels: low + high · 2^26, exact while each stays below 2^25. */
const HIGH = 2 ** 26;
/** |x − zero point| ≤ 255 and |w| ≤ 128, and 1,024 · 255 · 128 < 2^25. */
const MOST_TAPS = 1024;

/** Weights [filters, taps] as [filters / 8, taps, 4 pairs]; 0 for the filters that are not there. */
export function packWeights(weights: Int8Array, filters: number, taps: number): Float64Array {
  const packed = new Float64Array(Math.ceil(filters / LANES) * taps * PAIRS);
  for (let filter = 0; filter < filters; filter++) {
    const factor = filter % 2 === 0 ? 1 : HIGH;
    const first = Math.floor(filter / LANES) * taps * PAIRS + ((filter % LANES) >> 1);
    for (let tap = 0; tap < taps; tap++) packed[first + tap * PAIRS] += weights[filter * taps + tap] * factor;
  }
  return packed;
}

/**
 * Adds Σ inputs[tap] · w[group · 8 + lane][tap] to each of the eight `sums`, modulo 2^32. `inputs`: whole numbers from −255 to 255;
 * `weights`: from packWeights.
 */
export function addProducts(inputs: Float64Array, weights: Float64Array, group: number, sums: Int32Array): void {
  const taps = inputs.length;
  let w = group * taps * PAIRS;
  for (let first = 0; first < taps; first += MOST_TAPS) {
    const end = Math.min(taps, first + MOST_TAPS);
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let tap = first; tap < end; tap++, w += PAIRS) {
      const x = inputs[tap];
      a += x * weights[w];
      b += x * weights[w + 1];
      c += x * weights[w + 2];
      d += x * weights[w + 3];
    }
    addPair(sums, 0, a);
    addPair(sums, 2, b);
    addPair(sums, 4, c);
    addPair(sums, 6, d);
  }
}

function addPair(sums: Int32Array, lane: number, pair: number): void {
  const high = Math.floor(pair / HIGH + 0.5);
  sums[lane] += pair - high * HIGH;
  sums[lane + 1] += high;
}

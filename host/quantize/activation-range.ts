// From observed activations to int8: which range to represent, and its scale and zero point.

/** Real values, min ≤ 0 ≤ max. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

export interface ActivationQuantization {
  /** A float32 value. */
  readonly scale: number;
  readonly zeroPoint: number;
}

const STEPS = 255;
/** Shares of the observed range that are tried: a narrower one clips outliers and is finer for all others. */
const SHARES = Array.from({ length: 41 }, (_, i) => 1 - i * 0.0125);

/** The share of the observed range, 0 included, whose int8 representation has the least squared error on `values`. */
export function chooseRange(min: number, max: number, values: readonly Float32Array[]): Range {
  const whole = { min: Math.min(0, min), max: Math.max(0, max) };
  let best = whole;
  let least = Infinity;
  for (const share of SHARES) {
    const range = { min: whole.min * share, max: whole.max * share };
    const error = squaredError(quantizeRange(range), values);
    if (error < least) {
      least = error;
      best = range;
    }
  }
  return best;
}

/** Scale and zero point such that 0 is exact. A range of nothing but 0 gets the scale 1. */
export function quantizeRange({ min, max }: Range): ActivationQuantization {
  if (max - min === 0) return { scale: 1, zeroPoint: 0 };
  const scale = Math.fround((max - min) / STEPS);
  return { scale, zeroPoint: Math.min(127, Math.max(-128, Math.round(-128 - min / scale))) };
}

function squaredError({ scale, zeroPoint }: ActivationQuantization, values: readonly Float32Array[]): number {
  let error = 0;
  for (const batch of values) {
    for (let i = 0; i < batch.length; i++) {
      const q = Math.min(127, Math.max(-128, Math.round(batch[i] / scale) + zeroPoint));
      const difference = (q - zeroPoint) * scale - batch[i];
      error += difference * difference;
    }
  }
  return error;
}

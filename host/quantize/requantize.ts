// The rounding rule, and its only place in TypeScript: TensorFlow Lite Micro's MultiplyByQuantizedMultiplier (double rounding), exact for
// every int32 accumulator. Its twin in hardware is firmware-artifacts/rtl/core's requantizer; docs/core.md states both.

/**
 * round(x · q / 2^31), halves up, for int32 x and q, not both −2^31. TFLM adds 2^30 or 1 − 2^30 by the product's sign and truncates towards
 * zero, which is the same number. q is split in two so that each product fits the 53 bits of a double.
 */
export function doublingHighMultiply(x: number, q: number): number {
  return Math.floor((x * (q >> 16) + Math.floor((x * (q & 0xffff)) / 65_536) + 16_384) / 32_768) | 0;
}

/** x / 2^exponent of an int32, halves away from zero; 0 ≤ exponent ≤ 31. */
export function roundingShiftRight(x: number, exponent: number): number {
  const mask = ((1 << exponent) - 1) | 0;
  const threshold = (mask >> 1) + (x >>> 31);
  return (x >> exponent) + ((x & mask) > threshold ? 1 : 0);
}

/** acc · q · 2^(shift − 31) of an int32 accumulator; −31 ≤ shift ≤ 30. A shift to the left wraps modulo 2^32. */
export function requantize(accumulator: number, q: number, shift: number): number {
  if (shift > 0) return doublingHighMultiply(accumulator << shift, q);
  return roundingShiftRight(doublingHighMultiply(accumulator, q), -shift);
}

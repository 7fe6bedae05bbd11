// A kernel's channel in whole steps of its scale: the one rule for the scale that its largest weight gives, and for rounding to the nearest step.

/** A float32 value, at which `largest` is `most` steps. network/forward.ts computes the same in the forward pass. */
export function scaleOf(largest: number, most: number): number {
  return Math.fround(largest / most);
}

/** The step nearest to `value`, −most … most. */
export function toNearestStep(value: number, scale: number, most: number): number {
  return Math.min(most, Math.max(-most, Math.round(value / scale)));
}

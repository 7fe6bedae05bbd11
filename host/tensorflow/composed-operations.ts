// What losses and quantization-aware layers need beyond the single operations, composed of them: no gradient is written here.
import type { Operations } from './operations.ts';

/** −Σ target · log softmax(logits), mean over the batch. Rows of `targets` [batch, classes] sum to 1. */
export function crossEntropy<T>(ops: Operations<T>, logits: T, targets: T): T {
  return ops.mean(ops.softmaxCrossEntropy(logits, targets));
}

/** x²/2 within ±delta, delta (|x| − delta/2) outside (Huber 1964), element by element. */
export function huber<T>(ops: Operations<T>, x: T, delta: number): T {
  const size = ops.abs(x);
  const inner = ops.minimum(size, delta);
  return ops.add(ops.mul(ops.square(inner), 0.5), ops.mul(ops.sub(size, inner), delta));
}

/** Euclidean norm over `axes`. `floor` is added to the squares' sum, so that the gradient at 0 is 0 rather than infinite. */
export function norm<T>(ops: Operations<T>, x: T, axes?: readonly number[], floor = 1e-12): T {
  return ops.sqrt(ops.add(ops.sum(ops.square(x), axes), floor));
}

/**
 * x rounded to a multiple of `scale`, kept between lowest · scale and highest · scale. The gradient passes straight through everywhere: for x
 * that is within that range but for rounding.
 * @param scale above 0; a tensor that stretches to x's shape
 */
export function roundThrough<T>(ops: Operations<T>, x: T, scale: T, lowest: number, highest: number): T {
  const steps = ops.div(x, scale);
  const rounded = ops.minimum(ops.maximum(ops.round(steps), lowest), highest);
  return ops.mul(ops.add(steps, ops.stopGradient(ops.sub(rounded, steps))), scale);
}

/**
 * x rounded to a multiple of `scale` between lowest · scale and highest · scale. The gradient passes straight through within that range
 * and is 0 outside (Bengio et al. 2013, "straight-through estimator").
 * @param scale above 0; a tensor that stretches to x's shape, or one number for all
 */
export function fakeQuantize<T>(ops: Operations<T>, x: T, scale: T | number, lowest: number, highest: number): T {
  const within = ops.minimum(ops.maximum(ops.div(x, scale), lowest), highest);
  const rounded = ops.add(within, ops.stopGradient(ops.sub(ops.round(within), within)));
  return ops.mul(rounded, scale);
}

// From a split's values to batches: a seeded order for each epoch, and the floats that a network is fed.
import { createRandom } from '../artifact/random.ts';
import type { Preprocessing, Split } from '../dataset/dataset.ts';
import { applyToFloats } from '../dataset/preprocessing.ts';
import { gatherRows, type SampleValues } from '../dataset/sample-values.ts';
import { deriveSeed } from '../network/derive-seed.ts';
import { sizeOf } from '../network/shapes.ts';
import type { Task } from '../task/task.ts';
import { tf } from '../tensorflow/tensorflow.ts';

/** Positions of a split's samples in an epoch's order, cut into batches; the last may be smaller. */
export function shuffleIntoBatches(samples: number, batchSize: number, seed: number, epoch: number): Uint32Array[] {
  const order = Uint32Array.from({ length: samples }, (_, position) => position);
  createRandom(deriveSeed(seed, 'order', epoch)).shuffle(order);
  return Array.from({ length: Math.ceil(samples / batchSize) }, (_, batch) =>
    order.subarray(batch * batchSize, (batch + 1) * batchSize),
  );
}

/** Samples at `positions` as real numbers, value · scale + offset: [batch, rows, columns, channels]. */
export function gatherImages(
  images: SampleValues,
  shape: readonly [number, number, number],
  positions: ArrayLike<number>,
  preprocessing: Preprocessing,
): tf.Tensor4D {
  const gathered = gatherRows(images, sizeOf(shape), positions);
  const values =
    gathered instanceof Float32Array ? applyToFloats(gathered, preprocessing) : applyToPixels(gathered, preprocessing);
  return tf.tensor4d(values, [positions.length, ...shape]);
}

function applyToPixels(pixels: Uint8Array, preprocessing: Preprocessing): Float32Array {
  if ('features' in preprocessing) return applyToFloats(Float32Array.from(pixels), preprocessing);
  const { scale, offset } = preprocessing;
  const ofPixel = Float32Array.from({ length: 256 }, (_, pixel) => pixel * scale + offset);
  return Float32Array.from(pixels, (pixel) => ofPixel[pixel]);
}

/** The task's targets, [batch, outputs]. */
export function gatherTargets(
  task: Task,
  { labels }: Pick<Split, 'labels'>,
  positions: ArrayLike<number>,
): tf.Tensor2D {
  return tf.tensor2d(task.targets(labels, positions), [positions.length, task.outputs.length]);
}

/** [batch] */
export function gatherIds(split: Pick<Split, 'ids'>, positions: ArrayLike<number>): Int32Array {
  return Int32Array.from(positions, (position) => split.ids[position]);
}

// From a split's values to batches: a seeded order for each epoch, and the floats that a network is fed.
import { createRandom } from '../artifact/random.ts';
import type { Preprocessing, Split } from '../dataset/dataset.ts';
import type { SampleValues } from '../dataset/sample-values.ts';
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
  { scale, offset }: Preprocessing,
): tf.Tensor4D {
  const ofPixel = Float32Array.from({ length: 256 }, (_, pixel) => pixel * scale + offset);
  const size = sizeOf(shape);
  const values = new Float32Array(positions.length * size);
  for (let sample = 0; sample < positions.length; sample++) {
    const from = positions[sample] * size;
    if (images instanceof Uint8Array) {
      for (let i = 0; i < size; i++) values[sample * size + i] = ofPixel[images[from + i]];
    } else {
      for (let i = 0; i < size; i++) values[sample * size + i] = images[from + i] * scale + offset;
    }
  }
  return tf.tensor4d(values, [positions.length, ...shape]);
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

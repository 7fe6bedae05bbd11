// Means and covariances of rows of floats, summed batch by batch: what least squares needs to know of its samples. Where the rows come from is
// the caller's matter.
import { tf } from '../tensorflow/tensorflow.ts';

export interface Moments {
  /** [columns] */
  readonly mean: Float64Array;
  /** [columns, columns] */
  readonly covariance: Float64Array;
  /** Rows that they are over. */
  readonly count: number;
}

/** About `shift`, the first batch's mean: about 0, float32 would lose what varies little around much. */
export interface RowSums {
  count: number;
  /** Of these sums, [problems, 1, columns]. */
  readonly shape: readonly [problems: number, columns: number];
  readonly shift: Float32Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/**
 * Call it within `tf.tidy`.
 * @param rows [problems, rows, columns], each problem by itself
 * @returns zeros, for `addRows` of this batch and of all others
 */
export function openRowSums(rows: tf.Tensor3D): RowSums {
  const [problems, , columns] = rows.shape;
  const shift = Float32Array.from(tf.mean(rows, 1).dataSync());
  const [first, second] = [problems * columns, problems * columns ** 2].map((length) => new Float64Array(length));
  return { count: 0, shape: [problems, columns], shift, first, second };
}

/** Call it within `tf.tidy`. */
export function addRows(sums: RowSums, rows: tf.Tensor3D): void {
  const [problems, columns] = sums.shape;
  const shifted = tf.sub(rows, tf.tensor3d(sums.shift, [problems, 1, columns]));
  const [first, second] = [tf.sum(shifted, 1), tf.matMul(shifted, shifted, true, false)];
  for (const [total, part] of [
    [sums.first, first.dataSync()],
    [sums.second, second.dataSync()],
  ] as const) {
    for (let i = 0; i < total.length; i++) total[i] += part[i];
  }
  sums.count += rows.shape[1];
}

/** Of each problem, over all its rows. Not finite where a row is not. */
export function settleRows({ count, shape: [problems, columns], shift, first, second }: RowSums): Moments[] {
  return Array.from({ length: problems }, (_, problem) => {
    const offset = first.subarray(problem * columns, (problem + 1) * columns).map((sum) => sum / count);
    const covariance = second.slice(problem * columns ** 2, (problem + 1) * columns ** 2);
    for (let i = 0; i < columns; i++) {
      for (let j = 0; j < columns; j++) {
        covariance[i * columns + j] = covariance[i * columns + j] / count - offset[i] * offset[j];
      }
    }
    const mean = offset.map((value, i) => value + shift[problem * columns + i]);
    return { mean, covariance, count };
  });
}

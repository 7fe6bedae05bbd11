// A feature map in one vector: its leading right singular vector, which tells how much each channel takes part in the strongest pattern of
// the map. Differentiable, by unrolled power iteration.
import { norm } from '../tensorflow/composed-operations.ts';
import type { Operations } from '../tensorflow/operations.ts';
import { asMap } from './layer-maps.ts';

const iterations = 5;

/**
 * v₁ of each sample's map [places, channels], [batch, channels], of length 1; 0 for a map of zeros. It is the same where the map is scaled
 * by any number but 0, or its places change order. Its sign is that for which it points along (1, …, 1): the iteration starts there, so it suits
 * layers behind a rectifier, whose v₁ has no negative entry.
 * @param output [batch, rows, columns, channels], or [batch, units], of which each sample is its own vector
 */
export function leadingVector<T>(ops: Operations<T>, output: T): T {
  const map = asMap(ops, output);
  const [batch, rows, columns, channels] = ops.shapeOf(map);
  const places = ops.reshape(map, [batch, rows * columns, channels]);
  const size = ops.stopGradient(norm(ops, places, [1, 2])); // v₁ does not depend on it
  const scaled = ops.div(places, ops.reshape(size, [batch, 1, 1]));
  let vector = ops.constant(new Array<number>(batch * channels).fill(channels ** -0.5), [batch, channels, 1]);
  for (let i = 0; i < iterations; i++) {
    const next = ops.matMul(scaled, ops.matMul(scaled, vector), true, false);
    vector = ops.reshape(toUnit(ops, ops.reshape(next, [batch, channels])), [batch, channels, 1]);
  }
  return ops.reshape(vector, [batch, channels]);
}

/** Rows of length 1, [batch, values]; 0 stays 0. */
export function toUnit<T>(ops: Operations<T>, rows: T): T {
  const [batch] = ops.shapeOf(rows);
  return ops.div(rows, ops.reshape(norm(ops, rows, [1]), [batch, 1]));
}

// How the samples of a batch lie to one another in a layer's output: what terms/relational.ts and terms/instance-graph.ts compare. The same
// wherever the embedding is moved, turned or scaled to; equal samples have the distance 0 and no angle, and no gradient that is not finite.
import type { Operations } from '../tensorflow/operations.ts';
import { asRows } from './layer-maps.ts';

/** ψ_D, [batch, batch]: 0 on the diagonal, 1 on average beside it. */
export function relateByDistance<T>(ops: Operations<T>, output: T): T {
  const { distances, count } = measure(ops, output);
  return ops.div(distances, ops.maximum(ops.div(ops.sum(distances), count * Math.max(1, count - 1)), smallest));
}

/** ψ_A, [batch, batch, batch] by (j, i, k): the cosine at j; 0 where two of the three are one. */
export function relateByAngle<T>(ops: Operations<T>, output: T): T {
  const { products, inverses, count } = measure(ops, output);
  const [ofPair, ofJK] = [ops.reshape(products, [count, count, 1]), ops.reshape(products, [count, 1, count])];
  const squares = ops.reshape(diagonal(ops, products, count), [count, 1, 1]);
  const numerators = ops.add(ops.sub(ops.sub(ops.reshape(products, [1, count, count]), ofPair), ofJK), squares);
  return ops.mul(
    ops.mul(numerators, ops.reshape(inverses, [count, count, 1])),
    ops.reshape(inverses, [count, 1, count]),
  );
}

/**
 * The edges of an instance relationship graph, [batch, batch]: squared distances over the largest of them, 0 … 1. A
 * batch that lies within a thousandth of its own size counts as one point, so that rounding does not look like a
 * relation.
 */
export function relateByEdges<T>(ops: Operations<T>, output: T): T {
  const rows = asRows(ops, output);
  const { squared, count } = measureSquares(ops, rows);
  const isAbove = Array.from({ length: count * count }, (_, i) => Number(i % count > Math.floor(i / count)));
  const largest = ops.max(ops.mul(squared, ops.constant(isAbove, [count, count]))); // each pair once: the largest is then a single value
  const size = ops.stopGradient(ops.div(ops.sum(ops.square(rows)), count));
  return ops.div(squared, ops.maximum(largest, ops.maximum(ops.mul(size, 1e-6), smallest)));
}

/** In place of 0 where it divides; its square is still a float32. */
const smallest = 1e-15;

/** Inner products, distances and their inverses, [batch, batch]; both are 0 between equal samples, and so is what flows back through them. */
function measure<T>(ops: Operations<T>, output: T) {
  const { products, squares, squared, count } = measureSquares(ops, asRows(ops, output));
  const floor = ops.maximum(ops.mul(ops.stopGradient(ops.mean(squares)), 1e-6), smallest);
  const inverses = ops.select(ops.greater(squared, floor), ops.rsqrt(ops.maximum(squared, floor)), ops.mul(squared, 0));
  return { products, distances: ops.mul(squared, inverses), inverses, count };
}

/** Inner products and squared distances, [batch, batch], and squared lengths, [batch], of the centred rows [batch, values]. */
function measureSquares<T>(ops: Operations<T>, rows: T) {
  const [count] = ops.shapeOf(rows);
  const centred = ops.sub(rows, ops.mean(rows, [0], true)); // so that little is lost where the products are subtracted
  const products = ops.matMul(centred, centred, false, true);
  const squares = diagonal(ops, products, count);
  const sums = ops.add(ops.reshape(squares, [count, 1]), ops.reshape(squares, [1, count]));
  return { products, squares, squared: ops.sub(sums, ops.mul(products, 2)), count };
}

/** [count] of [count, count]. */
function diagonal<T>(ops: Operations<T>, matrix: T, count: number): T {
  const identity = Array.from({ length: count * count }, (_, i) => Number(i % (count + 1) === 0));
  return ops.sum(ops.mul(matrix, ops.constant(identity, [count, count])), [1]);
}

// Sums, means and maxima over axes.
import type { Graph, GraphTensor } from '../graph.ts';
import { compare, div, mul } from './arithmetic.ts';
import { cast } from './elementwise.ts';
import { emit } from './emit.ts';
import { broadcastTo, reshape } from './shaping.ts';

/** @param axes from 0 up */
function reduce(
  graph: Graph,
  operation: string,
  x: GraphTensor,
  axes: readonly number[],
  keepAxes: boolean,
  derive: (dy: GraphTensor, y: GraphTensor, keptShape: readonly number[]) => GraphTensor,
): GraphTensor {
  const kept = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const left = x.shape.filter((_, axis) => !axes.includes(axis));
  return emit(graph, operation, [x, graph.integers(axes)], {
    attributes: { Tidx: { type: 'int32' }, keep_dims: { flag: keepAxes } },
    shape: keepAxes ? kept : left,
    gradient: (dy, y) => [derive(reshape(graph, dy, kept), y, kept), undefined],
  });
}

export function sum(graph: Graph, x: GraphTensor, axes: readonly number[], keepAxes: boolean): GraphTensor {
  return reduce(graph, 'Sum', x, axes, keepAxes, (dy) => broadcastTo(graph, dy, x.shape));
}

export function mean(graph: Graph, x: GraphTensor, axes: readonly number[], keepAxes: boolean): GraphTensor {
  const count = axes.reduce((product, axis) => product * x.shape[axis], 1);
  return reduce(graph, 'Mean', x, axes, keepAxes, (dy) =>
    broadcastTo(graph, mul(graph, dy, graph.scalar(1 / count)), x.shape),
  );
}

/** Equal maxima share the gradient. */
export function max(graph: Graph, x: GraphTensor, axes: readonly number[], keepAxes: boolean): GraphTensor {
  return reduce(graph, 'Max', x, axes, keepAxes, (dy, y, kept) => {
    const isLargest = cast(graph, compare(graph, 'Equal', x, reshape(graph, y, kept)), 'float32');
    return mul(graph, isLargest, div(graph, dy, sum(graph, isLargest, axes, true)));
  });
}

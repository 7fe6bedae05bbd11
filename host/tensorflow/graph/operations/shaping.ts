// Operations that move values without changing them: reshape, transpose, concatenate, slice, gather, broadcast.
import type { Graph, GraphTensor } from '../graph.ts';
import { GraphShapeError } from '../graph-errors.ts';
import { emit } from './emit.ts';

export function reshape(graph: Graph, x: GraphTensor, shape: readonly number[]): GraphTensor {
  const [from, to] = [x.shape, shape].map((lengths) => lengths.reduce((size, length) => size * length, 1));
  if (from !== to) {
    throw new GraphShapeError(x.node.scope, 'Reshape', `[${x.shape.join(', ')}] does not fill [${shape.join(', ')}]`);
  }
  if (x.shape.join() === shape.join()) return x;
  return emit(graph, 'Reshape', [x, graph.integers(shape)], {
    attributes: { Tshape: { type: 'int32' } },
    shape,
    gradient: (dy) => [reshape(graph, dy, x.shape), undefined],
  });
}

/** The output's axis i is the input's axis `order[i]`. */
export function transpose(graph: Graph, x: GraphTensor, order: readonly number[]): GraphTensor {
  const inverse = order.map((_, axis) => order.indexOf(axis));
  return emit(graph, 'Transpose', [x, graph.integers(order)], {
    attributes: { Tperm: { type: 'int32' } },
    shape: order.map((axis) => x.shape[axis]),
    gradient: (dy) => [transpose(graph, dy, inverse), undefined],
  });
}

export function concat(graph: Graph, parts: readonly GraphTensor[], axis: number): GraphTensor {
  if (parts.length === 1) return parts[0]; // TensorFlow's takes two or more
  const lengths = parts.map(({ shape }) => shape[axis]);
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  const starts = lengths.map((_, i) => lengths.slice(0, i).reduce((sum, length) => sum + length, 0));
  const at = (start: number, shape: readonly number[]) => shape.map((_, i) => (i === axis ? start : 0));
  return emit(graph, 'ConcatV2', [...parts, graph.constant(Int32Array.of(axis), [])], {
    attributes: { N: { int: parts.length }, Tidx: { type: 'int32' } },
    shape: parts[0].shape.map((length, i) => (i === axis ? whole : length)),
    gradient: (dy) => parts.map(({ shape }, i) => slice(graph, dy, at(starts[i], shape), shape)),
  });
}

export function slice(graph: Graph, x: GraphTensor, begin: readonly number[], size: readonly number[]): GraphTensor {
  const paddings = begin.flatMap((before, axis) => [before, x.shape[axis] - before - size[axis]]);
  if (paddings.some((padding) => padding < 0)) {
    throw new GraphShapeError(x.node.scope, 'Slice', `[${begin}] + [${size}] lies outside [${x.shape.join(', ')}]`);
  }
  return emit(graph, 'Slice', [x, graph.integers(begin), graph.integers(size)], {
    attributes: { Index: { type: 'int32' } },
    shape: size,
    gradient: (dy) => [pad(graph, dy, paddings), undefined, undefined],
  });
}

/** Zeros around x. @param paddings for each axis how many before and how many behind it. Has no gradient. */
export function pad(graph: Graph, x: GraphTensor, paddings: readonly number[]): GraphTensor {
  const shape = x.shape.map((length, axis) => paddings[2 * axis] + length + paddings[2 * axis + 1]);
  const pairs = graph.constant(Int32Array.from(paddings), [x.shape.length, 2]);
  return emit(graph, 'Pad', [x, pairs], { attributes: { Tpaddings: { type: 'int32' } }, shape });
}

/** x[indices], along the first axis: [indices…, rest of x]. @param indices of type int32 */
export function gather(graph: Graph, x: GraphTensor, indices: GraphTensor): GraphTensor {
  const [rows, ...rest] = x.shape;
  return graph.add({
    operation: 'GatherV2',
    inputs: [x, indices, graph.constant(Int32Array.of(0), [])],
    attributes: { Tparams: { type: x.type }, Tindices: { type: 'int32' }, Taxis: { type: 'int32' } },
    outputs: [{ type: x.type, shape: [...indices.shape, ...rest] }],
    gradient: ([dy]) => {
      if (!dy) return [];
      const count = graph.constant(Int32Array.of(rows), []);
      const attributes = { Tindices: { type: 'int32' }, Tnumsegments: { type: 'int32' } } as const;
      return [emit(graph, 'UnsortedSegmentSum', [dy, indices, count], { attributes, shape: x.shape })];
    },
  })[0];
}

/**
 * For each entry b of the first axis x[b] gathered by indices[b] along `axis`: its length becomes that of the indices' second axis. Has no
 * gradient.
 * @param indices int32 [first axis of x, length]
 */
export function gatherWithin(graph: Graph, x: GraphTensor, indices: GraphTensor, axis: number): GraphTensor {
  return graph.add({
    operation: 'GatherV2',
    inputs: [x, indices, graph.constant(Int32Array.of(axis), [])],
    attributes: {
      Tparams: { type: x.type },
      Tindices: { type: 'int32' },
      Taxis: { type: 'int32' },
      batch_dims: { int: 1 },
    },
    outputs: [{ type: x.type, shape: x.shape.map((length, i) => (i === axis ? indices.shape[1] : length)) }],
  })[0];
}

export function broadcastTo(graph: Graph, x: GraphTensor, shape: readonly number[]): GraphTensor {
  if (x.shape.join() === shape.join()) return x;
  return emit(graph, 'BroadcastTo', [x, graph.integers(shape)], { attributes: { Tidx: { type: 'int32' } }, shape });
}

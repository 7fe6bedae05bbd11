// Two operands, element by element, with broadcasting: the gradient is summed over the axes that were stretched.
import type { Graph, GraphTensor } from '../graph.ts';
import { broadcastShapes, emit } from './emit.ts';
import { reshape } from './shaping.ts';

type Partial2 = (dy: GraphTensor, y: GraphTensor) => GraphTensor;

function broadcast(graph: Graph, operation: string, a: GraphTensor, b: GraphTensor, da: Partial2, db: Partial2) {
  return emit(graph, operation, [a, b], {
    shape: broadcastShapes(operation, a, b),
    gradient: (dy, y) => [sumTo(graph, da(dy, y), a.shape), sumTo(graph, db(dy, y), b.shape)],
  });
}

/** The adjoint of broadcasting from `shape`. */
function sumTo(graph: Graph, dy: GraphTensor, shape: readonly number[]): GraphTensor {
  const added = dy.shape.length - shape.length;
  const axes = dy.shape.flatMap((length, axis) => (axis < added || shape[axis - added] !== length ? [axis] : []));
  if (axes.length === 0) return dy;
  const attributes = { Tidx: { type: 'int32' }, keep_dims: { flag: false } } as const;
  const left = dy.shape.filter((_, axis) => !axes.includes(axis));
  return reshape(graph, emit(graph, 'Sum', [dy, graph.integers(axes)], { attributes, shape: left }), shape);
}

export function add(graph: Graph, a: GraphTensor, b: GraphTensor): GraphTensor {
  const same: Partial2 = (dy) => dy;
  return broadcast(graph, 'AddV2', a, b, same, same);
}

export function sub(graph: Graph, a: GraphTensor, b: GraphTensor): GraphTensor {
  return broadcast(
    graph,
    'Sub',
    a,
    b,
    (dy) => dy,
    (dy) => emit(graph, 'Neg', [dy]),
  );
}

export function mul(graph: Graph, a: GraphTensor, b: GraphTensor): GraphTensor {
  return broadcast(
    graph,
    'Mul',
    a,
    b,
    (dy) => mul(graph, dy, b),
    (dy) => mul(graph, dy, a),
  );
}

export function div(graph: Graph, a: GraphTensor, b: GraphTensor): GraphTensor {
  return broadcast(
    graph,
    'RealDiv',
    a,
    b,
    (dy) => div(graph, dy, b),
    (dy, y) => emit(graph, 'Neg', [mul(graph, dy, div(graph, y, b))]),
  );
}

/** Where both are equal, the gradient is a's. */
export function maximum(graph: Graph, a: GraphTensor, b: GraphTensor): GraphTensor {
  return chooseBetween(graph, 'Maximum', 'GreaterEqual', a, b);
}

/** Where both are equal, the gradient is a's. */
export function minimum(graph: Graph, a: GraphTensor, b: GraphTensor): GraphTensor {
  return chooseBetween(graph, 'Minimum', 'LessEqual', a, b);
}

function chooseBetween(graph: Graph, operation: string, choosesA: string, a: GraphTensor, b: GraphTensor): GraphTensor {
  const zero = graph.scalar(0);
  return broadcast(
    graph,
    operation,
    a,
    b,
    (dy) => select(graph, compare(graph, choosesA, a, b), dy, zero),
    (dy) => select(graph, compare(graph, choosesA, a, b), zero, dy),
  );
}

/** Of type bool. */
export function compare(graph: Graph, operation: string, a: GraphTensor, b: GraphTensor): GraphTensor {
  return emit(graph, operation, [a, b], {
    type: 'bool',
    shape: broadcastShapes(operation, a, b),
    gradient: 'none',
  });
}

/** a where the condition holds, else b; each broadcasts to the condition's shape. */
export function select(graph: Graph, condition: GraphTensor, a: GraphTensor, b: GraphTensor): GraphTensor {
  const zero = () => graph.scalar(0);
  const wider = { ...condition, shape: broadcastShapes('SelectV2', a, b) };
  return emit(graph, 'SelectV2', [condition, a, b], {
    attributes: { T: { type: a.type } },
    type: a.type,
    shape: broadcastShapes('SelectV2', condition, wider),
    gradient: (dy) => [
      undefined,
      sumTo(graph, select(graph, condition, dy, zero()), a.shape),
      sumTo(graph, select(graph, condition, zero(), dy), b.shape),
    ],
  });
}

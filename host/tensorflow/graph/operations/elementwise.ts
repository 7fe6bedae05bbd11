// One operand, element by element: roots and powers, exponentials, activations. Where TensorFlow has a kernel for the gradient, it is used.
import type { Graph, GraphTensor } from '../graph.ts';
import { mul } from './arithmetic.ts';
import { emit } from './emit.ts';

type Unary = (graph: Graph, x: GraphTensor) => GraphTensor;

function define(
  operation: string,
  derive: (graph: Graph, dy: GraphTensor, x: GraphTensor, y: GraphTensor) => GraphTensor,
): Unary {
  return (graph, x) => emit(graph, operation, [x], { gradient: (dy, y) => [derive(graph, dy, x, y)] });
}

export const neg = define('Neg', (graph, dy) => emit(graph, 'Neg', [dy]));
/** The gradient at 0 is 0. */
export const abs = define('Abs', (graph, dy, x) => mul(graph, dy, emit(graph, 'Sign', [x])));
export const square = define('Square', (graph, dy, x) => mul(graph, dy, mul(graph, x, graph.scalar(2))));
export const sqrt = define('Sqrt', (graph, dy, _x, y) => emit(graph, 'SqrtGrad', [y, dy]));
export const rsqrt = define('Rsqrt', (graph, dy, _x, y) => emit(graph, 'RsqrtGrad', [y, dy]));
export const exp = define('Exp', (graph, dy, _x, y) => mul(graph, dy, y));
export const log = define('Log', (graph, dy, x) => emit(graph, 'RealDiv', [dy, x]));
export const relu = define('Relu', (graph, dy, _x, y) => emit(graph, 'ReluGrad', [dy, y]));
export const relu6 = define('Relu6', (graph, dy, _x, y) => emit(graph, 'Relu6Grad', [dy, y]));
export const sigmoid = define('Sigmoid', (graph, dy, _x, y) => emit(graph, 'SigmoidGrad', [y, dy]));
export const tanh = define('Tanh', (graph, dy, _x, y) => emit(graph, 'TanhGrad', [y, dy]));

/** Half to even. Flat but for its steps: nothing flows back. */
export const round: Unary = (graph, x) => emit(graph, 'Round', [x], { gradient: 'none' });

/** x itself, through which nothing flows back. */
export const stopGradient: Unary = (graph, x) => emit(graph, 'StopGradient', [x], { gradient: 'none' });

export function cast(graph: Graph, x: GraphTensor, type: GraphTensor['type']): GraphTensor {
  const attributes = { SrcT: { type: x.type }, DstT: { type } };
  const { node, output, shape } = x;
  return graph.add({
    operation: 'Cast',
    inputs: [{ node, output, type: x.type, shape }],
    attributes,
    outputs: [{ type, shape }],
    gradient: 'none',
  })[0];
}

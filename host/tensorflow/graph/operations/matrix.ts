// Products of matrices, and of batches of them.
import type { Graph, GraphTensor } from '../graph.ts';
import { GraphShapeError } from '../graph-errors.ts';
import { emit } from './emit.ts';

/**
 * a · b, each transposed first where asked: [rows, inner] · [inner, columns], or with the same leading axes before both.
 * @throws GraphShapeError
 */
export function matMul(
  graph: Graph,
  a: GraphTensor,
  b: GraphTensor,
  transposeA = false,
  transposeB = false,
): GraphTensor {
  const [rows, innerA] = lastTwo(a.shape, transposeA);
  const [innerB, columns] = lastTwo(b.shape, transposeB);
  const leading = a.shape.slice(0, -2);
  if (innerA !== innerB || leading.join() !== b.shape.slice(0, -2).join()) {
    throw new GraphShapeError(a.node.scope, 'MatMul', `[${a.shape.join(', ')}] times [${b.shape.join(', ')}]`);
  }
  const isBatched = leading.length > 0;
  const [keyA, keyB] = isBatched ? ['adj_x', 'adj_y'] : ['transpose_a', 'transpose_b'];
  return emit(graph, isBatched ? 'BatchMatMulV2' : 'MatMul', [a, b], {
    attributes: { [keyA]: { flag: transposeA }, [keyB]: { flag: transposeB } },
    shape: [...leading, rows, columns],
    gradient: (dy) => [
      transposeA ? matMul(graph, b, dy, transposeB, true) : matMul(graph, dy, b, false, !transposeB),
      transposeB ? matMul(graph, dy, a, true, transposeA) : matMul(graph, a, dy, !transposeA, false),
    ],
  });
}

function lastTwo(shape: readonly number[], transposed: boolean): readonly [number, number] {
  const [rows, columns] = shape.slice(-2);
  return transposed ? [columns, rows] : [rows, columns];
}

/** x [batch, …, channels] + bias [channels]. */
export function addBias(graph: Graph, x: GraphTensor, bias: GraphTensor): GraphTensor {
  return emit(graph, 'BiasAdd', [x, bias], {
    gradient: (dy) => [dy, emit(graph, 'BiasAddGrad', [dy], { shape: bias.shape })],
  });
}

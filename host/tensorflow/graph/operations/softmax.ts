// Softmax along the last axis, its logarithm, and the cross-entropy that TensorFlow computes together with its gradient.
import type { Graph, GraphTensor } from '../graph.ts';
import { mul, sub } from './arithmetic.ts';
import { exp, neg } from './elementwise.ts';
import { emit } from './emit.ts';
import { sum } from './reductions.ts';
import { reshape } from './shaping.ts';

export function softmax(graph: Graph, logits: GraphTensor): GraphTensor {
  const last = logits.shape.length - 1;
  return emit(graph, 'Softmax', [logits], {
    gradient: (dy, p) => [mul(graph, p, sub(graph, dy, sum(graph, mul(graph, dy, p), [last], true)))],
  });
}

export function logSoftmax(graph: Graph, logits: GraphTensor): GraphTensor {
  const last = logits.shape.length - 1;
  return emit(graph, 'LogSoftmax', [logits], {
    gradient: (dy, y) => [sub(graph, dy, mul(graph, exp(graph, y), sum(graph, dy, [last], true)))],
  });
}

/**
 * −Σ target · log softmax(logits) of each row: [batch]. Rows of `targets` sum to 1.
 * @param logits [batch, classes]
 * @param targets [batch, classes]
 */
export function softmaxCrossEntropy(graph: Graph, logits: GraphTensor, targets: GraphTensor): GraphTensor {
  const [batch] = logits.shape;
  const byRow = (dy: GraphTensor) => reshape(graph, dy, [batch, 1]);
  const [loss, derivative]: GraphTensor[] = graph.add({
    operation: 'SoftmaxCrossEntropyWithLogits',
    inputs: [logits, targets],
    attributes: { T: { type: 'float32' } },
    outputs: [
      { type: 'float32', shape: [batch] },
      { type: 'float32', shape: logits.shape },
    ],
    gradient: ([dy]) =>
      dy ? [mul(graph, byRow(dy), derivative), neg(graph, mul(graph, byRow(dy), logSoftmax(graph, logits)))] : [],
  });
  return loss;
}

// Batch normalization by the batch's own statistics, with TensorFlow's fused kernels.
import type { NormalizedBatch } from '../../operations.ts';
import type { Graph, GraphTensor } from '../graph.ts';
import { mul } from './arithmetic.ts';
import { stopGradient } from './elementwise.ts';
import { reshape } from './shaping.ts';

/**
 * Over all axes but the last. Mean and variance [channels] are for following only: nothing flows back through them. The variance is the
 * biased one; the kernel gives n/(n − 1) times that.
 */
export function normalizeBatch(
  graph: Graph,
  x: GraphTensor,
  gamma: GraphTensor,
  beta: GraphTensor,
  epsilon: number,
): NormalizedBatch<GraphTensor> {
  const [channels] = gamma.shape;
  const count = x.shape.slice(0, -1).reduce((product, length) => product * length, 1);
  const pixels = reshape(graph, x, x.shape.length === 4 ? x.shape : [count, 1, 1, channels]);
  const attributes = { T: { type: 'float32' }, U: { type: 'float32' }, epsilon: { float: epsilon } } as const;
  const training = { ...attributes, is_training: { flag: true } };
  const none = graph.constant(new Float32Array(0), [0]);
  const vector = { type: 'float32', shape: [channels] } as const;
  const outputs: GraphTensor[] = graph.add({
    operation: 'FusedBatchNormV3',
    inputs: [pixels, gamma, beta, none, none],
    attributes: training,
    outputs: [{ type: 'float32', shape: pixels.shape }, vector, vector, vector, vector, vector],
    gradient: ([dy]) => {
      if (!dy) return [];
      const reserved = outputs.slice(3);
      const inputs = [dy, pixels, gamma, ...reserved];
      const kinds = [{ type: 'float32', shape: pixels.shape }, vector, vector] as const;
      return graph.add({ operation: 'FusedBatchNormGradV3', inputs, attributes: training, outputs: kinds });
    },
  });
  const [normalized, mean, variance] = outputs;
  const biased = mul(graph, stopGradient(graph, variance), graph.scalar(Math.max(1, count - 1) / count));
  return { output: reshape(graph, normalized, x.shape), mean: stopGradient(graph, mean), variance: biased };
}

// Random numbers that follow from a fed seed alone.
import type { Graph, GraphTensor } from '../graph.ts';
import { emit } from './emit.ts';

/** Uniform in [0, 1). @param seed int32 [2] */
export function randomUniform(graph: Graph, shape: readonly number[], seed: GraphTensor): GraphTensor {
  return emit(graph, 'StatelessRandomUniform', [graph.integers(shape), seed], {
    attributes: { T: { type: 'int32' }, Tseed: { type: 'int32' }, dtype: { type: 'float32' } },
    type: 'float32',
    shape,
    gradient: 'none',
  });
}

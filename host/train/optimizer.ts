// How weights are updated, as operations of the graph: Adam (Kingma, Ba 2015, section 2, with ε̂ beside √v as TensorFlow has it), AdamW (Loshchilov, Hutter 2019, algorithm 2)
// and SGD with momentum, behind gradient clipping by the global norm (Pascanu et al. 2013, algorithm 1).
import type { Weight } from '../network/network.ts';
import { isKernel, sizeOf } from '../network/shapes.ts';
import type { Graph, GraphNode, GraphTensor } from '../tensorflow/graph/graph.ts';
import { createGraphOperations } from '../tensorflow/graph/graph-operations.ts';
import type { GraphVariable, GraphVariables } from '../tensorflow/graph/graph-variables.ts';
import type { Recipe } from './recipe.ts';

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-7;
const defaultMomentum = 0.9;

/** What an optimizer keeps of each weight, by `${weight}/${slot}`. */
export type OptimizerState = ReadonlyMap<string, Weight>;

export interface Optimizer {
  readonly slots: ReadonlyMap<string, GraphVariable>;
  /** Float32 [3], to be fed for `settings`. @param update from 1 */
  settingsAt(update: number, learningRate: number): Float32Array;
  readonly settings: GraphTensor;
  /**
   * The nodes that update all weights.
   * @param values each weight as it was read in this step, in the order of the weights
   * @param gradients in that order
   * @param controls what must have run before
   */
  update(
    values: readonly GraphTensor[],
    gradients: readonly GraphTensor[],
    controls: readonly GraphNode[],
  ): GraphNode[];
}

export function createOptimizer(
  graph: Graph,
  variables: GraphVariables,
  weights: readonly GraphVariable[],
  recipe: Recipe,
  start?: OptimizerState,
): Optimizer {
  const { optimizer = 'adam', momentum = defaultMomentum, weightDecay = 0, clipNorm, keepZeros = false } = recipe;
  const ops = createGraphOperations(graph);
  const slots = createSlots(variables, weights, optimizer === 'sgd' ? ['momentum'] : ['mean', 'square'], start);
  const settings = graph.placeholder('float32', [3]);
  const [learningRate, power1, power2] = [0, 1, 2].map((at) => ops.reshape(ops.slice(settings, [at], [1]), []));
  const decays = ({ name }: GraphVariable) => weightDecay > 0 && isKernel(name);

  /** The node that runs TensorFlow's own kernel on a weight and its slots. */
  function apply(weight: GraphVariable, gradient: GraphTensor, controls: readonly GraphNode[]): GraphNode {
    const slot = (name: string) => slots.get(`${weight.name}/${name}`)!.handle;
    const attributes = { T: { type: 'float32' } } as const;
    const inputs =
      optimizer === 'sgd'
        ? [weight.handle, slot('momentum'), learningRate, gradient, graph.scalar(momentum)]
        : [
            ...[weight.handle, slot('mean'), slot('square'), power1, power2, learningRate],
            ...[graph.scalar(beta1), graph.scalar(beta2), graph.scalar(epsilon), gradient],
          ];
    const operation = optimizer === 'sgd' ? 'ResourceApplyMomentum' : 'ResourceApplyAdam';
    return graph.addNode({ operation, inputs, controls, attributes, outputs: [] });
  }

  return {
    slots,
    settings,
    settingsAt: (update, rate) => Float32Array.of(rate, beta1 ** update, beta2 ** update),
    update(values, gradients, controls) {
      const clipped = clipNorm === undefined ? gradients : clip(graph, gradients, clipNorm);
      return weights.map((weight, i) =>
        graph.within(weight.name, () => {
          const decay = decays(weight);
          const whole =
            decay && optimizer !== 'adamw' ? ops.add(clipped[i], ops.mul(values[i], weightDecay)) : clipped[i];
          const gradient = keepZeros && isKernel(weight.name) ? maskZeros(graph, whole, values[i]) : whole;
          const before = [...controls, values[i].node];
          if (!decay || optimizer !== 'adamw') return apply(weight, gradient, before);
          const shrinking = ops.mul(values[i], ops.mul(learningRate, weightDecay));
          return apply(weight, gradient, [subtract(graph, weight, shrinking, before)]);
        }),
      );
    },
  };
}

/** By `${weight}/${slot}`; zeros where there is no `start`. */
function createSlots(
  variables: GraphVariables,
  weights: readonly GraphVariable[],
  names: readonly string[],
  start?: OptimizerState,
): ReadonlyMap<string, GraphVariable> {
  const slots = new Map<string, GraphVariable>();
  for (const { name, shape } of weights) {
    for (const slot of names.map((kind) => `${name}/${kind}`)) {
      const values = start?.get(slot)?.data ?? new Float32Array(sizeOf(shape));
      slots.set(slot, variables.create(`optimizer/${slot}`, shape, values));
    }
  }
  return slots;
}

function subtract(
  graph: Graph,
  { handle }: GraphVariable,
  value: GraphTensor,
  controls: readonly GraphNode[],
): GraphNode {
  const attributes = { dtype: { type: 'float32' } } as const;
  return graph.addNode({
    operation: 'AssignSubVariableOp',
    inputs: [handle, value],
    controls,
    attributes,
    outputs: [],
  });
}

/** The gradient, but 0 where the weight is. */
function maskZeros(graph: Graph, gradient: GraphTensor, value: GraphTensor): GraphTensor {
  const ops = createGraphOperations(graph);
  return ops.select(ops.greater(ops.abs(value), 0), gradient, ops.mul(gradient, 0));
}

function clip(graph: Graph, gradients: readonly GraphTensor[], largest: number): GraphTensor[] {
  const ops = createGraphOperations(graph);
  const scale = ops.div(graph.scalar(largest), ops.maximum(globalNorm(graph, gradients), largest));
  return gradients.map((gradient) => ops.mul(gradient, scale));
}

/** √ Σ ‖gradient‖² over all. */
export function globalNorm(graph: Graph, gradients: readonly GraphTensor[]): GraphTensor {
  const ops = createGraphOperations(graph);
  const squares = gradients.map((gradient) => ops.reshape(ops.sum(ops.square(gradient)), [1]));
  return ops.sqrt(ops.sum(ops.concat(squares, 0)));
}

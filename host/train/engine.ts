// The training engine: all of a training step in one TensorFlow graph, which is opened here, run step by step, read out and closed.
import { deriveSeedPair } from '../network/derive-seed.ts';
import { dropoutSeed } from '../network/forward.ts';
import { drawInitialWeights } from '../network/initial-weights.ts';
import type { Network, Weight, Weights } from '../network/network.ts';
import { checkWeights, inferWeightShapes, isTrainable } from '../network/shapes.ts';
import { Graph, type GraphTensor } from '../tensorflow/graph/graph.ts';
import type { GraphSession } from '../tensorflow/graph/graph-session.ts';
import { type GraphVariable, GraphVariables, openSessionOf } from '../tensorflow/graph/graph-variables.ts';
import { createBatchSource, type StepPosition } from './batch-source.ts';
import type { FrozenNetwork, Loss } from './loss.ts';
import { createOptimizer, type OptimizerState } from './optimizer.ts';
import type { Recipe } from './recipe.ts';
import { type Measurement, measureStep, type PreparedStep, runStep, type StepResult } from './run-step.ts';
import { buildStep, type FrozenGraph, type StepGraph, type StepParts } from './step-graph.ts';
import { TrainingSettingError } from './training-errors.ts';
import { type TrainingTask, taskOfTraining } from './training-task.ts';

export interface EngineState {
  readonly weights: Weights;
  /** Weights of the loss's own; none for most losses. */
  readonly own: Weights;
  readonly optimizer: OptimizerState;
}

export interface Engine {
  /**
   * @param positions of the batch's samples in the split
   * @param step from 0, over the whole run
   * @throws LossNotFiniteError, before anything is updated
   */
  step(positions: Uint32Array, step: number, learningRate: number): StepResult;
  /** What the weights, as they are, make of this batch with that step's dropout and augmentation. Nothing is updated. */
  measure(positions: Uint32Array, step: number): Measurement;
  /** A copy of all that the steps have changed. */
  state(): EngineState;
  /** Goes on from there instead. */
  restore(state: EngineState): void;
  dispose(): void;
}

export interface EngineOptions extends TrainingTask, Recipe {
  readonly seed: number;
  /** Where the weights start; drawn from the seed where absent. */
  readonly start?: Weights;
  /** Data sets in memory of more bytes are fed batch by batch, as streamed ones are, rather than kept in the graph. */
  readonly residentLimitBytes?: number;
}

const defaultResidentLimitBytes = 512 * 2 ** 20;

interface BuiltGraph {
  readonly graph: Graph;
  readonly variables: GraphVariables;
  readonly parts: StepParts;
  /** By batch size: the recipe's, and that of an epoch's last batch. */
  readonly steps: ReadonlyMap<number, StepGraph>;
  /** Names of the dropout layers, in the order of the seeds that are fed. */
  readonly dropouts: readonly string[];
}

function buildGraph(options: EngineOptions, start?: EngineState): BuiltGraph {
  const { network, split, preprocessing, augmentation, loss, seed, batchSize } = options;
  const weightsAtStart = start?.weights ?? options.start ?? drawInitialWeights(network, seed);
  checkWeights(network, weightsAtStart);
  const graph = new Graph();
  const variables = new GraphVariables(graph);
  const weights = new Map<string, GraphVariable>();
  // In the order of the layers, whatever that of a file: sums over all weights depend on it.
  for (const [name, shape] of inferWeightShapes(network)) {
    weights.set(name, variables.create(name, shape, weightsAtStart.get(name)!.data));
  }
  const frozen = ('terms' in loss ? (loss.frozen ?? []) : []).map((one, i) => createFrozen(variables, one, network, i));
  const own = createOwn(variables, loss, network, seed, start?.own);
  const trainable = [...[...weights.values()].filter(({ name }) => isTrainable(name)), ...own.values()];
  const optimizer = createOptimizer(graph, variables, trainable, options, start?.optimizer);
  const dropouts = network.layers.filter(({ type }) => type === 'dropout').map(({ name }) => name);
  const dropoutSeeds = dropouts.length > 0 ? graph.placeholder('int32', [dropouts.length, 2]) : undefined;
  const task = taskOfTraining(options);
  const data = { split, shape: network.inputShape, task, preprocessing, augmentation, seed };
  const source = createBatchSource(graph, variables, data, options.residentLimitBytes ?? defaultResidentLimitBytes);
  const parts: StepParts = { network, preprocessing, loss, variables, weights, own, frozen, optimizer, dropoutSeeds };
  const sizes = [Math.min(batchSize, split.ids.length), split.ids.length % batchSize].filter((size) => size > 0);
  const steps = new Map([...new Set(sizes)].map((size) => [size, buildStep(graph, parts, source(size))]));
  return { graph, variables, parts, steps, dropouts };
}

/** Names in the graph begin so that no layer's weight has the same. */
const ownPrefix = 'loss:';

function createOwn(
  variables: GraphVariables,
  loss: Loss,
  network: Network,
  seed: number,
  start: Weights | undefined,
): Map<string, GraphVariable> {
  const initial: Weights = 'terms' in loss ? (loss.own?.(network, seed) ?? new Map()) : new Map();
  return new Map(
    [...initial].map(([name, { shape, data }]) => [
      name,
      variables.create(`${ownPrefix}${name}`, shape, start?.get(name)?.data ?? data),
    ]),
  );
}

/** @throws TrainingSettingError where it takes pictures of another shape, WeightsMismatchError */
function createFrozen(variables: GraphVariables, one: FrozenNetwork, student: Network, index: number): FrozenGraph {
  const [given, expected] = [one.network.inputShape.join('×'), student.inputShape.join('×')];
  if (given !== expected) {
    throw new TrainingSettingError(`input of teacher "${one.network.name}"`, given, `${expected}, like the student’s`);
  }
  checkWeights(one.network, one.weights);
  const weights = [...one.weights].map(
    ([name, { shape, data }]) => [name, variables.create(`frozen:${index}/${name}`, shape, data)] as const,
  );
  return { network: one.network, preprocessing: one.preprocessing, weights: new Map(weights) };
}

/**
 * @param start where a run resumes; if absent, initial weights are drawn from the seed
 * @throws GraphRefusedError, GraphShapeError, TensorFlowVersionError, NetworkError, WeightsMismatchError
 */
export function openEngine(options: EngineOptions, start?: EngineState): Engine {
  const { graph, variables, parts, steps, dropouts } = buildGraph(options, start);
  const { weights, own, optimizer, dropoutSeeds } = parts;
  const training = { ...options, task: taskOfTraining(options) };
  const kept = [weights, own, optimizer.slots];
  const readouts = kept.flatMap((group) => [...group.values()].map((variable) => variables.read(variable)));
  const session = openSessionOf(graph, variables);

  function prepare(positions: Uint32Array, step: number): PreparedStep {
    const graphOfStep = steps.get(positions.length)!;
    const at = { positions, ...locateStep(options, step) };
    const seeds = Int32Array.from(dropouts.flatMap((layer) => dropoutSeed(options.seed, layer, step)));
    const feeds = [
      ...graphOfStep.batch.feeds(positions, at),
      ...(dropoutSeeds ? [[dropoutSeeds, seeds] as const] : []),
    ];
    return { session, graph: graphOfStep, feeds, training, at };
  }

  return {
    step: (positions, step, learningRate) =>
      runStep(prepare(positions, step), [optimizer.settings, optimizer.settingsAt(step + 1, learningRate)]),
    measure: (positions, step) => measureStep(prepare(positions, step)),
    state: () => readState(session, readouts, kept),
    restore: (state) =>
      variables.set(
        session,
        [state.weights, state.own, state.optimizer].flatMap((values, group) =>
          [...kept[group]].map(([name, variable]) => [variable, values.get(name)!.data] as const),
        ),
      ),
    dispose: () => session.dispose(),
  };
}

function locateStep({ epochs, batchSize, split, seed }: EngineOptions, step: number): StepPosition {
  const steps = epochs * Math.ceil(split.ids.length / batchSize);
  return { step, progress: step / steps, randomSeed: deriveSeedPair(seed, 'loss', step) };
}

/** @param kept of the network, of the loss, of the optimizer, each by the names of the state */
function readState(
  session: GraphSession,
  readouts: readonly GraphTensor[],
  kept: readonly ReadonlyMap<string, GraphVariable>[],
): EngineState {
  const values = session.run([], readouts);
  let at = 0;
  const [weights, own, optimizer] = kept.map(
    (group) =>
      new Map(
        [...group].map(([name, { shape }]): [string, Weight] => [name, { shape, data: values[at++] as Float32Array }]),
      ),
  );
  return { weights, own, optimizer };
}

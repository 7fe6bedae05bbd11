// The training engine: all of a training step in one TensorFlow graph, which is opened here, run step by step, read out and closed.
import { deriveSeedPair } from '../network/derive-seed.ts';
import { dropoutSeed } from '../network/forward.ts';
import { drawInitialWeights } from '../network/initial-weights.ts';
import type { Weight, Weights } from '../network/network.ts';
import { checkWeights, countClasses, inferWeightShapes, isTrainable } from '../network/shapes.ts';
import { Graph, type GraphTensor } from '../tensorflow/graph/graph.ts';
import { GraphRefusedError } from '../tensorflow/graph/graph-errors.ts';
import { type Feed, type GraphSession, openGraphSession } from '../tensorflow/graph/graph-session.ts';
import { type GraphVariable, GraphVariables } from '../tensorflow/graph/graph-variables.ts';
import { createBatchSource, type StepPosition } from './batch-source.ts';
import { findNonFinite, LossNotFiniteError } from './non-finite.ts';
import { createOptimizer, type OptimizerState } from './optimizer.ts';
import type { Recipe } from './recipe.ts';
import { buildStep, lossCheck, type StepGraph, type StepParts } from './step-graph.ts';
import type { Task } from './task.ts';
import { type BatchPosition, differentiateTfjsTerms, evaluateTfjsLoss } from './tfjs-loss.ts';

export interface StepResult {
  /** Each loss term's mean over the batch, before the update. */
  readonly terms: Readonly<Record<string, number>>;
  readonly correct: number;
}

export interface EngineState {
  readonly weights: Weights;
  readonly optimizer: OptimizerState;
}

export interface Engine {
  /**
   * @param positions of the batch's samples in the split
   * @param step from 0, over the whole run
   * @throws LossNotFiniteError, before anything is updated
   */
  step(positions: Uint32Array, step: number, learningRate: number): StepResult;
  /** The norm of each term's own gradient by all weights, which stay as they are. */
  measureGradientNorms(positions: Uint32Array, step: number): Readonly<Record<string, number>>;
  /** A copy of all that the steps have changed. */
  state(): EngineState;
  /** Goes on from there instead. */
  restore(state: EngineState): void;
  dispose(): void;
}

export interface EngineOptions extends Task, Recipe {
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
  const trainable = [...weights.values()].filter(({ name }) => isTrainable(name));
  const optimizer = createOptimizer(graph, variables, trainable, options, start?.optimizer);
  const dropouts = network.layers.filter(({ type }) => type === 'dropout').map(({ name }) => name);
  const dropoutSeeds = dropouts.length > 0 ? graph.placeholder('int32', [dropouts.length, 2]) : undefined;
  const data = { split, shape: network.inputShape, classes: countClasses(network), preprocessing, augmentation, seed };
  const source = createBatchSource(graph, variables, data, options.residentLimitBytes ?? defaultResidentLimitBytes);
  const parts: StepParts = { network, loss, variables, weights, optimizer, dropoutSeeds };
  const sizes = [Math.min(batchSize, split.ids.length), split.ids.length % batchSize].filter((size) => size > 0);
  const steps = new Map([...new Set(sizes)].map((size) => [size, buildStep(graph, parts, source(size))]));
  return { graph, variables, parts, steps, dropouts };
}

/**
 * @param start where a run goes on; initial weights are drawn from the seed where absent
 * @throws GraphRefusedError, GraphShapeError, TensorFlowVersionError, NetworkError, WeightsMismatchError
 */
export function openEngine(options: EngineOptions, start?: EngineState): Engine {
  const { loss, seed } = options;
  const { graph, variables, parts, steps, dropouts } = buildGraph(options, start);
  const { weights, optimizer, dropoutSeeds } = parts;
  const kept = [...weights.values(), ...optimizer.slots.values()];
  const readouts = kept.map((variable) => variables.read(variable));
  variables.finish();
  const session = openGraphSession(graph);
  try {
    variables.initialize(session);
  } catch (error) {
    session.dispose();
    throw error;
  }

  function feedsOf({ batch }: StepGraph, positions: Uint32Array, step: number): Feed[] {
    const seeds = Int32Array.from(dropouts.flatMap((layer) => dropoutSeed(seed, layer, step)));
    return [
      ...batch.feeds(positions, locateStep(options, step)),
      ...(dropoutSeeds ? [[dropoutSeeds, seeds] as const] : []),
    ];
  }

  return {
    step(positions, step, learningRate) {
      const graphOfStep = steps.get(positions.length)!;
      const feeds = feedsOf(graphOfStep, positions, step);
      const settings: Feed = [optimizer.settings, optimizer.settingsAt(step + 1, learningRate)];
      return 'tfjsTerms' in loss
        ? stepByTfjs(session, graphOfStep, feeds, settings, options, { positions, ...locateStep(options, step) })
        : runStep(session, graphOfStep, feeds, settings);
    },
    measureGradientNorms(positions, step) {
      const graphOfStep = steps.get(positions.length)!;
      const { norms, termNames, logits, logitsGradient } = graphOfStep;
      const feeds = feedsOf(graphOfStep, positions, step);
      if (!('tfjsTerms' in loss)) {
        const values = session.run(feeds, [norms])[0];
        return Object.fromEntries(termNames.map((name, i) => [name, values[i]]));
      }
      const [values] = session.run(feeds, [logits]);
      const at = { positions, ...locateStep(options, step) };
      const gradients = differentiateTfjsTerms(loss, values as Float32Array, options, at);
      const normOf = (gradient: Float32Array) => session.run([...feeds, [logitsGradient!, gradient]], [norms])[0][0];
      return Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, normOf(gradient)]));
    },
    state: () => readState(session, readouts, weights.size, kept),
    restore: ({ weights: values, optimizer: slots }) =>
      variables.set(session, [
        ...[...weights].map(([name, variable]) => [variable, values.get(name)!.data] as const),
        ...[...optimizer.slots].map(([name, variable]) => [variable, slots.get(name)!.data] as const),
      ]),
    dispose: () => session.dispose(),
  };
}

function locateStep({ epochs, batchSize, split, seed }: EngineOptions, step: number): StepPosition {
  const steps = epochs * Math.ceil(split.ids.length / batchSize);
  return { step, progress: step / steps, randomSeed: deriveSeedPair(seed, 'loss', step) };
}

function runStep(session: GraphSession, graph: StepGraph, feeds: readonly Feed[], settings: Feed): StepResult {
  try {
    const [results] = session.run([...feeds, settings], [graph.results]);
    const terms = Object.fromEntries(graph.termNames.map((name, i) => [name, results[i]]));
    return { terms, correct: results[graph.termNames.length] };
  } catch (error) {
    if (!(error instanceof GraphRefusedError && error.scope === lossCheck)) throw error;
    const [loss] = session.run(feeds, [graph.loss!]);
    throw new LossNotFiniteError(loss[0], findNonFinite(session, graph.watched, feeds));
  }
}

function stepByTfjs(
  session: GraphSession,
  graph: StepGraph,
  feeds: readonly Feed[],
  settings: Feed,
  task: Task,
  at: BatchPosition,
): StepResult {
  if (!('tfjsTerms' in task.loss)) throw new TypeError('the loss is the graph’s own');
  const [logits] = session.run(feeds, [graph.logits]);
  const { terms, gradient } = evaluateTfjsLoss(task.loss, logits as Float32Array, task, at);
  const loss = Object.values(terms).reduce((sum, term) => sum + term, 0);
  if (!Number.isFinite(loss)) throw new LossNotFiniteError(loss, findNonFinite(session, graph.watched, feeds));
  const [results] = session.run([...feeds, settings, [graph.logitsGradient!, gradient]], [graph.results]);
  return { terms, correct: results[0] };
}

function readState(
  session: GraphSession,
  readouts: readonly GraphTensor[],
  weightCount: number,
  variables: readonly GraphVariable[],
): EngineState {
  const values = session.run([], readouts);
  const read = variables.map(({ name, shape }, i): [string, Weight] => [
    name.replace(/^optimizer\//, ''),
    { shape, data: values[i] as Float32Array },
  ]);
  return { weights: new Map(read.slice(0, weightCount)), optimizer: new Map(read.slice(weightCount)) };
}

// One training step of one batch size as a graph: gather, forward, loss, backward, update. Several may share weights and optimizer.
import { isDeepStrictEqual } from 'node:util';
import type { Preprocessing } from '../dataset/dataset.ts';
import { changeOfFeed } from '../dataset/preprocessing.ts';
import { applyNetwork } from '../network/forward.ts';
import { statisticsMomentum } from '../network/model.ts';
import type { Network } from '../network/network.ts';
import { isTrainable, sizeOf } from '../network/shapes.ts';
import { differentiate } from '../tensorflow/graph/differentiate.ts';
import type { Graph, GraphNode, GraphTensor } from '../tensorflow/graph/graph.ts';
import { createGraphOperations } from '../tensorflow/graph/graph-operations.ts';
import { after, type GraphVariable, type GraphVariables } from '../tensorflow/graph/graph-variables.ts';
import type { SourceBatch } from './batch-source.ts';
import { type Loss, type NetworkView, type OperationsLoss, viewNetwork, viewStudent } from './loss.ts';
import { buildMeasurement, type MeasurementGraph } from './measurement.ts';
import { globalNorm, type Optimizer } from './optimizer.ts';

/** The part of a step that checks the loss before anything is updated. */
export const lossCheck = 'loss check';

export interface StepParts {
  readonly network: Network;
  readonly preprocessing: Preprocessing;
  readonly loss: Loss;
  readonly variables: GraphVariables;
  /** By name; trainable ones and statistics. */
  readonly weights: ReadonlyMap<string, GraphVariable>;
  /** The loss's own, by name. */
  readonly own: ReadonlyMap<string, GraphVariable>;
  readonly frozen: readonly FrozenGraph[];
  readonly optimizer: Optimizer;
  /** int32 [dropout layers, 2]; `undefined` where there is none. */
  readonly dropoutSeeds: GraphTensor | undefined;
}

/** A network that the loss runs. Its weights are variables that steps of every batch size share, and no optimizer touches. */
export interface FrozenGraph {
  readonly network: Network;
  readonly preprocessing?: Preprocessing;
  readonly weights: ReadonlyMap<string, GraphVariable>;
}

export interface StepGraph {
  readonly batch: SourceBatch;
  readonly logits: GraphTensor;
  /** Fed, [batch, classes], where tfjs computes the loss; `undefined` where the graph does. */
  readonly logitsGradient: GraphTensor | undefined;
  readonly termNames: readonly string[];
  /** [terms…], or 0 where tfjs computes them, before the update that fetching this makes. Fails in `lossCheck` where the loss is not finite. */
  readonly results: GraphTensor;
  /** The sum of the terms, without any update; `undefined` where tfjs computes the loss. */
  readonly loss: GraphTensor | undefined;
  /** Without any update; where tfjs computes the loss, of the fed gradient as the one term. */
  readonly measurement: MeasurementGraph;
  /** All that is computed on the way to the loss, in order: images and weights first. */
  readonly watched: readonly GraphTensor[];
}

export function buildStep(graph: Graph, parts: StepParts, batch: SourceBatch): StepGraph {
  const { network, loss, variables, weights, own, frozen, optimizer } = parts;
  const ops = createGraphOperations(graph);
  const firstNode = graph.nodes.length;
  const values = new Map([...weights].map(([name, variable]) => [name, variables.read(variable)]));
  const followed: [weight: string, value: GraphTensor][] = [];
  const layers = new Map<string, GraphTensor>();
  const logits = forward(graph, parts, batch.images, values, {
    follow: (weight, value) => followed.push([weight, value]),
    observe: (layer, output) => layers.set(layer, output),
  });
  const learning = new Map([...values].filter(([name]) => isTrainable(name)));
  const student = viewStudent(logits, layers, learning, {
    inputs: batch.images,
    gradientOf: (score) => ops.stopGradient(differentiate(graph, score(logits), [batch.images])[0]),
    logitsOf: (inputs) => forward(graph, parts, inputs, values, {}),
  });
  const ownValues = new Map([...own].map(([name, variable]) => [name, variables.read(variable)]));
  const lossParts = { own: ownValues, frozen: frozen.map((one, i) => viewFrozen(graph, parts, one, batch, i)) };
  const terms = graph.within('loss', () =>
    Object.entries('terms' in loss ? loss.terms(ops, student, batch, lossParts) : {}),
  );
  const isByTfjs = !('terms' in loss);
  if (!isByTfjs && terms.length === 0) throw new TypeError(`the loss has no terms: ${loss.description}`);
  const logitsGradient = isByTfjs ? graph.placeholder('float32', logits.shape) : undefined;
  const total = isByTfjs ? undefined : terms.map(([, term]) => term).reduce((sum, term) => ops.add(sum, term));
  const watched = [batch.images, ...watchFrom(graph, firstNode)];
  const check = total && graph.within(lossCheck, () => checkIsFinite(graph, total));

  const trainable = [...learning.values(), ...ownValues.values()];
  const differentiateBy = (y: GraphTensor) => differentiate(graph, y, trainable, logitsGradient);
  const clipped =
    'terms' in loss && loss.clip ? clipTerms(graph, loss.clip, terms, differentiateBy, learning.size) : undefined;
  const gradients = clipped ? addGradients(graph, clipped) : differentiateBy(total ?? logits);
  const controls = [...(check ? [check] : []), ...followed.map(([name]) => values.get(name)!.node)];
  const updates = graph.within('update', () => [
    ...optimizer.update(trainable, gradients, controls),
    ...followed.map(([name, value]) => variables.assign(weights.get(name)!, value, controls)),
  ]);
  const row = (isByTfjs ? [graph.scalar(0)] : terms.map(([, term]) => term)).map((value) => ops.reshape(value, [1]));
  const gradientsByTerm = clipped ?? (terms.length > 1 ? terms.map(([, term]) => differentiateBy(term)) : [gradients]);
  return {
    batch,
    logits,
    logitsGradient,
    termNames: terms.map(([name]) => name),
    results: after(graph, ops.concat(row, 0), updates),
    loss: total,
    measurement: buildMeasurement(graph, {
      network,
      weights: learning,
      own: ownValues,
      gradientsByTerm,
      outputs: layers,
    }),
    watched,
  };
}

function forward(
  graph: Graph,
  { network, dropoutSeeds }: StepParts,
  images: GraphTensor,
  values: ReadonlyMap<string, GraphTensor>,
  told: {
    /** Of a running statistic's value after the step. */
    follow?(weight: string, value: GraphTensor): void;
    observe?(layer: string, output: GraphTensor): void;
  },
): GraphTensor {
  const operations = createGraphOperations(graph);
  const dropouts = network.layers.filter(({ type }) => type === 'dropout').map(({ name }) => name);
  const follow = (weight: string, current: GraphTensor) => {
    const kept = operations.mul(values.get(weight)!, statisticsMomentum);
    told.follow?.(weight, operations.add(kept, operations.mul(current, 1 - statisticsMomentum)));
  };
  return applyNetwork<GraphTensor>(network, images, {
    operations,
    weight: (name) => values.get(name)!,
    within: (layer, build) => graph.within(layer, build),
    observe: told.observe,
    training: {
      dropoutSeed: (layer) =>
        operations.reshape(operations.slice(dropoutSeeds!, [dropouts.indexOf(layer), 0], [1, 2]), [2]),
      follow(layer, { mean, variance }) {
        follow(`${layer}/mean`, mean);
        follow(`${layer}/variance`, variance);
      },
    },
  });
}

/** As it is used, not trained: no dropout, and the statistics that batch normalization has kept. */
function viewFrozen(
  graph: Graph,
  { variables, preprocessing }: StepParts,
  { network, weights, preprocessing: expected = preprocessing }: FrozenGraph,
  { images }: SourceBatch,
  index: number,
): NetworkView<GraphTensor> {
  const ops = createGraphOperations(graph);
  const layers = new Map<string, GraphTensor>();
  const scope = `teacher ${index + 1}`;
  const logits = applyNetwork<GraphTensor>(
    network,
    graph.within(scope, () => prepareAgain()),
    {
      operations: ops,
      weight: (name) => variables.read(weights.get(name)!),
      within: (layer, build) => graph.within(`${scope}/${layer}`, build),
      observe: (layer, output) => layers.set(layer, output),
    },
  );
  return viewNetwork(logits, layers);

  /** value · scale + offset by its own scale and offset, from the student's. */
  function prepareAgain(): GraphTensor {
    if (isDeepStrictEqual(expected, preprocessing)) return images;
    const shape = images.shape.slice(1);
    const { gain, shift } = changeOfFeed(preprocessing, expected, sizeOf(shape));
    if (gain.length === 1) return ops.add(ops.mul(images, gain[0]), shift[0]);
    return ops.add(ops.mul(images, ops.constant(gain, shape)), ops.constant(shift, shape));
  }
}

/** Each term's gradients by the weights, shortened where the loss says so. @param learning how many of the weights are the student's */
function clipTerms(
  graph: Graph,
  clip: NonNullable<OperationsLoss['clip']>,
  terms: readonly (readonly [string, GraphTensor])[],
  differentiateBy: (term: GraphTensor) => GraphTensor[],
  learning: number,
): GraphTensor[][] {
  const ops = createGraphOperations(graph);
  const gradients = new Map(terms.map(([name, term]) => [name, differentiateBy(term)]));
  const normOf = (term: string) => globalNorm(graph, gradients.get(term)!.slice(0, learning));
  return [...gradients].map(([name, own]) => {
    if (!Object.hasOwn(clip, name)) return own;
    const [largest, norm] = [normOf(clip[name]), normOf(name)];
    const scale = ops.minimum(ops.div(largest, ops.maximum(norm, smallestNorm)), 1);
    return own.map((gradient) => ops.mul(gradient, scale));
  });
}

/** In place of a norm of 0, whose gradient stays 0. */
const smallestNorm = 1e-30;

function addGradients(graph: Graph, byTerm: readonly (readonly GraphTensor[])[]): GraphTensor[] {
  const ops = createGraphOperations(graph);
  return byTerm[0].map((_, i) => byTerm.map((gradients) => gradients[i]).reduce((sum, one) => ops.add(sum, one)));
}

function watchFrom(graph: Graph, first: number): GraphTensor[] {
  const given = ['Const', 'Placeholder'];
  return graph.nodes
    .slice(first)
    .filter(({ operation, outputs }) => outputs[0]?.type === 'float32' && !given.includes(operation))
    .filter(({ scope }) => !scope.startsWith('data/')) // of all samples, of which this batch need not have the one at fault
    .map((node) => ({ node, output: 0, ...node.outputs[0] }));
}

function checkIsFinite(graph: Graph, loss: GraphTensor): GraphNode {
  return graph.addNode({
    operation: 'CheckNumerics',
    inputs: [loss],
    attributes: { T: { type: 'float32' }, message: { text: lossCheck } },
    outputs: [{ type: 'float32', shape: loss.shape }],
    gradient: 'none',
  });
}

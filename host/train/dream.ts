// The other way round: the network stays as it is, and its inputs learn. A step is one graph, as in training
// (engine.ts); here the variables are pictures, and the loss sees what the network says of them. For looking at what a
// network wants to see, and for transfer sets that no picture is needed for.
import { setImmediate } from 'node:timers/promises';
import { createRandom } from '../artifact/random.ts';
import { deriveSeed } from '../network/derive-seed.ts';
import { applyNetwork } from '../network/forward.ts';
import type { TrainedNetwork } from '../network/network.ts';
import { checkWeights, countClasses, sizeOf } from '../network/shapes.ts';
import { differentiate } from '../tensorflow/graph/differentiate.ts';
import { Graph, type GraphTensor } from '../tensorflow/graph/graph.ts';
import { createGraphOperations } from '../tensorflow/graph/graph-operations.ts';

import { after, GraphVariables, openSessionOf } from '../tensorflow/graph/graph-variables.ts';
import type { Operations } from '../tensorflow/operations.ts';
import { type NetworkView, viewNetwork } from './loss.ts';
import { LossNotFiniteError } from './non-finite.ts';
import { createOptimizer } from './optimizer.ts';
import { learningRateAt, type Schedule } from './schedule.ts';
import { TrainingSettingError } from './training-errors.ts';

/** What the inputs of a batch are to make small: a scalar, the mean over the batch, differentiable in `inputs` and all that follows from them. */
export type DreamLoss = <T>(
  operations: Operations<T>,
  network: NetworkView<T>,
  batch: {
    /** [batch, classes] */
    readonly targets: T;
    /** [batch, rows, columns, channels], preprocessed. */
    readonly inputs: T;
  },
) => T;

export interface DreamOptions {
  readonly trained: TrainedNetwork;
  /** [count, classes], row by row: what each input is to be taken for. */
  readonly targets: Float32Array;
  /** Cross-entropy with the targets at a temperature of 1 where absent. */
  readonly loss?: DreamLoss;
  /** Updates of each input. */
  readonly steps: number;
  /** Of Adam; the peak where there is a schedule. */
  readonly learningRate: number;
  /** Constant where absent. */
  readonly schedule?: Schedule;
  /** What a value may be, preprocessed: inputs are kept within. 0 … 1 where absent. */
  readonly range?: readonly [lowest: number, highest: number];
  /** Inputs that learn at once; 100 where absent. They do not know of one another unless the loss relates them. */
  readonly batchSize?: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: DreamEvent) => void;
}

/** After a step; counted from 1. */
export interface DreamEvent {
  readonly batch: number;
  readonly batches: number;
  readonly step: number;
  readonly steps: number;
  /** The batch's, before the step. */
  readonly loss: number;
}

/** Mean −Σ target · log softmax(logits / temperature). */
export function crossEntropyAt(temperature: number): DreamLoss {
  return (ops, { logits }, { targets }) => ops.mean(ops.softmaxCrossEntropy(ops.div(logits, temperature), targets));
}

/**
 * Inputs that start as noise, uniform in the range, and learn to make the loss small. They follow from the seed and their place in `targets`.
 * @returns [count, rows, columns, channels], preprocessed as the network takes them
 * @throws TrainingSettingError, NetworkError, WeightsMismatchError, LossNotFiniteError; the signal's reason when aborted
 */
export async function dreamInputs(options: DreamOptions): Promise<Float32Array> {
  const { trained, targets, steps, learningRate, schedule, seed, signal, onEvent } = options;
  const { range = [0, 1], batchSize = 100 } = options;
  checkDream(options);
  const classes = countClasses(trained.network);
  const [count, size] = [targets.length / classes, sizeOf(trained.network.inputShape)];
  const inputs = new Float32Array(count * size);
  const [whole, batches] = [Math.min(batchSize, count), Math.ceil(count / batchSize)];
  for (let batch = 1; batch <= batches; batch++) {
    const first = (batch - 1) * whole;
    const here = Math.min(whole, count - first);
    const noise = drawNoise(seed, first, here, size, range);
    const dream = openDream(options, noise, targets.subarray(first * classes, (first + here) * classes));
    try {
      for (let step = 0; step < steps; step++) {
        await setImmediate();
        signal?.throwIfAborted();
        const rate = learningRateAt(step, steps, learningRate, schedule ?? { type: 'constant' });
        const loss = dream.step(step, rate);
        if (!Number.isFinite(loss)) throw new LossNotFiniteError(loss, undefined);
        onEvent?.({ batch, batches, step: step + 1, steps, loss });
      }
      inputs.set(dream.inputs(), first * size);
    } finally {
      dream.dispose();
    }
  }
  return inputs;
}

function checkDream({ trained, targets, steps, learningRate, range = [0, 1], batchSize = 1 }: DreamOptions): void {
  checkWeights(trained.network, trained.weights);
  const classes = countClasses(trained.network);
  const isCount = (value: number) => Number.isInteger(value) && value > 0;
  const rows = targets.length / classes;
  if (!isCount(rows)) throw new TrainingSettingError('number of targets', targets.length, `a multiple of ${classes}`);
  if (!isCount(steps)) throw new TrainingSettingError('steps', steps, 'a whole number of at least 1');
  if (!isCount(batchSize)) throw new TrainingSettingError('batch size', batchSize, 'a whole number of at least 1');
  if (!(learningRate > 0 && Number.isFinite(learningRate))) {
    throw new TrainingSettingError('learning rate', learningRate, 'a number above 0');
  }
  if (!(range[0] < range[1])) throw new TrainingSettingError('range', range.join(' … '), 'a lower and a higher number');
}

/** Each input has its own sequence, so that the batch size does not matter. */
function drawNoise(seed: number, first: number, count: number, size: number, [low, high]: readonly [number, number]) {
  const noise = new Float32Array(count * size);
  for (let i = 0; i < count; i++) {
    const random = createRandom(deriveSeed(seed, 'dream', first + i));
    for (let at = 0; at < size; at++) noise[i * size + at] = low + (high - low) * random.next();
  }
  return noise;
}

interface Dream {
  /** @param step from 0. @returns the loss before it */
  step(step: number, learningRate: number): number;
  inputs(): Float32Array;
  dispose(): void;
}

function openDream(options: DreamOptions, noise: Float32Array, targets: Float32Array): Dream {
  const { trained, loss = crossEntropyAt(1), range = [0, 1] } = options;
  const { network, weights } = trained;
  const graph = new Graph();
  const ops = createGraphOperations(graph);
  const variables = new GraphVariables(graph);
  const classes = countClasses(network);
  const count = targets.length / classes;
  const variable = variables.create('inputs', [count, ...network.inputShape], noise);
  const fixed = new Map(
    [...weights].map(([name, { shape, data }]) => [name, variables.create(`frozen/${name}`, shape, data)]),
  );
  const optimizer = createOptimizer(graph, variables, [variable], { epochs: 1, batchSize: count, learningRate: 1 });
  const inputs = variables.read(variable);
  const layers = new Map<string, GraphTensor>();
  const logits = applyNetwork<GraphTensor>(network, inputs, {
    operations: ops,
    weight: (name) => variables.read(fixed.get(name)!),
    within: (layer, build) => graph.within(layer, build),
    observe: (layer, output) => layers.set(layer, output),
  });
  const batch = { targets: graph.constant(targets, [count, classes]), inputs };
  const value = graph.within('loss', () => loss(ops, viewNetwork(logits, layers), batch));
  // Of the sum: each input's gradient, and with it Adam's step, is then the same in a batch of any size.
  const gradients = differentiate(graph, ops.mul(value, count), [inputs]);
  const updates = optimizer.update([inputs], gradients, []);
  const moved = variables.read(variable, updates);
  const kept = variables.assign(variable, ops.minimum(ops.maximum(moved, range[0]), range[1]), []);
  const result = after(graph, value, [kept]);
  const readout = variables.read(variable);
  const session = openSessionOf(graph, variables);
  return {
    step: (step, rate) => session.run([[optimizer.settings, optimizer.settingsAt(step + 1, rate)]], [result])[0][0],
    inputs: () => session.run([], [readout])[0] as Float32Array,
    dispose: () => session.dispose(),
  };
}

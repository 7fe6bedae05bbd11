// A network as a tfjs model: variables, and a function of them that tfjs can differentiate. Training it is train/train.ts's matter.
import { tf } from '../tensorflow/tensorflow.ts';
import { tfjsOperations } from '../tensorflow/tfjs-operations.ts';
import { applyNetwork, dropoutSeed, type ForwardContext } from './forward.ts';
import { drawInitialWeights } from './initial-weights.ts';
import type { Network, Weight, Weights } from './network.ts';
import { checkWeights, countOutputs, inferWeightShapes, isTrainable } from './shapes.ts';

export interface Mode {
  /** Whether dropout drops, and batch-norm uses the batch's statistics and updates its running ones. */
  readonly training: boolean;
  /** A batch's dropout masks are drawn from the seed and the step's number. */
  readonly step: number;
  readonly seed: number;
  /** Called with each layer's output, which it must not keep: for calibration. */
  readonly observe?: (layer: string, output: tf.Tensor) => void;
}

export interface Model {
  /** Images [batch, rows, columns, channels], preprocessed, to outputs [batch, values], such as logits. Call it within `tf.tidy`. */
  apply(images: tf.Tensor4D, mode: Mode): tf.Tensor2D;
  /** The trainable ones by weight name, in the order of the layers, whatever the order of the weights they were built from. */
  readonly variables: ReadonlyMap<string, tf.Variable>;
  /** A copy of all weights as they are now. */
  weights(): Weights;
  dispose(): void;
}

/** The mode in which a network is used rather than trained. */
export const inferenceMode: Mode = { training: false, step: 0, seed: 0 };

/** The share of a batch-norm's running statistics that each batch leaves in place. */
export const statisticsMomentum = 0.9;

/**
 * @param source a seed for initial weights, or the weights themselves, which are copied
 * @throws NetworkError, WeightsMismatchError
 */
export function buildModel(network: Network, source: { seed: number } | { weights: Weights }): Model {
  countOutputs(network); // throws where the layers do not fit together
  const weights = 'weights' in source ? source.weights : drawInitialWeights(network, source.seed);
  checkWeights(network, weights);
  const all = new Map<string, tf.Variable>();
  for (const [name, shape] of inferWeightShapes(network)) {
    all.set(name, createVariable(shape, weights.get(name)!.data, isTrainable(name)));
  }
  return {
    apply: (images, mode) => applyNetwork<tf.Tensor>(network, images, describeMode(all, mode)) as tf.Tensor2D,
    variables: new Map([...all].filter(([name]) => isTrainable(name))),
    weights: () => new Map([...all].map(([name, variable]) => [name, readWeight(variable)])),
    dispose: () => tf.dispose([...all.values()]),
  };
}

function createVariable(shape: readonly number[], data: Float32Array, trainable: boolean): tf.Variable {
  return tf.tidy(() => tf.variable(tf.tensor(data.slice(), [...shape], 'float32'), trainable));
}

function readWeight(variable: tf.Variable): Weight {
  return { shape: variable.shape, data: Float32Array.from(variable.dataSync()) };
}

function describeMode(weights: ReadonlyMap<string, tf.Variable>, mode: Mode): ForwardContext<tf.Tensor> {
  const weight = (name: string) => weights.get(name)!;
  const follow = (running: tf.Variable, current: tf.Tensor) =>
    running.assign(tf.add(tf.mul(running, statisticsMomentum), tf.mul(current, 1 - statisticsMomentum)));
  const training: ForwardContext<tf.Tensor>['training'] = {
    dropoutSeed: (layer) => tf.tensor1d([...dropoutSeed(mode.seed, layer, mode.step)], 'int32'),
    follow(layer, { mean, variance }) {
      follow(weight(`${layer}/mean`), mean);
      follow(weight(`${layer}/variance`), variance);
    },
  };
  const { observe } = mode;
  return { operations: tfjsOperations, weight, training: mode.training ? training : undefined, observe };
}

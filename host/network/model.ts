// A network as a tfjs model: variables, and a function of them that tfjs can differentiate. Training it is train/train.ts's matter.
import { tf } from '../tensorflow/tensorflow.ts';
import { deriveSeed } from './derive-seed.ts';
import { drawDropoutMask } from './dropout-mask.ts';
import { addBias, relu, relu6 } from './fast-operations.ts';
import { drawInitialWeights } from './initial-weights.ts';
import {
  type Activation,
  type BatchNorm,
  defaultEpsilon,
  defaultSwishBeta,
  type Layer,
  type Network,
  type Weight,
  type Weights,
} from './network.ts';
import { checkWeights, countClasses, inferWeightShapes, inputsOf, networkInput } from './shapes.ts';

export interface Mode {
  /** Whether dropout drops, and batch-norm uses the batch's statistics and updates its running ones. */
  readonly training: boolean;
  /** A batch's dropout masks are drawn from the seed and the step's number. */
  readonly step: number;
  readonly seed: number;
  /** Keeps batch-norm's running statistics as they are: for a second look at a batch that has already been trained on. */
  readonly keepStatistics?: boolean;
  /** Called with each layer's output, which it must not keep: for calibration. */
  readonly observe?: (layer: string, output: tf.Tensor) => void;
}

export interface Model {
  /** Images [batch, rows, columns, channels], preprocessed, to logits [batch, classes]. Call it within `tf.tidy`. */
  apply(images: tf.Tensor4D, mode: Mode): tf.Tensor2D;
  /** The trainable ones by weight name, in the order of the layers, whatever the order of the weights they were built from. */
  readonly variables: ReadonlyMap<string, tf.Variable>;
  /** A copy of all weights as they are now. */
  weights(): Weights;
  dispose(): void;
}

/** The mode in which a network is used rather than trained. */
export const inferenceMode: Mode = { training: false, step: 0, seed: 0 };

/** The share of a running mean that each batch leaves in place. */
const statisticsMomentum = 0.9;

/**
 * @param source a seed for initial weights, or the weights themselves, which are copied
 * @throws NetworkError, WeightsMismatchError
 */
export function buildModel(network: Network, source: { seed: number } | { weights: Weights }): Model {
  const classes = countClasses(network);
  const weights = 'weights' in source ? source.weights : drawInitialWeights(network, source.seed);
  checkWeights(network, weights);
  const all = new Map<string, tf.Variable>();
  for (const [name, shape] of inferWeightShapes(network)) {
    all.set(name, createVariable(shape, weights.get(name)!.data, isTrainable(name)));
  }
  return {
    apply(images, mode) {
      const outputs = new Map<string, tf.Tensor>([[networkInput, images]]);
      let output: tf.Tensor = images;
      for (const [position, layer] of network.layers.entries()) {
        const inputs = inputsOf(network, position).map((name) => outputs.get(name)!);
        output = applyLayer(layer, inputs, all, mode);
        outputs.set(layer.name, output);
        mode.observe?.(layer.name, output);
      }
      return output.rank === 2 ? (output as tf.Tensor2D) : tf.reshape(output, [-1, classes]);
    },
    variables: new Map([...all].filter(([name]) => isTrainable(name))),
    weights: () => new Map([...all].map(([name, variable]) => [name, readWeight(variable)])),
    dispose: () => tf.dispose([...all.values()]),
  };
}

function createVariable(shape: readonly number[], data: Float32Array, trainable: boolean): tf.Variable {
  return tf.tidy(() => tf.variable(tf.tensor(data.slice(), [...shape], 'float32'), trainable));
}

function isTrainable(name: string): boolean {
  return !name.endsWith('/mean') && !name.endsWith('/variance');
}

function readWeight(variable: tf.Variable): Weight {
  return { shape: variable.shape, data: Float32Array.from(variable.dataSync()) };
}

type Variables = ReadonlyMap<string, tf.Variable>;

function applyLayer(layer: Layer, inputs: readonly tf.Tensor[], variables: Variables, mode: Mode): tf.Tensor {
  const [input] = inputs;
  const weight = (name: string) => variables.get(`${layer.name}/${name}`)!;
  switch (layer.type) {
    case 'conv2d':
    case 'depthwiseConv2d': {
      const convolve = layer.type === 'conv2d' ? tf.conv2d : tf.depthwiseConv2d;
      const strides: [number, number] = [...(layer.strides ?? [1, 1])];
      const sums = convolve(input as tf.Tensor4D, weight('kernel') as tf.Tensor4D, strides, layer.padding);
      return activate(layer.useBias === false ? sums : addBias(sums, weight('bias')), layer.activation);
    }
    case 'dense': {
      const flat = input.rank === 2 ? input : tf.reshape(input, [input.shape[0], -1]);
      const sums = tf.matMul(flat as tf.Tensor2D, weight('kernel') as tf.Tensor2D);
      return activate(layer.useBias === false ? sums : addBias(sums, weight('bias')), layer.activation);
    }
    case 'batchNorm':
      return activate(normalize(layer, input, weight, mode), layer.activation);
    case 'maxPool2d':
    case 'averagePool2d': {
      const pool = layer.type === 'maxPool2d' ? tf.maxPool : tf.avgPool;
      return pool(input as tf.Tensor4D, [...layer.pool], [...(layer.strides ?? layer.pool)], layer.padding);
    }
    case 'globalAveragePool':
      return tf.mean(input, [1, 2], true);
    case 'add':
      return activate(tf.add(inputs[0], inputs[1]), layer.activation);
    case 'swish':
      return tf.mul(tf.mul(input, layer.beta ?? defaultSwishBeta), tf.sigmoid(input));
    case 'dropout': {
      if (!mode.training) return input;
      const seed = deriveSeed(mode.seed, 'dropout', layer.name, mode.step);
      return tf.mul(input, tf.tensor(drawDropoutMask(input.size, layer.rate, seed), input.shape));
    }
  }
}

function activate(sums: tf.Tensor, activation: Activation = 'linear'): tf.Tensor {
  if (activation === 'linear') return sums;
  return activation === 'relu' ? relu(sums) : relu6(sums);
}

/** Batch normalization over all axes but the channels' (Ioffe, Szegedy 2015, algorithm 1). */
function normalize(layer: BatchNorm, x: tf.Tensor, weight: (name: string) => tf.Variable, mode: Mode): tf.Tensor {
  const scale = (mean: tf.Tensor, variance: tf.Tensor) => {
    const gain = tf.mul(weight('gamma'), tf.rsqrt(tf.add(variance, layer.epsilon ?? defaultEpsilon)));
    return tf.add(tf.mul(tf.sub(x, mean), gain), weight('beta'));
  };
  if (!mode.training) return scale(weight('mean'), weight('variance'));
  const axes = x.shape.map((_, axis) => axis).slice(0, -1);
  const { mean, variance } = tf.moments(x, axes);
  if (!mode.keepStatistics) {
    follow(weight('mean'), mean);
    follow(weight('variance'), variance);
  }
  return scale(mean, variance);
}

function follow(running: tf.Variable, current: tf.Tensor): void {
  running.assign(tf.add(tf.mul(running, statisticsMomentum), tf.mul(current, 1 - statisticsMomentum)));
}

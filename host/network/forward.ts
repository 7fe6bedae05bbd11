// What each type of layer computes, written once over the operations: model.ts runs it in tfjs, train/ builds it into a graph.
import { fakeQuantize, roundThrough } from '../tensorflow/composed-operations.ts';
import type { Operations, Window } from '../tensorflow/operations.ts';
import { deriveSeedPair } from './derive-seed.ts';
import {
  type Activation,
  type BatchNorm,
  defaultEpsilon,
  defaultSwishBeta,
  type Layer,
  largestWeight,
  type Network,
  type Pair,
  type WeightedLayer,
} from './network.ts';
import { inputsOf, networkInput, sizeOf } from './shapes.ts';

export interface ForwardContext<T> {
  readonly operations: Operations<T>;
  /** A weight by its name, `${layer}/${weight}`. */
  weight(name: string): T;
  /** Absent where the network is used rather than trained. */
  readonly training?: {
    /** int32 [2], from `dropoutSeed`. */
    dropoutSeed(layer: string): T;
    /** Told of the statistics [channels] of the batch by which a batch-norm has normalized. */
    follow?(layer: string, statistics: { readonly mean: T; readonly variance: T }): void;
  };
  /** What a layer is built within: a graph names the layer's nodes by it. */
  within?<R>(layer: string, build: () => R): R;
  /** Called with each layer's output. */
  observe?(layer: string, output: T): void;
}

/** Images [batch, rows, columns, channels], preprocessed, to logits [batch, classes]. */
export function applyNetwork<T>(network: Network, images: T, context: ForwardContext<T>): T {
  const { operations, within = (_, build) => build(), observe } = context;
  const outputs = new Map<string, T>([[networkInput, images]]);
  let output = images;
  for (const [position, layer] of network.layers.entries()) {
    const inputs = inputsOf(network, position).map((name) => outputs.get(name)!);
    output = within(layer.name, () => applyLayer(layer, inputs, context));
    outputs.set(layer.name, output);
    observe?.(layer.name, output);
  }
  return flatten(operations, output);
}

/** The two numbers from which a dropout layer's mask follows in one step. */
export function dropoutSeed(seed: number, layer: string, step: number): readonly [number, number] {
  return deriveSeedPair(seed, 'dropout', layer, step);
}

function applyLayer<T>(layer: Layer, inputs: readonly T[], context: ForwardContext<T>): T {
  const { operations: ops, training } = context;
  const [input] = inputs;
  const weight = (name: string) => context.weight(`${layer.name}/${name}`);
  const withBias = (sums: T, useBias = true) => (useBias ? ops.addBias(sums, weight('bias')) : sums);
  switch (layer.type) {
    case 'conv2d':
    case 'depthwiseConv2d': {
      const convolve = layer.type === 'conv2d' ? ops.conv2d : ops.depthwiseConv2d;
      const sums = convolve(
        input,
        kernelOf(ops, layer, weight('kernel')),
        windowOf(layer.padding, layer.strides ?? [1, 1]),
      );
      return activate(ops, withBias(sums, layer.useBias), layer.activation);
    }
    case 'dense':
      return activate(
        ops,
        withBias(ops.matMul(flatten(ops, input), kernelOf(ops, layer, weight('kernel'))), layer.useBias),
        layer.activation,
      );
    case 'batchNorm':
      return activate(ops, normalize(layer, input, weight, context), layer.activation);
    case 'maxPool2d':
    case 'averagePool2d': {
      const pool = layer.type === 'maxPool2d' ? ops.maxPool2d : ops.averagePool2d;
      return pool(input, layer.pool, windowOf(layer.padding, layer.strides ?? layer.pool));
    }
    case 'globalAveragePool':
      return ops.mean(input, [1, 2], true);
    case 'add':
      return activate(ops, ops.add(inputs[0], inputs[1]), layer.activation);
    case 'swish':
      return ops.mul(ops.mul(input, layer.beta ?? defaultSwishBeta), ops.sigmoid(input));
    case 'step':
      return ops.select(ops.greater(input, ops.constant([0], [])), ops.constant([1], []), ops.constant([0], []));
    case 'fakeQuantize':
      return fakeQuantize(ops, input, layer.scale, -128 - layer.zeroPoint, 127 - layer.zeroPoint);
    case 'dropout': {
      if (!training) return input;
      const drawn = ops.randomUniform(ops.shapeOf(input), training.dropoutSeed(layer.name));
      return dropOut(ops, input, drawn, layer.rate);
    }
  }
}

/** As it is, or as it will be quantized: quantize/quantize-weights.ts has the same scales. */
function kernelOf<T>(ops: Operations<T>, layer: WeightedLayer, kernel: T): T {
  if (layer.weightBits === undefined) return kernel;
  const channels = layer.type === 'depthwiseConv2d' ? 2 : ops.shapeOf(kernel).length - 1;
  const others = ops.shapeOf(kernel).flatMap((_, axis) => (axis === channels ? [] : [axis]));
  const largest = largestWeight(layer.weightBits);
  const scale = ops.div(ops.max(ops.abs(ops.stopGradient(kernel)), others, true), largest);
  return roundThrough(ops, kernel, ops.maximum(scale, smallestScale), -largest, largest);
}

/** In place of the 0 of a channel without weights. */
const smallestScale = 1e-12;

/** 0 with probability `rate`, else x/(1 − rate), so that the expected activation stays (Srivastava et al. 2014, section 10). */
function dropOut<T>(ops: Operations<T>, x: T, drawn: T, rate: number): T {
  const mask = ops.select(
    ops.greater(ops.constant([rate], []), drawn),
    ops.constant([0], []),
    ops.constant([1 / (1 - rate)], []),
  );
  return ops.mul(x, mask);
}

function activate<T>(ops: Operations<T>, sums: T, activation: Activation = 'linear'): T {
  if (activation === 'linear') return sums;
  return activation === 'relu' ? ops.relu(sums) : ops.relu6(sums);
}

/** Batch normalization over all axes but the channels' (Ioffe, Szegedy 2015, algorithms 1 and 2). */
function normalize<T>(layer: BatchNorm, x: T, weight: (name: string) => T, context: ForwardContext<T>): T {
  const { operations: ops, training } = context;
  const epsilon = layer.epsilon ?? defaultEpsilon;
  const [gamma, beta] = [weight('gamma'), weight('beta')];
  if (!training) {
    const gain = ops.mul(gamma, ops.rsqrt(ops.add(weight('variance'), epsilon)));
    return ops.add(ops.mul(ops.sub(x, weight('mean')), gain), beta);
  }
  const { output, mean, variance } = ops.normalizeBatch(x, gamma, beta, epsilon);
  training.follow?.(layer.name, { mean, variance });
  return output;
}

/** [batch, values] of [batch, …]. */
function flatten<T>(ops: Operations<T>, x: T): T {
  const [batch, ...rest] = ops.shapeOf(x);
  return rest.length === 1 ? x : ops.reshape(x, [batch, sizeOf(rest)]);
}

function windowOf(padding: Window['padding'], strides: Pair): Window {
  return { padding, strides };
}

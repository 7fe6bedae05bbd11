// A network as data: the one list of layer types, from which the tfjs model, the quantizer and (later) a TensorFlow graph are made.
// Weights live beside it, by name, in TensorFlow's layouts. It knows nothing of TensorFlow.

export type Activation = 'linear' | 'relu' | 'relu6';
export type Padding = 'same' | 'valid';
/** [rows, columns] */
export type Pair = readonly [number, number];

interface Node {
  /** Unique in the network; weights are named `${name}/kernel` and so on. */
  readonly name: string;
  /** Names of the layers it reads; the layer before it where absent, the network's input for the first. `'input'` names the network's input. */
  readonly inputs?: readonly string[];
}

/** A layer that multiplies by a kernel. */
interface Weighted extends Node {
  readonly activation?: Activation;
  /**
   * Its kernel computes as it will be quantized, symmetrically per output channel, to this many bits; see
   * quantize/quantization-aware.ts.
   */
  readonly weightBits?: WeightBits;
}
/** Four bits travel as int8 values −7 … 7 so far: the core does not pack them. */
export type WeightBits = 4 | 8;

/** Of a quantized kernel, in either direction. */
export function largestWeight(bits: WeightBits): number {
  return 2 ** (bits - 1) - 1;
}

/** Weights: `kernel` [rows, columns, in, filters], `bias` [filters] unless `useBias` is false (before a batchNorm). */
export interface Conv2d extends Weighted {
  readonly type: 'conv2d';
  readonly filters: number;
  readonly kernel: Pair;
  readonly strides?: Pair;
  readonly padding: Padding;
  readonly useBias?: boolean;
}
/** Weights: `kernel` [rows, columns, channels, 1], `bias` [channels]. */
export interface DepthwiseConv2d extends Weighted {
  readonly type: 'depthwiseConv2d';
  readonly kernel: Pair;
  readonly strides?: Pair;
  readonly padding: Padding;
  readonly useBias?: boolean;
}
/** Flattens its input (HWC order). Weights: `kernel` [in, units], `bias` [units]. */
export interface Dense extends Weighted {
  readonly type: 'dense';
  readonly units: number;
  readonly useBias?: boolean;
}
/** Weights: `gamma`, `beta`, `mean`, `variance`, each [channels]. */
export interface BatchNorm extends Node {
  readonly type: 'batchNorm';
  readonly activation?: Activation;
  /** Added to the variance; `defaultEpsilon` where absent. */
  readonly epsilon?: number;
}
export const defaultEpsilon = 1e-3;

export interface Pool2d extends Node {
  readonly type: 'maxPool2d' | 'averagePool2d';
  readonly pool: Pair;
  readonly strides?: Pair;
  readonly padding: Padding;
}
/** Mean over rows and columns. */
export interface GlobalAveragePool extends Node {
  readonly type: 'globalAveragePool';
}
export interface Add extends Node {
  readonly type: 'add';
  readonly inputs: readonly [string, string];
  readonly activation?: Activation;
}
/** The channels of its inputs one behind the other, as SqueezeNet's fire modules join two convolutions. Rows and columns are equal. */
export interface Concatenate extends Node {
  readonly type: 'concatenate';
  /** Two or more. */
  readonly inputs: readonly string[];
}
/** β·x·σ(x), element by element. */
export interface Swish extends Node {
  readonly type: 'swish';
  /** `defaultSwishBeta` where absent. */
  readonly beta?: number;
}
/** Of the students that the article on knowledge distillation trains. */
export const defaultSwishBeta = 1.5;

/** 1 above 0, else 0, element by element. It has no gradient: a network with steps is made, such as of a decision tree, not trained. */
export interface Step extends Node {
  readonly type: 'step';
}

/** Training only. Its mask is drawn from the run's seed and the step's number. */
export interface Dropout extends Node {
  readonly type: 'dropout';
  readonly rate: number;
}

/**
 * What int8 makes of its input: rounded to (q − zeroPoint) · scale with q in −128 … 127. The gradient passes straight through within that
 * range and is 0 outside. Quantizing gives the layer before it this scale and zero point.
 */
export interface FakeQuantize extends Node {
  readonly type: 'fakeQuantize';
  readonly scale: number;
  readonly zeroPoint: number;
}

/** Has a kernel. */
export type WeightedLayer = Conv2d | DepthwiseConv2d | Dense;
export type Layer =
  | WeightedLayer
  | BatchNorm
  | Pool2d
  | GlobalAveragePool
  | Add
  | Concatenate
  | Swish
  | Step
  | Dropout
  | FakeQuantize;

export function isWeighted(layer: Layer | undefined): layer is WeightedLayer {
  return layer?.type === 'conv2d' || layer?.type === 'depthwiseConv2d' || layer?.type === 'dense';
}

/** Whether it cannot be trained. */
export function hasSteps({ layers }: Network): boolean {
  return layers.some(({ type }) => type === 'step');
}

export interface Network {
  readonly name: string;
  /** [rows, columns, channels] of one sample. */
  readonly inputShape: readonly [number, number, number];
  /** In an order in which each comes after its inputs; the last one's output are the logits. */
  readonly layers: readonly Layer[];
}

/** One weight tensor, row-major. */
export interface Weight {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Weights by `${layer name}/${weight name}`. */
export type Weights = ReadonlyMap<string, Weight>;

export interface TrainedNetwork {
  readonly network: Network;
  readonly weights: Weights;
}

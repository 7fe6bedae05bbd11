// A network in int8, as TensorFlow Lite Micro would run it: what the quantizer makes, the integer reference runs and the image compiler
// lays out for the core. Operators are TFLM's, by its names; batch-norm, dropout and flatten are gone.

/** real = scale · (q − zeroPoint). Shape [rows, columns, channels] of one sample; [n] is held as [1, 1, n]. */
export interface ActivationTensor {
  readonly name: string;
  readonly shape: readonly [number, number, number];
  /** A float32 value. */
  readonly scale: number;
  readonly zeroPoint: number;
}

export type FusedActivation = 'NONE' | 'RELU' | 'RELU6' | 'RELU_N1_TO_1';

interface Operation {
  /** The layer's name in the network it came from; unique. */
  readonly name: string;
  /** Names of activation tensors. */
  readonly inputs: readonly string[];
  readonly output: string;
}

interface Weighted {
  /** One for the tensor, or one per output channel; float32 values. Zero point 0. */
  readonly weightScales: Float32Array;
  /** At scale s_in · s_w; [output channels]. */
  readonly bias: Int32Array;
  readonly activation: FusedActivation;
}

interface Windowed {
  /** [rows, columns] */
  readonly strides: readonly [number, number];
  readonly padding: 'SAME' | 'VALID';
}

/** weights [out, rows, columns, in], −127…127. */
export interface Conv2dOperation extends Operation, Weighted, Windowed {
  readonly operator: 'CONV_2D';
  readonly kernel: readonly [number, number];
  readonly weights: Int8Array;
}
/**
 * weights [rows, columns, output channels]. Output channel c reads input channel ⌊c / m⌋, where the depth multiplier m is the number of
 * output channels over that of input channels.
 */
export interface DepthwiseConv2dOperation extends Operation, Weighted, Windowed {
  readonly operator: 'DEPTHWISE_CONV_2D';
  readonly kernel: readonly [number, number];
  readonly weights: Int8Array;
}
/** weights [out, in], the input flattened in HWC order. */
export interface FullyConnectedOperation extends Operation, Weighted {
  readonly operator: 'FULLY_CONNECTED';
  readonly weights: Int8Array;
}
export interface PoolOperation extends Operation, Windowed {
  readonly operator: 'MAX_POOL_2D' | 'AVERAGE_POOL_2D';
  readonly filter: readonly [number, number];
  readonly activation: FusedActivation;
}
/** Over rows and columns. */
export interface MeanOperation extends Operation {
  readonly operator: 'MEAN';
}
/** The first input plus, or less, the second. */
export interface AddOperation extends Operation {
  readonly operator: 'ADD' | 'SUB';
  readonly activation: FusedActivation;
}
interface Factors {
  /** A constant less its zero point, −255…255, for each channel. */
  readonly factors: Int32Array;
  /** The constant's, a float32 value. */
  readonly factorScale: number;
}
/** Each channel times its factor. */
export interface MulOperation extends Operation, Factors {
  readonly operator: 'MUL';
  readonly activation: FusedActivation;
}
/** Each channel's negative values times its factor. */
export interface PreluOperation extends Operation, Factors {
  readonly operator: 'PRELU';
}
/** The inputs one after another along rows (0), columns (1) or channels (2); all tensors have one scale and zero point. */
export interface ConcatenationOperation extends Operation {
  readonly operator: 'CONCATENATION';
  readonly axis: 0 | 1 | 2;
}
/** Adds `before` and `after` rows, columns and channels, filled with the zero point; input and output have one scale and zero point. */
export interface PadOperation extends Operation {
  readonly operator: 'PAD';
  readonly pads: readonly [rows: Pads, columns: Pads, channels: Pads];
}
type Pads = readonly [before: number, after: number];
/** The same values in the same order (HWC) under another shape, with one scale and zero point. */
export interface ReshapeOperation extends Operation {
  readonly operator: 'RESHAPE';
}
/** 256 int8 outputs, for the inputs −128…127 in order. TABLE is any function; the others say which of TFLM's it is. */
export interface TableOperation extends Operation {
  readonly operator: 'LOGISTIC' | 'TANH' | 'HARD_SWISH' | 'TABLE';
  readonly table: Int8Array;
}

export type QuantizedOperation =
  | Conv2dOperation
  | DepthwiseConv2dOperation
  | FullyConnectedOperation
  | PoolOperation
  | MeanOperation
  | AddOperation
  | MulOperation
  | PreluOperation
  | ConcatenationOperation
  | PadOperation
  | ReshapeOperation
  | TableOperation;

/** TFLM's int8 SOFTMAX (host/reference/softmax.ts) of the network's output, on the host: probability = scale · (q − zeroPoint). */
export interface SoftmaxAfter {
  readonly beta: number;
  readonly scale: number;
  readonly zeroPoint: number;
}

/** What stands for an activation tensor outside the network. uint8: real = scale · (value − zeroPoint), zeroPoint 0 to 255. */
export type Edge =
  | { readonly type: 'int8' }
  | { readonly type: 'float32' }
  | { readonly type: 'uint8'; readonly scale: number; readonly zeroPoint: number };

/** Of a model whose QUANTIZE and DEQUANTIZE at the edges were taken off; the host does their work. */
export interface Edges {
  readonly input: Edge;
  /** Of what leaves the SOFTMAX, where there is one. */
  readonly output: Edge;
}

export interface QuantizedNetwork {
  readonly name: string;
  /** Name of the input tensor. */
  readonly input: string;
  /** Name of the output tensor: the logits. */
  readonly output: string;
  readonly tensors: ReadonlyMap<string, ActivationTensor>;
  /** In an order in which each comes after its inputs. */
  readonly operations: readonly QuantizedOperation[];
  /** Where the network ends in a SOFTMAX; `output` is what enters it. */
  readonly softmax?: SoftmaxAfter;
  /** Absent where the model takes and gives int8. */
  readonly edges?: Edges;
}

// The operations that a network or a loss is written with, once: tfjs computes them at once (tfjs-operations.ts), a graph writes them down
// with their gradients (graph/graph-operations.ts). `T` is a tensor of either. Axes count from 0; shapes are known.

export interface Window {
  /** [rows, columns] */
  readonly strides: readonly [number, number];
  readonly padding: 'same' | 'valid';
}

export interface NormalizedBatch<T> {
  readonly output: T;
  /** [channels]; nothing flows back through it. */
  readonly mean: T;
  /** [channels], biased: Σ (x − mean)² / n. Nothing flows back through it. */
  readonly variance: T;
}

export interface Operations<T> {
  shapeOf(x: T): readonly number[];
  /** Row-major. */
  constant(values: ArrayLike<number>, shape: readonly number[]): T;

  // Two operands, with broadcasting. At equality the gradient of maximum and minimum is a's.
  add(a: T, b: T | number): T;
  sub(a: T, b: T | number): T;
  mul(a: T, b: T | number): T;
  div(a: T, b: T | number): T;
  maximum(a: T, b: T | number): T;
  minimum(a: T, b: T | number): T;
  /** a > b, for `select`. */
  greater(a: T, b: T | number): T;
  /** a where the condition holds, else b. */
  select(condition: T, a: T, b: T): T;

  neg(x: T): T;
  abs(x: T): T;
  square(x: T): T;
  sqrt(x: T): T;
  /** 1/√x */
  rsqrt(x: T): T;
  exp(x: T): T;
  log(x: T): T;
  relu(x: T): T;
  relu6(x: T): T;
  sigmoid(x: T): T;
  tanh(x: T): T;
  /** Half to even; nothing flows back. */
  round(x: T): T;
  /** x itself, through which nothing flows back. */
  stopGradient(x: T): T;

  /** Over all axes where none are given. */
  sum(x: T, axes?: readonly number[], keepAxes?: boolean): T;
  mean(x: T, axes?: readonly number[], keepAxes?: boolean): T;
  max(x: T, axes?: readonly number[], keepAxes?: boolean): T;

  /** Along the last axis. */
  softmax(logits: T): T;
  logSoftmax(logits: T): T;
  /** −Σ target · log softmax(logits) of each row, [batch]; both [batch, classes]; rows of `targets` sum to 1. */
  softmaxCrossEntropy(logits: T, targets: T): T;

  /** [rows, inner] · [inner, columns], each transposed first where asked; or batches of them. */
  matMul(a: T, b: T, transposeA?: boolean, transposeB?: boolean): T;
  reshape(x: T, shape: readonly number[]): T;
  /** The output's axis i is the input's axis `order[i]`. */
  transpose(x: T, order: readonly number[]): T;
  concat(parts: readonly T[], axis: number): T;
  slice(x: T, begin: readonly number[], size: readonly number[]): T;
  /** Rows of x at `indices`, along the first axis. */
  gather(x: T, indices: readonly number[]): T;

  /** x [batch, …, channels] + bias [channels]. */
  addBias(x: T, bias: T): T;
  /** x [batch, rows, columns, in], kernel [rows, columns, in, filters]. */
  conv2d(x: T, kernel: T, window: Window): T;
  /** x [batch, rows, columns, channels], kernel [rows, columns, channels, 1]. */
  depthwiseConv2d(x: T, kernel: T, window: Window): T;
  maxPool2d(x: T, size: readonly [number, number], window: Window): T;
  /** Padding is left out of the mean. */
  averagePool2d(x: T, size: readonly [number, number], window: Window): T;
  /** γ (x − mean) / √(variance + ε) + β by the batch's own statistics over all axes but the last (Ioffe, Szegedy 2015, algorithm 1). */
  normalizeBatch(x: T, gamma: T, beta: T, epsilon: number): NormalizedBatch<T>;
  /** Uniform in [0, 1), from the seed alone: the same in a graph and in tfjs. @param seed int32 [2] */
  randomUniform(shape: readonly number[], seed: T): T;
}

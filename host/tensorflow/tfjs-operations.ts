// The operations as tfjs computes them at once, differentiable by its own automatic differentiation.
import { addBias, randomUniform, relu, relu6 } from './native-operations.ts';
import type { Operations } from './operations.ts';
import { tf } from './tensorflow.ts';

type T = tf.Tensor;

export const tfjsOperations: Operations<T> = {
  shapeOf: ({ shape }) => shape,
  constant: (values, shape) => tf.tensor(Float32Array.from(values), [...shape]),
  add: (a, b) => tf.add(a, b),
  sub: (a, b) => tf.sub(a, b),
  mul: (a, b) => tf.mul(a, b),
  div: (a, b) => tf.div(a, b),
  maximum: (a, b) => tf.maximum(...stretch(a, b)),
  minimum: (a, b) => tf.minimum(...stretch(a, b)),
  greater: (a, b) => greater(...stretch(a, b)),
  select: (condition, a, b) => tf.where(condition, a, b),
  neg: (x) => tf.neg(x),
  abs: (x) => tf.abs(x),
  square: (x) => tf.square(x),
  sqrt: (x) => tf.sqrt(x),
  rsqrt: (x) => tf.rsqrt(x),
  exp: (x) => tf.exp(x),
  log: (x) => tf.log(x),
  relu: (x) => relu(x),
  relu6: (x) => relu6(x),
  sigmoid: (x) => tf.sigmoid(x),
  tanh: (x) => tf.tanh(x),
  round: (x) => stopGradient(tf.round(x)),
  stopGradient,
  sum: (x, axes, keepAxes) => tf.sum(x, mutable(axes), keepAxes),
  mean: (x, axes, keepAxes) => tf.mean(x, mutable(axes), keepAxes),
  max: (x, axes, keepAxes) => tf.max(x, mutable(axes), keepAxes),
  softmax: (logits) => tf.softmax(logits),
  logSoftmax: (logits) => tf.logSoftmax(logits),
  softmaxCrossEntropy: (logits, targets) => tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), logits.rank - 1)),
  matMul: (a, b, transposeA, transposeB) => tf.matMul(a, b, transposeA, transposeB),
  reshape: (x, shape) => tf.reshape(x, [...shape]),
  transpose: (x, order) => tf.transpose(x, [...order]),
  concat: (parts, axis) => tf.concat([...parts], axis),
  slice: (x, begin, size) => tf.slice(x, [...begin], [...size]),
  gather: (x, indices) => tf.gather(x, tf.tensor1d([...indices], 'int32')),
  addBias: (x, bias) => addBias(x, bias),
  conv2d: (x, kernel, { strides, padding }) =>
    tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, [...strides], padding),
  depthwiseConv2d: (x, kernel, { strides, padding }) =>
    tf.depthwiseConv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, [...strides], padding),
  maxPool2d: (x, size, { strides, padding }) => tf.maxPool(x as tf.Tensor4D, [...size], [...strides], padding),
  averagePool2d: (x, size, { strides, padding }) => tf.avgPool(x as tf.Tensor4D, [...size], [...strides], padding),
  normalizeBatch(x, gamma, beta, epsilon) {
    const { mean, variance } = tf.moments(x, x.shape.map((_, axis) => axis).slice(0, -1));
    const gain = tf.mul(gamma, tf.rsqrt(tf.add(variance, epsilon)));
    const output = tf.add(tf.mul(tf.sub(x, mean), gain), beta);
    return { output, mean: stopGradient(mean), variance: stopGradient(variance) };
  },
  randomUniform,
};

function mutable(axes: readonly number[] | undefined): number[] | undefined {
  return axes && [...axes];
}

/** tfjs does not have it: an operation whose gradient is 0. */
function stopGradient(x: T): T {
  return tf.customGrad((...[value]) => ({
    value: tf.clone(value as T),
    gradFunc: (dy) => [tf.zerosLike(dy as T)],
  }))(x);
}

/** Both of one shape: the gradients of tfjs's maximum and minimum (4.22) do not sum over what was stretched. */
function stretch(a: T, b: T | number): [T, T] {
  const other = typeof b === 'number' ? tf.scalar(b) : b;
  const shape = tf.backend_util.assertAndGetBroadcastShape(a.shape, other.shape);
  return [a, other].map((x) => (x.shape.join() === shape.join() ? x : tf.broadcastTo(x, shape))) as [T, T];
}

/** tfjs (4.22) has no gradient for its comparison, and asks for one. */
function greater(a: T, b: T): T {
  return tf.customGrad((...[left, right]) => ({
    value: tf.greater(left as T, right as T),
    // By their shapes: the operands themselves may be gone by then.
    gradFunc: () => [left, right].map((one) => tf.zeros((one as T).shape)),
  }))(a, b);
}

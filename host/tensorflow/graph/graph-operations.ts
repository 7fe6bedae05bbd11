// The operations as a graph writes them down. Each family has its own file, with its gradients next to it.
import type { Operations } from '../operations.ts';
import type { Graph, GraphTensor } from './graph.ts';
import * as arithmetic from './operations/arithmetic.ts';
import { normalizeBatch } from './operations/batch-normalization.ts';
import * as convolution from './operations/convolution.ts';
import * as elementwise from './operations/elementwise.ts';
import * as matrix from './operations/matrix.ts';
import { randomUniform } from './operations/random.ts';
import * as reductions from './operations/reductions.ts';
import * as shaping from './operations/shaping.ts';
import * as softmax from './operations/softmax.ts';

type Binary = (graph: Graph, a: GraphTensor, b: GraphTensor) => GraphTensor;
type Unary = (graph: Graph, x: GraphTensor) => GraphTensor;
type Reduction = (graph: Graph, x: GraphTensor, axes: readonly number[], keepAxes: boolean) => GraphTensor;

export function createGraphOperations(graph: Graph): Operations<GraphTensor> {
  const asTensor = (value: GraphTensor | number) => (typeof value === 'number' ? graph.scalar(value) : value);
  const binary = (operation: Binary) => (a: GraphTensor, b: GraphTensor | number) => operation(graph, a, asTensor(b));
  const unary = (operation: Unary) => (x: GraphTensor) => operation(graph, x);
  const reduction =
    (operation: Reduction) =>
    (x: GraphTensor, axes: readonly number[] = x.shape.map((_, axis) => axis), keepAxes = false) =>
      operation(graph, x, axes, keepAxes);
  return {
    shapeOf: ({ shape }) => shape,
    constant: (values, shape) => graph.constant(Float32Array.from(values), shape),
    add: binary(arithmetic.add),
    sub: binary(arithmetic.sub),
    mul: binary(arithmetic.mul),
    div: binary(arithmetic.div),
    maximum: binary(arithmetic.maximum),
    minimum: binary(arithmetic.minimum),
    greater: binary((_, a, b) => arithmetic.compare(graph, 'Greater', a, b)),
    select: (condition, a, b) => arithmetic.select(graph, condition, a, b),
    neg: unary(elementwise.neg),
    abs: unary(elementwise.abs),
    square: unary(elementwise.square),
    sqrt: unary(elementwise.sqrt),
    rsqrt: unary(elementwise.rsqrt),
    exp: unary(elementwise.exp),
    log: unary(elementwise.log),
    relu: unary(elementwise.relu),
    relu6: unary(elementwise.relu6),
    sigmoid: unary(elementwise.sigmoid),
    tanh: unary(elementwise.tanh),
    round: unary(elementwise.round),
    stopGradient: unary(elementwise.stopGradient),
    sum: reduction(reductions.sum),
    mean: reduction(reductions.mean),
    max: reduction(reductions.max),
    softmax: unary(softmax.softmax),
    logSoftmax: unary(softmax.logSoftmax),
    softmaxCrossEntropy: binary(softmax.softmaxCrossEntropy),
    matMul: (a, b, transposeA, transposeB) => matrix.matMul(graph, a, b, transposeA, transposeB),
    reshape: (x, shape) => shaping.reshape(graph, x, shape),
    transpose: (x, order) => shaping.transpose(graph, x, order),
    concat: (parts, axis) => shaping.concat(graph, parts, axis),
    slice: (x, begin, size) => shaping.slice(graph, x, begin, size),
    gather: (x, indices) => shaping.gather(graph, x, graph.integers(indices)),
    addBias: (x, bias) => matrix.addBias(graph, x, bias),
    conv2d: (x, kernel, window) => convolution.conv2d(graph, x, kernel, window),
    depthwiseConv2d: (x, kernel, window) => convolution.depthwiseConv2d(graph, x, kernel, window),
    maxPool2d: (x, size, window) => convolution.maxPool2d(graph, x, size, window),
    averagePool2d: (x, size, window) => convolution.averagePool2d(graph, x, size, window),
    normalizeBatch: (x, gamma, beta, epsilon) => normalizeBatch(graph, x, gamma, beta, epsilon),
    randomUniform: (shape, seed) => randomUniform(graph, shape, seed),
  };
}

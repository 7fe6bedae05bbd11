import { afterAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../host/artifact/random.ts';
import { fakeQuantize, huber, norm } from '../../../host/tensorflow/composed-operations.ts';
import { differentiate } from '../../../host/tensorflow/graph/differentiate.ts';
import { Graph, type GraphTensor } from '../../../host/tensorflow/graph/graph.ts';
import { createGraphOperations } from '../../../host/tensorflow/graph/graph-operations.ts';
import { openGraphSession } from '../../../host/tensorflow/graph/graph-session.ts';
import type { Operations, Window } from '../../../host/tensorflow/operations.ts';
import { tf } from '../../../host/tensorflow/tensorflow.ts';
import { tfjsOperations } from '../../../host/tensorflow/tfjs-operations.ts';

/** What is computed of inputs of these shapes, written once for tfjs and the graph. */
interface Case {
  readonly name: string;
  readonly shapes: readonly (readonly number[])[];
  readonly compute: <T>(ops: Operations<T>, ...inputs: T[]) => T;
  /** Inputs lie in 0.5 … 2 rather than in −2 … 2. */
  readonly positive?: boolean;
  /** Steps, by which finite differences say nothing of the gradient that is meant. */
  readonly stepped?: boolean;
}

const same: Window = { strides: [1, 1], padding: 'same' };
const valid2: Window = { strides: [2, 2], padding: 'valid' };
const same2: Window = { strides: [2, 2], padding: 'same' };
const map = [2, 5, 6, 3];

const cases: readonly Case[] = [
  {
    name: 'add',
    shapes: [
      [2, 3],
      [2, 3],
    ],
    compute: (ops, a, b) => ops.add(a, b),
  },
  {
    name: 'add, broadcast',
    shapes: [
      [2, 1, 3],
      [4, 1],
    ],
    compute: (ops, a, b) => ops.add(a, b),
  },
  { name: 'sub, broadcast', shapes: [[2, 3], [3]], compute: (ops, a, b) => ops.sub(a, b) },
  {
    name: 'mul, broadcast',
    shapes: [
      [2, 3],
      [2, 1],
    ],
    compute: (ops, a, b) => ops.mul(a, b),
  },
  { name: 'mul of one with itself', shapes: [[2, 3]], compute: (ops, a) => ops.mul(a, a) },
  { name: 'div, broadcast', shapes: [[2, 3], [3]], positive: true, compute: (ops, a, b) => ops.div(a, b) },
  { name: 'maximum', shapes: [[2, 3], [3]], compute: (ops, a, b) => ops.maximum(a, b) },
  {
    name: 'minimum',
    shapes: [
      [2, 3],
      [2, 3],
    ],
    compute: (ops, a, b) => ops.minimum(a, b),
  },
  { name: 'maximum with a number', shapes: [[4, 3]], compute: (ops, a) => ops.maximum(a, 0.25) },
  {
    name: 'select',
    shapes: [
      [2, 3],
      [2, 3],
    ],
    compute: (ops, a, b) => ops.select(ops.greater(a, b), a, ops.mul(b, 3)),
  },
  { name: 'neg', shapes: [[3]], compute: (ops, a) => ops.neg(a) },
  { name: 'abs', shapes: [[2, 3]], compute: (ops, a) => ops.abs(a) },
  { name: 'square', shapes: [[2, 3]], compute: (ops, a) => ops.square(a) },
  { name: 'sqrt', shapes: [[2, 3]], positive: true, compute: (ops, a) => ops.sqrt(a) },
  { name: 'rsqrt', shapes: [[2, 3]], positive: true, compute: (ops, a) => ops.rsqrt(a) },
  { name: 'exp', shapes: [[2, 3]], compute: (ops, a) => ops.exp(a) },
  { name: 'log', shapes: [[2, 3]], positive: true, compute: (ops, a) => ops.log(a) },
  { name: 'relu', shapes: [[4, 5]], compute: (ops, a) => ops.relu(a) },
  { name: 'relu6', shapes: [[4, 5]], compute: (ops, a) => ops.relu6(ops.mul(a, 5)) },
  { name: 'sigmoid', shapes: [[4, 5]], compute: (ops, a) => ops.sigmoid(a) },
  { name: 'swish', shapes: [[4, 5]], compute: (ops, a) => ops.mul(a, ops.sigmoid(a)) },
  { name: 'tanh', shapes: [[4, 5]], compute: (ops, a) => ops.tanh(a) },
  { name: 'round', shapes: [[4, 5]], stepped: true, compute: (ops, a) => ops.add(ops.round(ops.mul(a, 4)), a) },
  { name: 'stopGradient', shapes: [[4]], stepped: true, compute: (ops, a) => ops.mul(ops.stopGradient(a), a) },
  { name: 'sum of all', shapes: [[2, 3]], compute: (ops, a) => ops.sum(ops.square(a)) },
  { name: 'sum over an axis', shapes: [[2, 3, 4]], compute: (ops, a) => ops.sum(ops.square(a), [1]) },
  { name: 'sum that keeps axes', shapes: [[2, 3, 4]], compute: (ops, a) => ops.mul(a, ops.sum(a, [0, 2], true)) },
  { name: 'mean', shapes: [[2, 3, 4]], compute: (ops, a) => ops.mean(ops.square(a), [1, 2]) },
  { name: 'max', shapes: [[2, 3, 4]], compute: (ops, a) => ops.max(a, [2]) },
  { name: 'softmax', shapes: [[3, 5]], compute: (ops, a) => ops.softmax(a) },
  { name: 'logSoftmax', shapes: [[3, 5]], compute: (ops, a) => ops.logSoftmax(ops.div(a, 4)) },
  {
    name: 'softmaxCrossEntropy',
    shapes: [
      [3, 5],
      [3, 5],
    ],
    compute: (ops, a, b) => ops.softmaxCrossEntropy(a, ops.softmax(b)),
  },
  {
    name: 'KL divergence',
    shapes: [
      [3, 5],
      [3, 5],
    ],
    compute: (ops, a, b) => ops.mul(ops.softmax(a), ops.sub(ops.logSoftmax(a), ops.logSoftmax(b))),
  },
  {
    name: 'matMul',
    shapes: [
      [2, 3],
      [3, 4],
    ],
    compute: (ops, a, b) => ops.matMul(a, b),
  },
  {
    name: 'matMul, left transposed',
    shapes: [
      [3, 2],
      [3, 4],
    ],
    compute: (ops, a, b) => ops.matMul(a, b, true),
  },
  {
    name: 'matMul, right transposed',
    shapes: [
      [2, 3],
      [4, 3],
    ],
    compute: (ops, a, b) => ops.matMul(a, b, false, true),
  },
  {
    name: 'matMul, both transposed',
    shapes: [
      [3, 2],
      [4, 3],
    ],
    compute: (ops, a, b) => ops.matMul(a, b, true, true),
  },
  {
    name: 'matMul of batches',
    shapes: [
      [2, 3, 4],
      [2, 5, 4],
    ],
    compute: (ops, a, b) => ops.matMul(a, b, false, true),
  },
  {
    name: 'matMul of batches, left transposed',
    shapes: [
      [2, 4, 3],
      [2, 4, 5],
    ],
    compute: (ops, a, b) => ops.matMul(a, b, true),
  },
  {
    name: 'reshape and transpose',
    shapes: [[2, 3, 4]],
    compute: (ops, a) => ops.transpose(ops.reshape(ops.square(a), [4, 2, 3]), [2, 0, 1]),
  },
  {
    name: 'concat',
    shapes: [
      [2, 3],
      [2, 1],
      [2, 2],
    ],
    compute: (ops, ...parts) => ops.square(ops.concat(parts, 1)),
  },
  { name: 'slice', shapes: [[3, 4]], compute: (ops, a) => ops.square(ops.slice(a, [1, 0], [2, 3])) },
  { name: 'gather, with a row twice', shapes: [[4, 3]], compute: (ops, a) => ops.square(ops.gather(a, [2, 0, 2])) },
  { name: 'addBias', shapes: [map, [3]], compute: (ops, a, b) => ops.addBias(a, b) },
  { name: 'conv2d', shapes: [map, [3, 3, 3, 4]], compute: (ops, a, b) => ops.conv2d(a, b, same) },
  { name: 'conv2d, valid, strided', shapes: [map, [3, 2, 3, 4]], compute: (ops, a, b) => ops.conv2d(a, b, valid2) },
  { name: 'depthwiseConv2d', shapes: [map, [3, 3, 3, 1]], compute: (ops, a, b) => ops.depthwiseConv2d(a, b, same2) },
  { name: 'maxPool2d', shapes: [map], compute: (ops, a) => ops.maxPool2d(a, [2, 2], valid2) },
  { name: 'averagePool2d', shapes: [map], compute: (ops, a) => ops.averagePool2d(a, [3, 3], same) },
  {
    name: 'normalizeBatch of maps',
    shapes: [map, [3], [3]],
    compute: (ops, x, gamma, beta) => ops.normalizeBatch(x, gamma, beta, 1e-3).output,
  },
  {
    name: 'normalizeBatch of vectors',
    shapes: [[6, 3], [3], [3]],
    compute: (ops, x, gamma, beta) => ops.normalizeBatch(x, gamma, beta, 1e-3).output,
  },
  { name: 'Huber', shapes: [[4, 5]], compute: (ops, a) => huber(ops, a, 0.7) },
  { name: 'norm', shapes: [[4, 5]], compute: (ops, a) => norm(ops, a, [1]) },
  { name: 'fakeQuantize', shapes: [[4, 5]], stepped: true, compute: (ops, a) => fakeQuantize(ops, a, 0.01, -128, 127) },
];

function drawInputs({ shapes, positive }: Case): Float32Array[] {
  const random = createRandom(7);
  return shapes.map((shape) =>
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () =>
      positive ? 0.5 + 1.5 * random.next() : 4 * random.next() - 2,
    ),
  );
}

/** A weighted sum, so that every output counts differently. */
function weigh<T>(ops: Operations<T>, y: T): T {
  const shape = ops.shapeOf(y);
  const size = shape.reduce((a, b) => a * b, 1);
  return ops.sum(
    ops.mul(
      y,
      ops.constant(
        Float32Array.from({ length: size }, (_, i) => Math.cos(3 * i + 1)),
        shape,
      ),
    ),
  );
}

function openCase({ shapes, compute }: Case) {
  const graph = new Graph();
  const inputs = shapes.map((shape) => graph.placeholder('float32', shape));
  const ops = createGraphOperations(graph);
  const y = weigh(ops, compute<GraphTensor>(ops, ...inputs));
  const gradients = differentiate(graph, y, inputs);
  const session = openGraphSession(graph);
  const run = (values: readonly Float32Array[], fetches: GraphTensor[]) =>
    session.run(
      inputs.map((input, i) => [input, values[i]]),
      fetches,
    );
  return { y, gradients, run, dispose: () => session.dispose() };
}

const before = tf.memory().numTensors;
afterAll(() => {
  expect(tf.memory().numTensors).toBe(before);
});

describe('the value and gradient of', () => {
  it.each(cases)('$name equal those of tfjs', (one) => {
    const values = drawInputs(one);
    const { y, gradients, run, dispose } = openCase(one);
    const [value, ...actual] = run(values, [y, ...gradients]);
    dispose();
    tf.tidy(() => {
      const inputs = values.map((data, i) => tf.tensor(data, [...one.shapes[i]]));
      const compute = (...xs: tf.Tensor[]) => weigh(tfjsOperations, one.compute(tfjsOperations, ...xs));
      const expected = tf.valueAndGrads(compute)(inputs);
      expect(value[0]).toBeCloseTo(expected.value.dataSync()[0], 4);
      for (const [i, gradient] of expected.grads.entries()) {
        const wanted = gradient.dataSync();
        expect(actual[i]).toHaveLength(wanted.length);
        for (const [j, derivative] of wanted.entries()) expect(actual[i][j]).toBeCloseTo(derivative, 4);
      }
    });
  });

  it.each(cases.filter(({ stepped }) => !stepped))('$name agree with finite differences', (one) => {
    const values = drawInputs(one);
    const { y, gradients, run, dispose } = openCase(one);
    const actual = run(values, gradients);
    const step = 2e-3;
    for (const [i, data] of values.entries()) {
      for (let j = 0; j < data.length; j += Math.ceil(data.length / 6)) {
        const at = (offset: number) => {
          const moved = values.map((array) => array.slice());
          moved[i][j] += offset;
          return run(moved, [y])[0][0];
        };
        const difference = (at(step) - at(-step)) / (2 * step);
        expect(Math.abs(actual[i][j] - difference)).toBeLessThan(0.01 * Math.max(1, Math.abs(difference)));
      }
    }
    dispose();
  });
});

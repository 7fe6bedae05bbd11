// Networks of one operation at the edges of what a file may hold: channel counts around the width of a vector, windows larger than the input,
// zero points, weights and biases at their extremes, multipliers of every shift. For comparing implementations of the integer kernels.
import fc from 'fast-check';
import { createRandom, type Random } from '../../host/artifact/random.ts';
import type { ActivationTensor, QuantizedNetwork, QuantizedOperation } from '../../host/quantize/quantized-network.ts';

type Shape = ActivationTensor['shape'];

const size = (most: number) => fc.integer({ min: 1, max: most });
const zeroPoints = fc.oneof(fc.constantFrom(-128, 0, 127), fc.integer({ min: -128, max: 127 }));

const recipes = fc.record({
  operator: fc.constantFrom(
    ...([
      'CONV_2D',
      'CONV_2D',
      'DEPTHWISE_CONV_2D',
      'FULLY_CONNECTED',
      'MAX_POOL_2D',
      'AVERAGE_POOL_2D',
      'ADD',
      'SUB',
    ] as const),
  ),
  shape: fc.tuple(size(9), size(9), fc.oneof(size(9), fc.constantFrom(15, 16, 17, 24, 31, 33))),
  /** Output channels, or the depth multiplier. */
  channels: fc.oneof(size(9), fc.constantFrom(16, 23, 32)),
  multiplier: fc.constantFrom(1, 1, 2, 3, 8),
  kernel: fc.tuple(fc.oneof(size(4), size(21)), fc.oneof(size(4), size(21))),
  strides: fc.tuple(fc.oneof(size(2), size(11)), fc.oneof(size(2), size(11))),
  padding: fc.constantFrom('SAME' as const, 'VALID' as const),
  activation: fc.constantFrom('NONE' as const, 'RELU' as const, 'RELU6' as const, 'RELU_N1_TO_1' as const),
  zeroPoints: fc.tuple(zeroPoints, zeroPoints),
  seed: fc.nat(1_000_000),
});

type Recipe = typeof recipes extends fc.Arbitrary<infer Value> ? Value : never;

export const edgeOperations: fc.Arbitrary<QuantizedNetwork> = recipes.map(buildEdgeOperation);

function buildEdgeOperation(recipe: Recipe): QuantizedNetwork {
  const random = createRandom(recipe.seed);
  const input = { name: 'input', shape: recipe.shape, scale: drawScale(random, 6), zeroPoint: recipe.zeroPoints[0] };
  const [operation, shape] = buildOperation(recipe, random);
  const isPool = operation.operator === 'MAX_POOL_2D' || operation.operator === 'AVERAGE_POOL_2D';
  const output = { name: 'output', shape, scale: drawScale(random, 6), zeroPoint: recipe.zeroPoints[1] };
  const tensors = [input, isPool ? { ...input, name: 'output', shape } : output];
  return {
    name: `${recipe.operator} ${JSON.stringify(recipe)}`,
    input: 'input',
    output: 'output',
    tensors: new Map(tensors.map((tensor) => [tensor.name, tensor])),
    operations: [operation],
  };
}

/** Between 2^−bits and 2^bits. */
function drawScale(random: Random, bits: number): number {
  return Math.fround(2 ** (random.next() * 2 * bits - bits));
}

function buildOperation(recipe: Recipe, random: Random): [QuantizedOperation, Shape] {
  const { operator, activation, strides, padding } = recipe;
  const [rows, columns, depth] = recipe.shape;
  const common = { name: 'operation', inputs: ['input'], output: 'output', activation };
  const { window, outputRows, outputColumns } = fitWindow(recipe);
  switch (operator) {
    case 'CONV_2D': {
      const weighted = drawWeights(recipe.channels, window[0] * window[1] * depth, random);
      const shape = [outputRows, outputColumns, recipe.channels] as const;
      return [{ ...common, operator, kernel: window, strides, padding, ...weighted }, shape];
    }
    case 'DEPTHWISE_CONV_2D': {
      const weighted = drawWeights(depth * recipe.multiplier, window[0] * window[1], random);
      const shape = [outputRows, outputColumns, depth * recipe.multiplier] as const;
      return [{ ...common, operator, kernel: window, strides, padding, ...weighted }, shape];
    }
    case 'FULLY_CONNECTED':
      return [
        { ...common, operator, ...drawWeights(recipe.channels, rows * columns * depth, random) },
        [1, 1, recipe.channels],
      ];
    case 'MAX_POOL_2D':
    case 'AVERAGE_POOL_2D':
      return [{ ...common, operator, filter: window, strides, padding }, [outputRows, outputColumns, depth]];
    case 'ADD':
    case 'SUB':
      return [{ ...common, operator, inputs: ['input', 'input'] }, recipe.shape];
  }
}

/** With VALID, the window cut to the input. */
function fitWindow({ shape, kernel, strides, padding }: Recipe) {
  const [height, width] = ([0, 1] as const).map((axis) =>
    padding === 'SAME' ? kernel[axis] : Math.min(kernel[axis], shape[axis]),
  );
  const [outputRows, outputColumns] = [height, width].map((length, axis) =>
    Math.ceil((padding === 'SAME' ? shape[axis] : shape[axis] - length + 1) / strides[axis]),
  );
  return { window: [height, width] as const, outputRows, outputColumns };
}

const BIASES = [-(2 ** 31), 2 ** 31 - 1, -1_000_000_000, 0];

function drawWeights(channels: number, taps: number, random: Random) {
  const extreme = random.integer(3) === 0;
  const drawBias = () => BIASES[random.integer(8)] ?? random.integer(20_001) - 10_000;
  // Half of the multipliers bring most sums into the range of the output, the others have any shift.
  const drawMultiplier = () => (random.integer(2) === 0 ? 0.02 / Math.sqrt(taps) : 2 ** (random.next() * 56 - 28));
  return {
    weights: Int8Array.from({ length: channels * taps }, () =>
      extreme ? (random.integer(2) === 0 ? -128 : 127) : random.integer(256) - 128,
    ),
    weightScales: Float32Array.from({ length: random.integer(4) === 0 ? 1 : channels }, drawMultiplier),
    bias: Int32Array.from({ length: channels }, drawBias),
  };
}

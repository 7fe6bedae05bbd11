// What follows from a network's description alone: shapes of activations and weights, counts of parameters and multiplications.
import { isWeighted, type Layer, type Network, type Padding, type Pair, type Weights } from './network.ts';
import { NetworkError, WeightsMismatchError } from './network-errors.ts';

/** [rows, columns, channels] of one sample. */
export type ActivationShape = readonly [number, number, number];

/** The name by which layers refer to the network's input. */
export const networkInput = 'input';

/**
 * Names of the layers that the layer at `position` reads.
 * @throws NetworkError where the description names none before it
 */
export function inputsOf(network: Network, position: number): readonly string[] {
  return network.layers[position].inputs ?? [position === 0 ? networkInput : network.layers[position - 1].name];
}

/**
 * Each layer's output by its name, [rows, columns, channels]; a dense layer's is [1, 1, units].
 * @throws NetworkError
 * @example
 * import { inferShapes, networkNamed } from 'retort-fpga/train';
 *
 * for (const [layer, shape] of inferShapes(networkNamed('student', [28, 28, 1], 10))) console.log(layer, shape);
 */
export function inferShapes(network: Network): Map<string, ActivationShape> {
  const shapes = new Map<string, ActivationShape>();
  forEachLayer(network, (layer, _inputs, output) => shapes.set(layer.name, output));
  return shapes;
}

/**
 * Each weight's shape by `${layer}/${weight}`, in the order of the layers: the one list of the weights that a network has.
 * @throws NetworkError
 */
export function inferWeightShapes(network: Network): Map<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>();
  forEachLayer(network, (layer, [input], output) => {
    for (const [weight, shape] of weightsOfLayer(layer, input, output)) shapes.set(`${layer.name}/${weight}`, shape);
  });
  return shapes;
}

/** Whether a weight is learnt, rather than a statistic that a batch-norm follows. */
export function isTrainable(weight: string): boolean {
  return !weight.endsWith('/mean') && !weight.endsWith('/variance');
}

/** Whether a weight is of a convolution's or dense layer's kernel: what decays, and what pruning takes from. */
export function isKernel(weight: string): boolean {
  return weight.endsWith('/kernel');
}

/**
 * Trained values of a network. A batch-norm's running mean and variance are counted, too.
 * @example
 * import { countParameters, networkNamed } from 'retort-fpga/train';
 *
 * console.log(countParameters(networkNamed('student', [28, 28, 1], 10)));
 */
export function countParameters(network: Network): number {
  return [...inferWeightShapes(network).values()].reduce((sum, shape) => sum + sizeOf(shape), 0);
}

/**
 * Multiply-accumulates of one inference, in convolutions and dense layers; padded taps count.
 * @example
 * import { countMacs, networkNamed } from 'retort-fpga/train';
 *
 * console.log(countMacs(networkNamed('student', [28, 28, 1], 10)));
 */
export function countMacs(network: Network): number {
  let macs = 0;
  forEachLayer(network, (layer, [input], [rows, columns]) => {
    if (layer.type === 'conv2d') macs += rows * columns * sizeOf(layer.kernel) * input[2] * layer.filters;
    if (layer.type === 'depthwiseConv2d') macs += rows * columns * sizeOf(layer.kernel) * input[2];
    if (layer.type === 'dense') macs += sizeOf(input) * layer.units;
  });
  return macs;
}

/** The number of values that it puts out for a sample, over all positions of its last map. @throws NetworkError where it has no layers */
export function countOutputs(network: Network): number {
  const last = network.layers.at(-1);
  if (!last) throw new NetworkError(network.name, '', 'it has no layers');
  return sizeOf(inferShapes(network).get(last.name)!);
}

/** The number of logits. @throws NetworkError where the last layer's output is not one pixel */
export function countClasses(network: Network): number {
  const last = network.layers.at(-1);
  const [rows, columns, classes] = (last && inferShapes(network).get(last.name)) ?? [0, 0, 0];
  if (rows !== 1 || columns !== 1) {
    throw new NetworkError(network.name, last?.name ?? '', `the logits have shape [${rows}, ${columns}, ${classes}]`);
  }
  return classes;
}

/** @throws WeightsMismatchError, NetworkError */
export function checkWeights(network: Network, weights: Weights): void {
  const expected = inferWeightShapes(network);
  for (const [name, shape] of expected) {
    const weight = weights.get(name);
    if (!weight) throw new WeightsMismatchError(network.name, name, 'is missing');
    if (weight.shape.join() !== shape.join()) {
      throw new WeightsMismatchError(network.name, name, `has shape [${weight.shape}] instead of [${shape}]`);
    }
  }
  for (const name of weights.keys()) {
    if (!expected.has(name)) throw new WeightsMismatchError(network.name, name, 'belongs to no layer');
  }
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}

type Visit = (layer: Layer, inputs: readonly ActivationShape[], output: ActivationShape) => void;

function forEachLayer(network: Network, visit: Visit): void {
  const shapes = new Map<string, ActivationShape>([[networkInput, network.inputShape]]);
  for (const [position, layer] of network.layers.entries()) {
    const fail = (problem: string) => new NetworkError(network.name, layer.name, problem);
    if (shapes.has(layer.name)) throw fail('its name is already used; layers need unique names other than "input"');
    const inputs = inputsOf(network, position).map((name) => {
      const shape = shapes.get(name);
      if (!shape) throw fail(`it reads "${name}", which is not an earlier layer`);
      return shape;
    });
    const wrong = describeWrongNumber(layer);
    if (wrong) throw fail(wrong);
    const output = outputShape(layer, inputs);
    if (!output) throw fail(`its type "${layer.type}" is unknown`);
    if (output.some((length) => !Number.isInteger(length) || length < 1)) {
      throw fail(`its output would have shape [${output.join(', ')}] from an input of [${inputs.join('] and [')}]`);
    }
    if (layer.type === 'add' && inputs[0].join() !== inputs[1].join()) {
      throw fail(`it adds shapes [${inputs.join('] and [')}]`);
    }
    if (layer.type === 'concatenate' && (inputs.length < 2 || inputs.some((one) => !isAsLarge(one, output)))) {
      throw fail(
        `it joins the channels of [${inputs.join('] and [')}]; it needs two or more maps with equal rows and columns`,
      );
    }
    shapes.set(layer.name, output);
    visit(layer, inputs, output);
  }
}

function isAsLarge([rows, columns]: ActivationShape, other: ActivationShape): boolean {
  return rows === other[0] && columns === other[1];
}

/** What no shape tells, as a file may have it. */
function describeWrongNumber(layer: Layer): string | undefined {
  if (layer.type === 'dropout' && !(layer.rate >= 0 && layer.rate < 1)) {
    return `its rate is ${layer.rate}: it must be from 0 to below 1`;
  }
  if (layer.type === 'fakeQuantize') {
    const { scale, zeroPoint } = layer;
    if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) return `its scale is ${scale}: it must be a number above 0`;
    if (!(Number.isInteger(zeroPoint) && zeroPoint >= -128 && zeroPoint <= 127)) {
      return `its zero point is ${zeroPoint}: it must be a whole number in −128 … 127`;
    }
  }
  if (isWeighted(layer) && ![undefined, 4, 8].includes(layer.weightBits)) {
    return `its weights have ${layer.weightBits} bits: it must be 4 or 8`;
  }
  return undefined;
}

/** `undefined` for a type that is not in the list, as a file may name. */
function outputShape(layer: Layer, inputs: readonly ActivationShape[]): ActivationShape | undefined {
  const [input] = inputs;
  const [rows, columns, channels] = input;
  switch (layer.type) {
    case 'conv2d':
      return [...slide([rows, columns], layer.kernel, layer.strides ?? [1, 1], layer.padding), layer.filters];
    case 'depthwiseConv2d':
      return [...slide([rows, columns], layer.kernel, layer.strides ?? [1, 1], layer.padding), channels];
    case 'maxPool2d':
    case 'averagePool2d':
      return [...slide([rows, columns], layer.pool, layer.strides ?? layer.pool, layer.padding), channels];
    case 'dense':
      return [1, 1, layer.units];
    case 'globalAveragePool':
      return [1, 1, channels];
    case 'concatenate':
      return [rows, columns, inputs.reduce((sum, [, , count]) => sum + count, 0)];
    case 'batchNorm':
    case 'add':
    case 'swish':
    case 'step':
    case 'dropout':
    case 'fakeQuantize':
      return input;
    default:
      layer satisfies never;
      return undefined;
  }
}

/** Positions of a window: ⌈n/s⌉ with "same" padding, ⌊(n − k)/s⌋ + 1 with "valid". */
export function slide(size: Pair, window: Pair, strides: Pair, padding: Padding): Pair {
  const along = (axis: 0 | 1) =>
    padding === 'same'
      ? Math.ceil(size[axis] / strides[axis])
      : Math.floor((size[axis] - window[axis]) / strides[axis]) + 1;
  return [along(0), along(1)];
}

function weightsOfLayer(
  layer: Layer,
  input: ActivationShape,
  [, , channels]: ActivationShape,
): [name: string, shape: readonly number[]][] {
  const withBias = (kernel: readonly number[], useBias = true): [string, readonly number[]][] =>
    useBias
      ? [
          ['kernel', kernel],
          ['bias', [channels]],
        ]
      : [['kernel', kernel]];
  switch (layer.type) {
    case 'conv2d':
      return withBias([...layer.kernel, input[2], layer.filters], layer.useBias);
    case 'depthwiseConv2d':
      return withBias([...layer.kernel, input[2], 1], layer.useBias);
    case 'dense':
      return withBias([sizeOf(input), layer.units], layer.useBias);
    case 'batchNorm':
      return ['gamma', 'beta', 'mean', 'variance'].map((name) => [name, [channels]]);
    case 'maxPool2d':
    case 'averagePool2d':
    case 'globalAveragePool':
    case 'concatenate':
    case 'add':
    case 'swish':
    case 'step':
    case 'dropout':
    case 'fakeQuantize':
      return [];
  }
}

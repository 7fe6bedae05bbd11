// ADD, SUB, MUL and PRELU. With one number for all elements, or of two functions of one tensor, they are a table of 256 values; with one per
// channel an operation; ADD and SUB also of two activations.
import { effectiveScale, LARGEST_MULTIPLIER } from '../quantize/multiplier.ts';
import type { ActivationTensor, AddOperation } from '../quantize/quantized-network.ts';
import type { Activation } from './graph.ts';
import { identityTable, makeAddTable, makeMulTable, makePreluTable, type Operand } from './rescale-tables.ts';
import type { Site } from './site.ts';
import { type Dims, describeConstant } from './tensors.ts';

type Arithmetic = AddOperation['operator'] | 'MUL';

const VERBS = { ADD: 'adds', SUB: 'subtracts', MUL: 'multiplies' } as const;
const WITHOUT_GATES =
  'Leave out what scales a map by something computed from it (squeeze-and-excitation, attention); factors that are constants, LeakyReLU, ' +
  'hard_swish and x · sigmoid(x) are imported.';

export function translateArithmetic(site: Site, operator: Arithmetic): void {
  const constants = [0, 1].filter((position) => site.isConstant(position));
  if (constants.length === 2) foldArithmetic(site, operator);
  else if (constants.length === 1) translateConstant(site, operator, constants[0]);
  else translateActivations(site, operator);
}

/** Of whole numbers, as they are computed for a shape. */
function foldArithmetic(site: Site, operator: Arithmetic): void {
  const [left, right] = [site.wholeNumbers(0), site.wholeNumbers(1)];
  const at = (values: readonly number[], i: number) => (values.length === 1 ? values[0] : values[i]);
  const compute = { ADD: (a: number, b: number) => a + b, SUB: (a: number, b: number) => a - b, MUL: Math.imul };
  const length = Math.max(left.length, right.length);
  const values = Array.from({ length }, (_, i) => compute[operator](at(left, i), at(right, i)));
  if (!values.every(Number.isInteger)) throw site.contradict(`combines ${left.length} and ${right.length} numbers`);
  const isScalar = site.dims(0).length + site.dims(1).length === 0;
  site.resolve({ kind: 'constant', values, dims: isScalar ? [] : [length] });
}

function translateActivations(site: Site, operator: Arithmetic): void {
  const [left, right] = [site.activation(0), site.activation(1)];
  if (operator === 'MUL') {
    translateProduct(site, left, right);
    return;
  }
  if (left.dims.join() !== right.dims.join()) {
    throw site.fail(
      `it ${VERBS[operator]} [${left.dims}] and [${right.dims}], and shapes must be equal`,
      'Bring both to one shape with a convolution of one pixel.',
    );
  }
  placeAdd(site, operator, left, right, site.describeOutput(left.dims));
}

/** Of two functions of one tensor, as in x · sigmoid(x). */
function translateProduct(site: Site, left: Activation, right: Activation): void {
  const [first, second] = [left, right].map(({ tensor }) => site.graph.functionOf(tensor));
  if (first.of !== second.of || left.dims.join() !== right.dims.join()) {
    throw site.fail(
      `it multiplies [${left.dims}] by [${right.dims}], both computed from the sample, and the core multiplies by constants`,
      WITHOUT_GATES,
    );
  }
  const output = site.describeOutput(left.dims);
  site.checkMultiplier(effectiveScale(right.tensor.scale, left.tensor, output.tensor), LARGEST_MULTIPLIER);
  const operands = [first, second].map(({ table }, i) => ({ tensor: [left, right][i].tensor, table }));
  const table = makeMulTable(operands[0], operands[1], output.tensor, site.fusedActivation(0));
  const tensor = site.graph.tensors.get(first.of)!;
  site.become({ operator: 'TABLE', table }, [{ ...left, tensor }], output);
}

interface Constant {
  readonly tensor: ActivationTensor;
  readonly values: Int8Array;
}

/** `position`: the constant's. */
function translateConstant(site: Site, operator: Arithmetic, position: number): void {
  const input = site.activation(1 - position);
  const constant = readConstant(site, position);
  const channels = input.tensor.shape[2];
  const { shape } = site.file(position);
  const output = site.describeOutput(broadcast(site, input.dims, shape));
  if (constant.values.every((value) => value === constant.values[0])) {
    placeTable(site, operator, input, constant, position, output);
  } else if (constant.values.length === channels && shape.at(-1) === channels) {
    if (operator === 'MUL') placeMul(site, input, constant, output);
    else {
      const tensor = { ...constant.tensor, shape: input.tensor.shape };
      const placed = placeConstant(site, input, tensor, constant.values);
      const [left, right] = position === 0 ? [placed, input] : [input, placed];
      placeAdd(site, operator, left, right, output);
    }
  } else {
    throw site.fail(
      `its constant is [${shape}] for [${input.dims}], which is not one number per channel`,
      operator === 'MUL' ? 'Use one factor per channel.' : 'Let the bias of a layer take it.',
    );
  }
}

function readConstant(site: Site, position: number): Constant {
  const file = site.file(position);
  const name = site.graph.nameOf(site.operator.inputs[position], -1 - site.operator.index);
  site.graph.spend(file.data.length);
  return describeConstant(file, name, site.graph.source);
}

/** The constant may have more axes than the activation, if they are 1; more elements along one it may not. */
function broadcast(site: Site, dims: Dims, constant: Dims): Dims {
  const ones = new Array<number>(Math.max(0, constant.length - dims.length)).fill(1);
  const wide = [...ones, ...dims];
  const offset = wide.length - constant.length;
  if (constant.every((length, axis) => length === 1 || length === wide[offset + axis])) return wide;
  throw site.fail(
    `its constant is [${constant}] for [${dims}], which would have to be repeated`,
    'Use one number, or one per channel.',
  );
}

function placeTable(
  site: Site,
  operator: Arithmetic,
  input: Activation,
  constant: Constant,
  position: number,
  output: Activation,
): void {
  const operands: Operand[] = [
    { tensor: input.tensor, table: identityTable },
    { tensor: constant.tensor, table: new Int8Array(256).fill(constant.values[0]) },
  ];
  const [left, right] = position === 0 ? operands.toReversed() : operands;
  checkMultiplier(site, operator, left.tensor, right.tensor, output);
  const activation = site.fusedActivation(0);
  const table =
    operator === 'MUL'
      ? makeMulTable(left, right, output.tensor, activation)
      : makeAddTable(operator, left, right, output.tensor, activation);
  site.become({ operator: 'TABLE', table }, [input], output);
}

function placeMul(site: Site, input: Activation, constant: Constant, output: Activation): void {
  checkMultiplier(site, 'MUL', input.tensor, constant.tensor, output);
  site.become({ operator: 'MUL', ...factorsOf(constant), activation: site.fusedActivation(0) }, [input], output);
}

function factorsOf({ tensor, values }: Constant) {
  return { factors: Int32Array.from(values, (value) => value - tensor.zeroPoint), factorScale: tensor.scale };
}

function placeAdd(
  site: Site,
  operator: AddOperation['operator'],
  left: Activation,
  right: Activation,
  output: Activation,
): void {
  checkMultiplier(site, operator, left.tensor, right.tensor, output);
  site.become({ operator, activation: site.fusedActivation(0) }, [left, right], output);
}

function checkMultiplier(
  site: Site,
  operator: Arithmetic,
  left: ActivationTensor,
  right: ActivationTensor,
  output: Activation,
): void {
  if (operator === 'MUL') {
    site.checkMultiplier(effectiveScale(right.scale, left, output.tensor), LARGEST_MULTIPLIER);
  } else {
    site.checkMultiplier((2 * Math.max(left.scale, right.scale)) / (2 ** 20 * output.tensor.scale), 1);
  }
}

/**
 * A tensor with `values` in the channels of every pixel: a depthwise convolution of zeros, whose bias they are. Its multiplier is a half
 * and its bias twice the value: what float32 cannot hold of the scale rounds away.
 */
function placeConstant(site: Site, input: Activation, tensor: ActivationTensor, values: Int8Array): Activation {
  const constant: Activation = { ...input, tensor };
  const weightScale = Math.fround(tensor.scale / input.tensor.scale / 2);
  if (!(Math.abs(effectiveScale(weightScale, input.tensor, tensor) - 0.5) < 2 ** -20)) {
    throw site.contradict(`combines a constant of scale ${tensor.scale} with an input of scale ${input.tensor.scale}`);
  }
  site.precede(
    {
      operator: 'DEPTHWISE_CONV_2D',
      kernel: [1, 1],
      strides: [1, 1],
      padding: 'VALID',
      weights: new Int8Array(values.length),
      weightScales: Float32Array.of(weightScale),
      bias: Int32Array.from(values, (value) => 2 * (value - tensor.zeroPoint)),
      activation: 'NONE',
    },
    [input],
    constant,
  );
  return constant;
}

/** Input 1: the slopes below 0, one or one per channel. */
export function translatePrelu(site: Site): void {
  const input = site.activation(0);
  if (!site.isConstant(1)) throw site.fail('its slopes are computed', 'Use PReLU with slopes that are constants.');
  const slopes = readConstant(site, 1);
  const { shape } = site.file(1);
  const channels = input.tensor.shape[2];
  const output = site.describeOutput(input.dims);
  const perChannel = slopes.values.length === channels && shape.at(-1) === channels;
  if (slopes.values.length !== 1 && !perChannel) {
    throw site.fail(
      `its slopes are [${shape}] for [${input.dims}], not one per channel`,
      'Share them over rows and columns: PReLU(shared_axes=[1, 2]).',
    );
  }
  const { factors, factorScale } = factorsOf(slopes);
  const scales = [input.tensor.scale / output.tensor.scale, effectiveScale(factorScale, input.tensor, output.tensor)];
  for (const multiplier of scales) site.checkMultiplier(multiplier, LARGEST_MULTIPLIER);
  if (factors.every((factor) => factor === factors[0])) {
    const table = makePreluTable(input.tensor, output.tensor, factors[0], factorScale);
    site.become({ operator: 'TABLE', table }, [input], output);
  } else site.become({ operator: 'PRELU', factors, factorScale }, [input], output);
}

// ADD, SUB and MUL. With one number for all elements, or of two functions of one tensor, they are a table of 256 values; with one per
// channel an operation; ADD and SUB also of two activations.
import { grouped } from '../../proto/numbers.ts';
import { effectiveScale, LARGEST_MULTIPLIER } from '../quantize/multiplier.ts';
import type { ActivationTensor, AddOperation } from '../quantize/quantized-network.ts';
import { type Constant, factorsOf, placeConstant, readConstant } from './constant-operand.ts';
import type { Activation } from './graph.ts';
import { identityTable, makeAddTable, makeMulTable, type Operand } from './rescale-tables.ts';
import type { Site } from './site.ts';
import type { Dims } from './tensors.ts';

type Arithmetic = AddOperation['operator'] | 'MUL';

const VERBS = { ADD: 'adds', SUB: 'subtracts', MUL: 'multiplies' } as const;
const WITHOUT_GATES =
  'Remove operations that scale a map by values computed from it (squeeze-and-excitation, attention); constant factors, LeakyReLU, ' +
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
  if (!values.every(Number.isInteger))
    throw site.contradict(`combines ${grouped(left.length)} and ${grouped(right.length)} numbers`);
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
      `it ${VERBS[operator]} [${left.dims}] and [${right.dims}], but the shapes must be equal`,
      'Bring both to the same shape with a 1×1 convolution.',
    );
  }
  placeAdd(site, operator, left, right, site.describeOutput(left.dims));
}

/** Of two functions of one tensor, as in x · sigmoid(x). */
function translateProduct(site: Site, left: Activation, right: Activation): void {
  const [first, second] = [left, right].map(({ tensor }) => site.graph.functionOf(tensor));
  if (first.of !== second.of || left.dims.join() !== right.dims.join()) {
    throw site.fail(
      `it multiplies [${left.dims}] by [${right.dims}], both computed from the sample, but the core only multiplies by constants`,
      WITHOUT_GATES,
    );
  }
  const output = site.describeOutput(left.dims);
  site.checkMultiplier(effectiveScale(right.tensor.scale, left.tensor, output.tensor), LARGEST_MULTIPLIER);
  const operands = [first, second].map(({ table }, i) => ({ tensor: [left, right][i].tensor, table }));
  const table = makeMulTable(operands[0], operands[1], output.tensor, site.fusedActivation());
  const tensor = site.graph.tensors.get(first.of)!;
  site.become({ operator: 'TABLE', table }, [{ ...left, tensor }], output);
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
      operator === 'MUL' ? 'Use one factor per channel.' : 'Move it into the bias of a layer.',
    );
  }
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
  const activation = site.fusedActivation();
  const table =
    operator === 'MUL'
      ? makeMulTable(left, right, output.tensor, activation)
      : makeAddTable(operator, left, right, output.tensor, activation);
  site.become({ operator: 'TABLE', table }, [input], output);
}

function placeMul(site: Site, input: Activation, constant: Constant, output: Activation): void {
  checkMultiplier(site, 'MUL', input.tensor, constant.tensor, output);
  site.become({ operator: 'MUL', ...factorsOf(constant), activation: site.fusedActivation() }, [input], output);
}

function placeAdd(
  site: Site,
  operator: AddOperation['operator'],
  left: Activation,
  right: Activation,
  output: Activation,
): void {
  checkMultiplier(site, operator, left.tensor, right.tensor, output);
  site.become({ operator, activation: site.fusedActivation() }, [left, right], output);
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

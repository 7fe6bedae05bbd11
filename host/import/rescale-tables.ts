// Operators of one int8 value and constants as tables of 256 int8 outputs, value for value those of TensorFlow Lite Micro's int8 kernels
// (activations.cc, quantize_common.cc, leaky_relu_common.cc, mul_common.cc).
import { factorMultiplier, identityMultiplier, type Multiplier, quantizeMultiplier } from '../quantize/multiplier.ts';
import { clampRange } from '../quantize/operation-geometry.ts';
import type { ActivationTensor, AddOperation, FusedActivation } from '../quantize/quantized-network.ts';
import { requantize } from '../quantize/requantize.ts';
import { compileAdd, compilePrelu } from '../reference/elementwise.ts';

/** From the input's scale and zero point to the output's, at least `lowest`. For the inputs −128…127, in order. */
export function makeRequantizeTable(input: ActivationTensor, output: ActivationTensor, lowest: number): Int8Array {
  const { q, shift } = identityMultiplier(input, output);
  return tableOf((x) => Math.max(lowest, requantize(x - input.zeroPoint, q, shift) + output.zeroPoint));
}

/** Between 0 and 6 at the input's own scale, which RELU6 keeps. */
export function makeClampTable(input: ActivationTensor): Int8Array {
  const [lowest, highest] = clampRange('RELU6', input);
  return tableOf((x) => Math.min(highest, Math.max(lowest, x)));
}

/** The multipliers of LEAKY_RELU, of the positive and of the negative side, whose slope may be negative. */
export function leakyMultipliers(
  input: ActivationTensor,
  output: ActivationTensor,
  slope: number,
): { readonly positive: number; readonly negative: number } {
  const [inputScale, outputScale] = [Math.fround(input.scale), Math.fround(output.scale)];
  return {
    positive: inputScale / outputScale,
    negative: (inputScale * Math.fround(slope)) / outputScale,
  };
}

export function makeLeakyTable(input: ActivationTensor, output: ActivationTensor, slope: number): Int8Array {
  const { positive, negative } = leakyMultipliers(input, output, slope);
  const [above, below] = [quantizeMultiplier(positive), quantizeSigned(negative)];
  return tableOf((x) => {
    const { q, shift } = x >= input.zeroPoint ? above : below;
    return requantize(x - input.zeroPoint, q, shift) + output.zeroPoint;
  });
}

function quantizeSigned(real: number): Multiplier {
  const { q, shift } = quantizeMultiplier(Math.abs(real));
  return { q: real < 0 ? -q : q, shift };
}

/** What each input is, as an int8 value of another tensor. */
export interface Operand {
  readonly tensor: ActivationTensor;
  readonly table: Int8Array;
}

/** The inputs themselves. */
export const identityTable = tableOf((x) => x);

/** ADD or SUB of two functions of one value. */
export function makeAddTable(
  operator: AddOperation['operator'],
  left: Operand,
  right: Operand,
  output: ActivationTensor,
  activation: FusedActivation,
): Int8Array {
  const operandOf = ({ tensor, table }: Operand) => ({ tensor, values: table });
  const table = new Int8Array(256);
  compileAdd(
    { operator, name: '', inputs: [], output: '', activation },
    operandOf(left),
    operandOf(right),
    operandOf({ tensor: output, table }),
  )();
  return table;
}

/** MUL of two functions of one value. */
export function makeMulTable(
  left: Operand,
  right: Operand,
  output: ActivationTensor,
  activation: FusedActivation,
): Int8Array {
  const { q, shift } = factorMultiplier({ factorScale: right.tensor.scale }, left.tensor, output);
  const [lowest, highest] = clampRange(activation, output);
  return tableOf((x) => {
    const product = (left.table[x + 128] - left.tensor.zeroPoint) * (right.table[x + 128] - right.tensor.zeroPoint);
    return Math.min(highest, Math.max(lowest, requantize(product, q, shift) + output.zeroPoint));
  });
}

/** PRELU with one slope for all channels. */
export function makePreluTable(
  input: ActivationTensor,
  output: ActivationTensor,
  factor: number,
  factorScale: number,
): Int8Array {
  const table = new Int8Array(256);
  const shape = [1, 256, 1] as const;
  compilePrelu(
    { operator: 'PRELU', name: '', inputs: [], output: '', factors: Int32Array.of(factor), factorScale },
    { tensor: { ...input, shape }, values: identityTable },
    { tensor: { ...output, shape }, values: table },
  )();
  return table;
}

function tableOf(compute: (x: number) => number): Int8Array {
  return Int8Array.from({ length: 256 }, (_, i) => Math.min(127, Math.max(-128, compute(i - 128))));
}

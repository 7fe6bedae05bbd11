// Stand-alone RELU, RELU6, QUANTIZE and the ADD of a number as tables of 256 int8 outputs, value for value those of TensorFlow Lite Micro's int8 kernels
// (activations.cc, quantize_common.cc).
import { quantizeMultiplier } from '../quantize/multiplier.ts';
import { clampRange } from '../quantize/operation-geometry.ts';
import type { ActivationTensor, FusedActivation } from '../quantize/quantized-network.ts';
import { requantize } from '../quantize/requantize.ts';
import { compileAdd } from '../reference/elementwise.ts';

/** From the input's scale and zero point to the output's, at least `lowest`. For the inputs −128…127, in order. */
export function makeRequantizeTable(input: ActivationTensor, output: ActivationTensor, lowest: number): Int8Array {
  const { q, shift } = quantizeMultiplier(input.scale / output.scale);
  return tableOf((x) => Math.max(lowest, requantize(x - input.zeroPoint, q, shift) + output.zeroPoint));
}

/** Between 0 and 6 at the input's own scale, which RELU6 keeps. */
export function makeClampTable(input: ActivationTensor): Int8Array {
  const [lowest, highest] = clampRange('RELU6', input);
  return tableOf((x) => Math.min(highest, Math.max(lowest, x)));
}

/** `value`: an int8 number with `constant`'s scale and zero point. */
export function makeAddTable(
  input: ActivationTensor,
  constant: ActivationTensor,
  value: number,
  output: ActivationTensor,
  activation: FusedActivation,
): Int8Array {
  const operandOf = (tensor: ActivationTensor, values: Int8Array) => ({ tensor, values });
  const table = new Int8Array(256);
  compileAdd(
    { operator: 'ADD', name: '', inputs: [], output: '', activation },
    operandOf(
      input,
      tableOf((x) => x),
    ),
    operandOf(constant, new Int8Array(256).fill(value)),
    operandOf(output, table),
  )();
  return table;
}

function tableOf(compute: (x: number) => number): Int8Array {
  return Int8Array.from({ length: 256 }, (_, i) => Math.min(127, Math.max(-128, compute(i - 128))));
}

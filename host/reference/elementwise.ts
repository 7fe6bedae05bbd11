// ADD, the activations that are a table of 256 values, and RESHAPE.
import { quantizeMultiplier } from '../quantize/multiplier.ts';
import { clampRange } from '../quantize/operation-geometry.ts';
import type { ActivationTensor, AddOperation, TableOperation } from '../quantize/quantized-network.ts';
import type { Operand, Step } from './operand.ts';
import { requantize } from './requantize.ts';

/** Both inputs are brought to twice the larger of their scales with 20 more bits, added, and requantized (TFLM's add_common.cc). */
const LEFT_SHIFT = 20;

export function compileAdd(operation: AddOperation, left: Operand, right: Operand, output: Operand): Step {
  const leftScale = Math.fround(left.tensor.scale);
  const rightScale = Math.fround(right.tensor.scale);
  const common = 2 * Math.max(leftScale, rightScale);
  const leftTerms = scaledValues(left.tensor, leftScale / common);
  const rightTerms = scaledValues(right.tensor, rightScale / common);
  const sum = quantizeMultiplier(common / (2 ** LEFT_SHIFT * Math.fround(output.tensor.scale)));
  const [lowest, highest] = clampRange(operation.activation, output.tensor);
  return () => {
    for (let i = 0; i < output.values.length; i++) {
      const terms = (leftTerms[left.values[i] + 128] + rightTerms[right.values[i] + 128]) | 0;
      const value = requantize(terms, sum.q, sum.shift) + output.tensor.zeroPoint;
      output.values[i] = Math.min(highest, Math.max(lowest, value));
    }
  };
}

/** What each int8 value, from −128 on, adds to the sum. */
function scaledValues(tensor: ActivationTensor, real: number): Int32Array {
  const { q, shift } = quantizeMultiplier(real);
  return Int32Array.from({ length: 256 }, (_, i) => requantize((i - 128 - tensor.zeroPoint) << LEFT_SHIFT, q, shift));
}

export function compileReshape(input: Operand, output: Operand): Step {
  return () => output.values.set(input.values);
}

export function compileTable(operation: TableOperation, input: Operand, output: Operand): Step {
  return () => {
    for (let i = 0; i < output.values.length; i++) output.values[i] = operation.table[input.values[i] + 128];
  };
}

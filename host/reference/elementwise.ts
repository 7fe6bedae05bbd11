// ADD, the activations that are a table of 256 values, and RESHAPE.
import { addTerms } from '../quantize/add-terms.ts';
import { clampRange } from '../quantize/operation-geometry.ts';
import type { AddOperation, TableOperation } from '../quantize/quantized-network.ts';
import { requantize } from '../quantize/requantize.ts';
import type { Operand, Step } from './operand.ts';

export function compileAdd(operation: AddOperation, left: Operand, right: Operand, output: Operand): Step {
  const terms = addTerms(left.tensor, right.tensor, output.tensor);
  const { q, shift } = terms.sum;
  const [lowest, highest] = clampRange(operation.activation, output.tensor);
  return () => {
    for (let i = 0; i < output.values.length; i++) {
      const sum = (terms.left[left.values[i] + 128] + terms.right[right.values[i] + 128]) | 0;
      const value = requantize(sum, q, shift) + output.tensor.zeroPoint;
      output.values[i] = Math.min(highest, Math.max(lowest, value));
    }
  };
}

export function compileReshape(input: Operand, output: Operand): Step {
  return () => output.values.set(input.values);
}

export function compileTable(operation: TableOperation, input: Operand, output: Operand): Step {
  return () => {
    for (let i = 0; i < output.values.length; i++) output.values[i] = operation.table[input.values[i] + 128];
  };
}

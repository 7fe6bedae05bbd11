// ADD, SUB, the operators that multiply each channel by a constant, the activations that are a table of 256 values, and RESHAPE.
import { addTerms } from '../quantize/add-terms.ts';
import { factorMultiplier, identityMultiplier } from '../quantize/multiplier.ts';
import { clampRange } from '../quantize/operation-geometry.ts';
import type { AddOperation, MulOperation, PreluOperation, TableOperation } from '../quantize/quantized-network.ts';
import { requantize } from '../quantize/requantize.ts';
import type { Operand, Step } from './operand.ts';

export function compileAdd(operation: AddOperation, left: Operand, right: Operand, output: Operand): Step {
  const terms = addTerms(operation.operator, left.tensor, right.tensor, output.tensor);
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

/** The product of value and factor, requantized once. */
export function compileMul(operation: MulOperation, input: Operand, output: Operand): Step {
  const { q, shift } = factorMultiplier(operation, input.tensor, output.tensor);
  const [lowest, highest] = clampRange(operation.activation, output.tensor);
  const { zeroPoint } = input.tensor;
  return compileByChannel(input, output, (x, channel) => {
    const value = requantize((x - zeroPoint) * operation.factors[channel], q, shift) + output.tensor.zeroPoint;
    return Math.min(highest, Math.max(lowest, value));
  });
}

export function compilePrelu(operation: PreluOperation, input: Operand, output: Operand): Step {
  const positive = identityMultiplier(input.tensor, output.tensor);
  const negative = factorMultiplier(operation, input.tensor, output.tensor);
  const { zeroPoint } = input.tensor;
  return compileByChannel(input, output, (x, channel) => {
    const scaled =
      x >= zeroPoint
        ? requantize(x - zeroPoint, positive.q, positive.shift)
        : requantize((x - zeroPoint) * operation.factors[channel], negative.q, negative.shift);
    return Math.min(127, Math.max(-128, scaled + output.tensor.zeroPoint));
  });
}

function compileByChannel(input: Operand, output: Operand, compute: (x: number, channel: number) => number): Step {
  const channels = output.tensor.shape[2];
  return () => {
    for (let i = 0; i < output.values.length; i++) output.values[i] = compute(input.values[i], i % channels);
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

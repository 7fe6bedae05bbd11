// MAX_POOL_2D, AVERAGE_POOL_2D and MEAN. Padding does not count in any of them.
import { meanMultiplier } from '../quantize/multiplier.ts';
import { clampRange } from '../quantize/operation-geometry.ts';
import type { MeanOperation, PoolOperation } from '../quantize/quantized-network.ts';
import { requantize } from '../quantize/requantize.ts';
import type { Operand, Step } from './operand.ts';
import { compileWindows } from './window.ts';

export function compilePool(operation: PoolOperation, input: Operand, output: Operand): Step {
  return operation.operator === 'MAX_POOL_2D'
    ? compileMaxPool(operation, input, output)
    : compileAveragePool(operation, input, output);
}

function compileMaxPool(operation: PoolOperation, input: Operand, output: Operand): Step {
  const channels = output.tensor.shape[2];
  const [lowest, highest] = clampRange(operation.activation, output.tensor);
  const source = input.values;
  const largest = new Int8Array(channels);
  return compileWindows({ ...operation, window: operation.filter }, input.tensor.shape, output.tensor.shape, {
    begin: () => largest.fill(-128),
    tap: (from) => {
      for (let channel = 0; channel < channels; channel++) {
        if (source[from + channel] > largest[channel]) largest[channel] = source[from + channel];
      }
    },
    end: (to) => {
      for (let channel = 0; channel < channels; channel++) {
        output.values[to + channel] = Math.min(highest, Math.max(lowest, largest[channel]));
      }
    },
  });
}

/** The mean of the taps inside, halves away from zero; input and output have one scale and zero point. */
function compileAveragePool(operation: PoolOperation, input: Operand, output: Operand): Step {
  const channels = output.tensor.shape[2];
  const [lowest, highest] = clampRange(operation.activation, output.tensor);
  const source = input.values;
  const sums = new Int32Array(channels);
  return compileWindows({ ...operation, window: operation.filter }, input.tensor.shape, output.tensor.shape, {
    begin: () => sums.fill(0),
    tap: (from) => {
      for (let channel = 0; channel < channels; channel++) sums[channel] += source[from + channel];
    },
    end: (to, count) => {
      const half = count >> 1;
      for (let channel = 0; channel < channels; channel++) {
        const sum = sums[channel];
        const mean = Math.trunc((sum > 0 ? sum + half : sum - half) / count);
        output.values[to + channel] = Math.min(highest, Math.max(lowest, mean));
      }
    },
  });
}

/** Over rows and columns: the sum less its zero points, requantized once with 1 / count in the multiplier. */
export function compileMean(_operation: MeanOperation, input: Operand, output: Operand): Step {
  const [rows, columns, channels] = input.tensor.shape;
  const count = rows * columns;
  const { q, shift } = meanMultiplier(count, input.tensor, output.tensor);
  const offset = count * input.tensor.zeroPoint;
  return () => {
    for (let channel = 0; channel < channels; channel++) {
      let sum = -offset;
      for (let i = channel; i < input.values.length; i += channels) sum += input.values[i];
      const value = requantize(sum, q, shift) + output.tensor.zeroPoint;
      output.values[channel] = Math.min(127, Math.max(-128, value));
    }
  };
}

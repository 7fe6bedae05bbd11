// DEPTHWISE_CONV_2D: each output channel has its own kernel over one input channel. Taps outside the input read the
// zero point, that is add nothing.
import type { DepthwiseConv2dOperation } from '../quantize/quantized-network.ts';
import { requantize } from '../quantize/requantize.ts';
import { requantization } from './convolution.ts';
import type { Operand, Step } from './operand.ts';
import { compileWindows } from './window.ts';

export function compileDepthwiseConvolution(
  operation: DepthwiseConv2dOperation,
  input: Operand,
  output: Operand,
): Step {
  const inputChannels = input.tensor.shape[2];
  const channels = output.tensor.shape[2];
  const depthMultiplier = channels / inputChannels;
  const { weights, bias } = operation;
  const { q, shift, zeroPoint, lowest, highest } = requantization(operation, input.tensor, output.tensor);
  const inputZeroPoint = input.tensor.zeroPoint;
  const source = input.values;
  const sums = new Int32Array(channels);
  return compileWindows({ ...operation, window: operation.kernel }, input.tensor.shape, output.tensor.shape, {
    begin: () => sums.set(bias),
    tap: (from, tap) => {
      const w = tap * channels;
      for (let inputChannel = 0, channel = 0; inputChannel < inputChannels; inputChannel++) {
        const x = source[from + inputChannel] - inputZeroPoint;
        for (let k = 0; k < depthMultiplier; k++, channel++) sums[channel] += Math.imul(x, weights[w + channel]);
      }
    },
    end: (to) => {
      for (let channel = 0; channel < channels; channel++) {
        const value = requantize(sums[channel], q[channel], shift[channel]) + zeroPoint;
        output.values[to + channel] = Math.min(highest, Math.max(lowest, value));
      }
    },
  });
}

// PAD: rows, columns and channels of the zero point around the input.
import type { PadOperation } from '../quantize/quantized-network.ts';
import type { Operand, Step } from './operand.ts';

export function compilePad({ pads }: PadOperation, input: Operand, output: Operand): Step {
  const [rows, columns, channels] = input.tensor.shape;
  const [, outputColumns, outputChannels] = output.tensor.shape;
  const [[top], [left], [front]] = pads;
  return () => {
    output.values.fill(input.tensor.zeroPoint);
    for (let pixel = 0; pixel < rows * columns; pixel++) {
      const row = top + Math.floor(pixel / columns);
      const column = left + (pixel % columns);
      const from = pixel * channels;
      const to = (row * outputColumns + column) * outputChannels + front;
      output.values.set(input.values.subarray(from, from + channels), to);
    }
  };
}

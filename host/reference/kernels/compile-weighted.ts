// Convolutions, dense layers among them, and depthwise convolutions for the kernels: an int16 frame of the input, weights and lanes packed, and
// the struct `weighted` of kernels.c.
import type { WeightedOperation } from '../../quantize/multiplier.ts';
import type { Conv2dOperation, DepthwiseConv2dOperation } from '../../quantize/quantized-network.ts';
import { requantization } from '../convolution.ts';
import { layFrame } from '../frame.ts';
import type { Step } from '../operand.ts';
import type { Fields, KernelMemory, Located } from './kernel-memory.ts';
import { packLanes, packWeights } from './pack.ts';

const BYTES_PER_FRAME_ELEMENT = 2;

export function compileConvolution(
  operation: Conv2dOperation,
  input: Located,
  output: Located,
  memory: KernelMemory,
): Step {
  const channels = input.tensor.shape[2];
  const [kernelRows, kernelColumns] = operation.kernel;
  const rowLength = kernelColumns * channels;
  const rowPairs = Math.ceil(rowLength / 2);
  const pairs = kernelRows * rowPairs;
  const frame = placeFrame(operation, input, output, 1, memory);
  const offsets = Int32Array.from({ length: pairs }, (_, pair) => {
    return Math.floor(pair / rowPairs) * frame.pitch + 2 * (pair % rowPairs);
  });
  const { weights } = operation;
  const packed = packWeights(output.tensor.shape[2], kernelRows, rowLength, (filter, tap) => {
    return weights[filter * kernelRows * rowLength + tap];
  });
  const weighted = placeWeighted(operation, input, output, { offsets, pairs, packed }, memory);
  return memory.compileCall('convolve', frame.fill, frame.walk, ...weighted);
}

export function compileDepthwise(
  operation: DepthwiseConv2dOperation,
  input: Located,
  output: Located,
  memory: KernelMemory,
): Step {
  const channels = output.tensor.shape[2];
  const [kernelRows, kernelColumns] = operation.kernel;
  const taps = kernelRows * kernelColumns;
  const pairs = Math.ceil(taps / 2);
  const frame = placeFrame(operation, input, output, channels / input.tensor.shape[2], memory);
  const offsets = new Int32Array(2 * pairs);
  for (let tap = 0; tap < taps; tap++) {
    offsets[tap] = Math.floor(tap / kernelColumns) * frame.pitch + (tap % kernelColumns) * channels;
  }
  const { weights } = operation;
  const packed = packWeights(channels, 1, taps, (channel, tap) => weights[tap * channels + channel]);
  const weighted = placeWeighted(operation, input, output, { offsets, pairs, packed }, memory);
  return memory.compileCall('convolveDepthwise', frame.fill, frame.walk, ...weighted);
}

/** The structs `fill` and `walk`. A frame's pixel has each of the input's channels `copies` times. */
function placeFrame(
  operation: Conv2dOperation | DepthwiseConv2dOperation,
  input: Located,
  output: Located,
  copies: number,
  memory: KernelMemory,
): { pitch: number; fill: Fields; walk: Fields } {
  const [inputRows, inputColumns, inputChannels] = input.tensor.shape;
  const { top, left, rows, columns } = layFrame(operation, input.tensor, output.tensor);
  const channels = inputChannels * copies;
  const pitch = columns * channels;
  const frame = memory.allocate(rows * pitch * BYTES_PER_FRAME_ELEMENT);
  const inOneRow = columns === inputColumns;
  const [strideY, strideX] = operation.strides;
  return {
    pitch,
    fill: {
      input: input.address,
      frame: frame + (top * pitch + left * channels) * BYTES_PER_FRAME_ELEMENT,
      rows: inOneRow ? 1 : inputRows,
      rowLength: (inOneRow ? inputRows : 1) * inputColumns * inputChannels,
      pitch,
      zeroPoint: input.tensor.zeroPoint,
      copies,
    },
    walk: {
      corner: frame,
      outputColumns: output.tensor.shape[1],
      stepX: strideX * channels,
      stepY: strideY * pitch,
    },
  };
}

/** What follows `fill` and `walk` in the struct `weighted`. */
function placeWeighted(
  operation: WeightedOperation,
  input: Located,
  output: Located,
  { offsets, pairs, packed }: { offsets: Int32Array; pairs: number; packed: Int8Array },
  memory: KernelMemory,
): Fields[] {
  const [rows, columns, channels] = output.tensor.shape;
  const requantized = requantization(operation, input.tensor, output.tensor);
  const { zeroPoint, lowest, highest } = requantized;
  return [
    {
      pixels: rows * columns,
      channels,
      offsets: memory.place(offsets),
      pairs,
      weights: memory.place(packed),
      lanes: memory.place(packLanes(operation.bias, requantized)),
    },
    { zeroPoint, lowest, highest },
    { output: output.address },
  ];
}

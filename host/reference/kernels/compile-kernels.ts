// Which operations the kernels compute, and their parameters: each object of `Fields` has those of a struct in kernels.c, in its order.
import { sizeOf } from '../../network/shapes.ts';
import { addTerms } from '../../quantize/add-terms.ts';
import type { WeightedOperation } from '../../quantize/multiplier.ts';
import { clampRange, paddingBefore } from '../../quantize/operation-geometry.ts';
import type {
  ActivationTensor,
  AddOperation,
  Conv2dOperation,
  DepthwiseConv2dOperation,
  PoolOperation,
  QuantizedOperation,
} from '../../quantize/quantized-network.ts';
import { asConvolution, requantization } from '../convolution.ts';
import { layFrame } from '../frame.ts';
import type { Step } from '../operand.ts';
import type { Fields, KernelMemory } from './kernel-memory.ts';
import { packLanes, packWeights } from './pack.ts';

/** A tensor and where the kernels' memory holds its values. */
export interface Located {
  readonly tensor: ActivationTensor;
  readonly address: number;
}

/** Undefined for the operators that have no kernel, because they cost little: MEAN, MUL, PRELU, CONCATENATION, PAD, RESHAPE and tables. */
export function compileKernel(
  operation: QuantizedOperation,
  inputs: readonly Located[],
  output: Located,
  memory: KernelMemory,
): Step | undefined {
  const [input, second] = inputs;
  switch (operation.operator) {
    case 'CONV_2D':
      return compileConvolution(operation, input, output, memory);
    case 'FULLY_CONNECTED': {
      const { convolution, tensor } = asConvolution(operation, input.tensor);
      return compileConvolution(convolution, { ...input, tensor }, output, memory);
    }
    case 'DEPTHWISE_CONV_2D':
      return compileDepthwise(operation, input, output, memory);
    case 'ADD':
    case 'SUB':
      return compileAdd(operation, input, second, output, memory);
    case 'MAX_POOL_2D':
    case 'AVERAGE_POOL_2D':
      return compilePool(operation, input, output, memory);
    default:
      return undefined;
  }
}

const BYTES_PER_FRAME_ELEMENT = 2;

function compileConvolution(operation: Conv2dOperation, input: Located, output: Located, memory: KernelMemory): Step {
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

function compileDepthwise(
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

function compileAdd(
  operation: AddOperation,
  left: Located,
  right: Located,
  output: Located,
  memory: KernelMemory,
): Step {
  const terms = addTerms(operation.operator, left.tensor, right.tensor, output.tensor);
  const [lowest, highest] = clampRange(operation.activation, output.tensor);
  const { zeroPoint, shape } = output.tensor;
  const four = { q: new Int32Array(4).fill(terms.sum.q), shift: new Int8Array(4).fill(terms.sum.shift) };
  return memory.compileCall(
    'add',
    {
      left: left.address,
      right: right.address,
      leftTerms: memory.place(terms.left),
      rightTerms: memory.place(terms.right),
      lanes: memory.place(packLanes(new Int32Array(4), four)),
    },
    { zeroPoint, lowest, highest },
    { output: output.address, count: sizeOf(shape) },
  );
}

function compilePool(operation: PoolOperation, input: Located, output: Located, memory: KernelMemory): Step {
  const [inputRows, inputColumns, channels] = input.tensor.shape;
  const [rows, columns] = output.tensor.shape;
  const [windowRows, windowColumns] = operation.filter;
  const [strideY, strideX] = operation.strides;
  const [lowest, highest] = clampRange(operation.activation, output.tensor);
  return memory.compileCall(operation.operator === 'MAX_POOL_2D' ? 'poolMaximum' : 'poolAverage', {
    input: input.address,
    inputRows,
    inputColumns,
    channels,
    rows,
    columns,
    windowRows,
    windowColumns,
    strideY,
    strideX,
    top: paddingBefore(inputRows, rows, windowRows, strideY, operation.padding),
    left: paddingBefore(inputColumns, columns, windowColumns, strideX, operation.padding),
    lowest,
    highest,
    output: output.address,
  });
}

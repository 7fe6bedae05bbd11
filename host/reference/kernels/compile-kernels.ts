// Which operations the kernels compute, and the parameters of those without weights (compile-weighted.ts has the others): each object has the
// fields of a struct in kernels.c, in its order.
import { sizeOf } from '../../network/shapes.ts';
import { addTerms } from '../../quantize/add-terms.ts';
import { clampRange, paddingBefore } from '../../quantize/operation-geometry.ts';
import type { AddOperation, PoolOperation, QuantizedOperation } from '../../quantize/quantized-network.ts';
import { asConvolution } from '../convolution.ts';
import type { Step } from '../operand.ts';
import { compileConvolution, compileDepthwise } from './compile-weighted.ts';
import type { KernelMemory, Located } from './kernel-memory.ts';
import { packLanes } from './pack.ts';

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

// The bit-exact integer model as readable TypeScript: what the core must compute, value for value. TensorFlow Lite Micro's int8 kernels on
// typed arrays, one file per family of operators; requantize.ts holds the rounding.
import type { QuantizedOperation } from '../quantize/quantized-network.ts';
import { compileConcatenation } from './concatenation.ts';
import { compileConvolution, compileFullyConnected } from './convolution.ts';
import { compileDepthwiseConvolution } from './depthwise-convolution.ts';
import { compileAdd, compileMul, compilePrelu, compileReshape, compileTable } from './elementwise.ts';
import type { Operand, Step } from './operand.ts';
import { compilePad } from './pad.ts';
import { compileMean, compilePool } from './pooling.ts';

export function compileOperation(operation: QuantizedOperation, inputs: readonly Operand[], output: Operand): Step {
  const [input, second] = inputs;
  switch (operation.operator) {
    case 'CONV_2D':
      return compileConvolution(operation, input, output);
    case 'DEPTHWISE_CONV_2D':
      return compileDepthwiseConvolution(operation, input, output);
    case 'FULLY_CONNECTED':
      return compileFullyConnected(operation, input, output);
    case 'MAX_POOL_2D':
    case 'AVERAGE_POOL_2D':
      return compilePool(operation, input, output);
    case 'MEAN':
      return compileMean(operation, input, output);
    case 'ADD':
    case 'SUB':
      return compileAdd(operation, input, second, output);
    case 'MUL':
      return compileMul(operation, input, output);
    case 'PRELU':
      return compilePrelu(operation, input, output);
    case 'CONCATENATION':
      return compileConcatenation(operation, inputs, output);
    case 'PAD':
      return compilePad(operation, input, output);
    case 'RESHAPE':
      return compileReshape(input, output);
    case 'LOGISTIC':
    case 'TANH':
    case 'HARD_SWISH':
    case 'TABLE':
      return compileTable(operation, input, output);
  }
}

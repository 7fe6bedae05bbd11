// The bit-exact integer model: what the core must compute, value for value. TensorFlow Lite Micro's int8 kernels on typed arrays, one
// file per family of operators; requantize.ts holds the rounding.
import { RetortError } from '../../proto/retort-error.ts';
import { sizeOf } from '../network/shapes.ts';
import type { QuantizedNetwork, QuantizedOperation } from '../quantize/quantized-network.ts';
import { compileConcatenation } from './concatenation.ts';
import { compileConvolution, compileFullyConnected } from './convolution.ts';
import { compileDepthwiseConvolution } from './depthwise-convolution.ts';
import { compileAdd, compileMul, compilePrelu, compileReshape, compileTable } from './elementwise.ts';
import type { Operand, Step } from './operand.ts';
import { compilePad } from './pad.ts';
import { compileMean, compilePool } from './pooling.ts';

export interface Reference {
  /** `input`: int8 [rows, columns, channels]. Returns the output tensor, a fresh copy. Throws `InputLengthError`. */
  run(input: Int8Array): Int8Array;
  /** Every activation tensor by name, the input included, as fresh copies. Throws `InputLengthError`. */
  runLayers(input: Int8Array): Map<string, Int8Array>;
}

export class InputLengthError extends RetortError {
  readonly code = 'REFERENCE_INPUT_LENGTH';
  readonly category = 'input';
  override readonly name = 'InputLengthError';
  readonly expected: number;
  readonly actual: number;
  constructor(expected: number, actual: number) {
    super(
      `The network reads ${expected} int8 values and was given ${actual}. Quantize a sample of its input shape first.`,
    );
    this.expected = expected;
    this.actual = actual;
  }
}

/** Compiles `network` once, into a chain of steps over preallocated buffers. One reference runs one sample at a time. */
export function createReference(network: QuantizedNetwork): Reference {
  const operands = new Map<string, Operand>();
  for (const [name, tensor] of network.tensors) {
    operands.set(name, { tensor, values: new Int8Array(sizeOf(tensor.shape)) });
  }
  const steps = network.operations.map((operation) => compileOperation(operation, operands));
  const input = operands.get(network.input)!;
  const output = operands.get(network.output)!;
  const compute = (values: Int8Array) => {
    if (values.length !== input.values.length) throw new InputLengthError(input.values.length, values.length);
    input.values.set(values);
    for (const step of steps) step();
  };
  return {
    run(values) {
      compute(values);
      return output.values.slice();
    },
    runLayers(values) {
      compute(values);
      return new Map(Array.from(operands, ([name, operand]) => [name, operand.values.slice()]));
    },
  };
}

function compileOperation(operation: QuantizedOperation, operands: ReadonlyMap<string, Operand>): Step {
  const inputs = operation.inputs.map((name) => operands.get(name)!);
  const [input, second] = inputs;
  const output = operands.get(operation.output)!;
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

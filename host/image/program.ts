// Chooses the core's instruction for every operation, and how the network's input is laid out. Addresses are memory-map.ts's.
import type { ActivationTensor, QuantizedNetwork, QuantizedOperation } from '../quantize/quantized-network.ts';
import { UnsupportedLayerError } from './image-errors.ts';
import { lowerConvolution, lowerDepthwiseConvolution, lowerFullyConnected } from './lower-convolution.ts';
import { lowerMean, lowerPool } from './lower-pooling.ts';
import { checkFields, type LoweredLayer } from './lowered-layer.ts';
import { type PlacedTensor, placeDense, placePadded, WORD } from './tensor-layout.ts';

/** The network's input: dense where that saves padding and every reader can take it so. */
export function placeInput(network: QuantizedNetwork): PlacedTensor {
  const tensor = network.tensors.get(network.input)!;
  const readers = network.operations.filter(({ inputs }) => inputs.includes(network.input));
  const allMix = readers.every(({ operator }) => operator === 'CONV_2D' || operator === 'FULLY_CONNECTED');
  return allMix && tensor.shape[2] % WORD !== 0 ? placeDense(tensor) : placePadded(tensor);
}

/** One instruction per operation, in order. Throws `UnsupportedLayerError`. */
export function lowerNetwork(network: QuantizedNetwork, input: PlacedTensor): LoweredLayer[] {
  return network.operations.map((operation) => {
    const name = operation.inputs[0];
    const placed = name === network.input ? input : placePadded(network.tensors.get(name)!);
    const lowered = lowerOperation(operation, placed, network.tensors.get(operation.output)!);
    checkFields(lowered);
    return lowered;
  });
}

function lowerOperation(operation: QuantizedOperation, input: PlacedTensor, output: ActivationTensor): LoweredLayer {
  switch (operation.operator) {
    case 'CONV_2D':
      return lowerConvolution(operation, input, output);
    case 'DEPTHWISE_CONV_2D':
      if (input.tensor.shape[2] !== output.shape[2]) throw unsupported(operation, 'Use a depth multiplier of 1.');
      return lowerDepthwiseConvolution(operation, input, output);
    case 'FULLY_CONNECTED':
      return lowerFullyConnected(operation, input, output);
    case 'MAX_POOL_2D':
    case 'AVERAGE_POOL_2D':
      return lowerPool(operation, input, output);
    case 'MEAN':
      return lowerMean(operation, input, output);
    case 'ADD':
      throw unsupported(operation, 'Build the student without skip connections.');
    case 'PAD':
    case 'RESHAPE':
      throw unsupported(operation, 'Build the student without it.');
    case 'TABLE':
    case 'LOGISTIC':
    case 'TANH':
    case 'HARD_SWISH':
      throw unsupported(operation, 'Use relu or relu6 instead.');
  }
}

function unsupported({ name, operator }: QuantizedOperation, nextStep: string): UnsupportedLayerError {
  return new UnsupportedLayerError(name, operator, `it has no ${operator} instruction yet`, nextStep);
}

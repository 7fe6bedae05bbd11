// CONV_2D, DEPTHWISE_CONV_2D and FULLY_CONNECTED as instructions of the core, with their weights and parameters.
import { outputMultipliers, type WeightedOperation } from '../quantize/multiplier.ts';
import { clampRange } from '../quantize/operation-geometry.ts';
import type {
  ActivationTensor,
  Conv2dOperation,
  DepthwiseConv2dOperation,
  FullyConnectedOperation,
} from '../quantize/quantized-network.ts';
import { UnsupportedLayerError } from './image-errors.ts';
import { describeInput, describeOutput, describeWindow, type LoweredLayer } from './lowered-layer.ts';
import { encodeRecords, foldZeroPoint } from './parameters.ts';
import { type PlacedTensor, WORD } from './tensor-layout.ts';
import { orderConvolutionWeights, orderDepthwiseWeights, sumByChannel, sumByFilter } from './weights.ts';

export function lowerConvolution(
  operation: Conv2dOperation,
  input: PlacedTensor,
  output: ActivationTensor,
): LoweredLayer {
  const channels = input.tensor.shape[2];
  const [rows, columns, filters] = output.shape;
  const { weights, kernel } = operation;
  return {
    operation,
    instruction: {
      ...describeInput(input),
      ...describeWindow(operation.kernel, operation, input.tensor, output),
      ...describeOutput(output),
      ...describeRequantization(operation, output),
      opcode: 'CONV',
      depth: wordsOrBytes(input.pixelPitch, input.dense),
      groupPitch: 0,
    },
    weights: orderConvolutionWeights(weights, filters, channels, input.pixelPitch),
    tapWeight: 0,
    parameters: encodeParameters(operation, input.tensor, output, sumByFilter(weights, filters)),
    macs: rows * columns * filters * kernel[0] * kernel[1] * channels,
  };
}

/** A convolution of one pixel, which holds the whole input. */
export function lowerFullyConnected(
  operation: FullyConnectedOperation,
  input: PlacedTensor,
  output: ActivationTensor,
): LoweredLayer {
  const [rows, columns, channels] = input.tensor.shape;
  const filters = output.shape[2];
  const { weights } = operation;
  const pixelPitch = rows * columns * input.pixelPitch;
  const pixel: PlacedTensor = { ...input, tensor: { ...input.tensor, shape: [1, 1, pixelPitch] }, pixelPitch };
  return {
    operation,
    instruction: {
      ...describeInput(pixel),
      ...describeOutput(output),
      ...describeRequantization(operation, output),
      opcode: 'CONV',
      kernel: [1, 1],
      strides: [1, 1],
      padTop: 0,
      padLeft: 0,
      depth: wordsOrBytes(pixelPitch, input.dense),
      groupPitch: 0,
    },
    weights: orderConvolutionWeights(weights, filters, channels, input.pixelPitch),
    tapWeight: 0,
    parameters: encodeParameters(operation, input.tensor, output, sumByFilter(weights, filters)),
    macs: weights.length,
  };
}

export function lowerDepthwiseConvolution(
  operation: DepthwiseConv2dOperation,
  input: PlacedTensor,
  output: ActivationTensor,
): LoweredLayer {
  const [rows, columns, channels] = output.shape;
  if (input.tensor.shape[2] !== channels) {
    const reason = `it makes ${channels} channels of ${input.tensor.shape[2]}, its depth multiplier is not 1`;
    const nextStep = 'Put a 1×1 convolution before it instead.';
    throw new UnsupportedLayerError(operation.name, operation.operator, reason, nextStep);
  }
  const { weights, kernel } = operation;
  return {
    operation,
    instruction: {
      ...describeInput(input),
      ...describeWindow(operation.kernel, operation, input.tensor, output),
      ...describeOutput(output),
      ...describeRequantization(operation, output),
      opcode: 'DEPTHWISE',
      depth: 1,
      groupPitch: WORD,
    },
    weights: orderDepthwiseWeights(weights, channels),
    tapWeight: 0,
    parameters: encodeParameters(operation, input.tensor, output, sumByChannel(weights, channels)),
    macs: rows * columns * channels * kernel[0] * kernel[1],
  };
}

/** Of a tap: words, or bytes where the input is dense. */
function wordsOrBytes(pixelPitch: number, dense: boolean): number {
  return dense ? pixelPitch : pixelPitch / WORD;
}

/** Each output channel has its own record of parameters, whatever the window. */
function describeRequantization({ activation }: WeightedOperation, output: ActivationTensor) {
  return { outputZeroPoint: output.zeroPoint, clamp: clampRange(activation, output), parametersStep: 0 };
}

function encodeParameters(
  operation: WeightedOperation,
  input: ActivationTensor,
  output: ActivationTensor,
  weightSums: Int32Array,
): Uint8Array {
  const bias = foldZeroPoint(operation.bias, weightSums, input.zeroPoint);
  return encodeRecords(bias, outputMultipliers(operation, input, output));
}

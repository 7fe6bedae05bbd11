// CONV_2D, DEPTHWISE_CONV_2D and FULLY_CONNECTED as instructions of the core, with their weights and parameters.
import { outputMultipliers, type WeightedOperation } from '../quantize/multiplier.ts';
import { clampRange, paddingBefore } from '../quantize/operation-geometry.ts';
import type {
  ActivationTensor,
  Conv2dOperation,
  DepthwiseConv2dOperation,
  FullyConnectedOperation,
} from '../quantize/quantized-network.ts';
import { padChannels, type Window } from './expand.ts';
import { bringIntoWords } from './input-in-words.ts';
import { describeWeights, type Instruction, makeInstruction, stepsOfTap } from './instruction.ts';
import type { Lowering } from './lowering.ts';
import { encodeRecords, foldZeroPoint, RECORD_BYTES } from './parameters.ts';
import { pickChannels } from './pick-channels.ts';
import { describeSlide, slidesFaster } from './slide.ts';
import { flatten, type PlacedTensor, paddedBytes, placePadded, WORD } from './tensor-layout.ts';
import {
  orderConvolutionWeights,
  orderDepthwiseWeights,
  orderSlideWeights,
  repitch,
  spreadDepthwiseWeights,
  sumByChannel,
  sumByFilter,
} from './weights.ts';

export function lowerConvolution(operation: Conv2dOperation, lowering: Lowering): Instruction[] {
  return convolve(operation, operation.weights, windowOf(operation, lowering), lowering);
}

export function lowerDepthwiseConvolution(operation: DepthwiseConv2dOperation, lowering: Lowering): Instruction[] {
  const { core, input, output, scratchName, scratch } = lowering;
  const [inputs, outputs] = [input.shape[2], output.shape[2]];
  const window = windowOf(operation, lowering);
  const inWords = input.pixelPitch % WORD === 0;
  if (inputs === outputs && inWords) return [depthwise(operation, window, input, lowering)];
  if (inputs === outputs && inputs >= core.inputs) {
    // A convolution would multiply as often or more, and by zeros most of the time.
    const { expanded, instruction } = padChannels(input, scratchName);
    scratch(expanded);
    return [instruction, depthwise(operation, window, expanded, lowering)];
  }
  // A depth multiplier: each channel as often as it is needed, or a convolution that is mostly zeros; whichever takes less memory.
  const repeated = placePadded({ ...output, name: scratchName, shape: [input.shape[0], input.shape[1], outputs] });
  const repeatedBytes = paddedBytes(repeated) + inputs * outputs + operation.weights.length;
  if (!inWords || operation.weights.length * inputs <= repeatedBytes) {
    return convolve(operation, spreadDepthwiseWeights(operation.weights, inputs, outputs), window, lowering);
  }
  const placed: PlacedTensor = { ...repeated, zeroPoint: input.zeroPoint };
  const picked = Array.from({ length: outputs }, (_, channel) => Math.floor((channel * inputs) / outputs));
  scratch(placed);
  return [pickChannels(input, placed, picked, core), depthwise(operation, window, placed, lowering)];
}

/** Each input channel by its own weights to the output channel of its number. */
function depthwise(
  operation: DepthwiseConv2dOperation,
  window: Window,
  input: PlacedTensor,
  lowering: Lowering,
): Instruction {
  const { core, output, tables } = lowering;
  const channels = output.shape[2];
  const [rows, columns] = operation.kernel;
  const sliding = slidesFaster(window, output, tables.length > 0, core);
  const entries = sliding ? rows : rows * columns;
  const descriptor = {
    ...describeWindow(window, input),
    ...(sliding && describeSlide(window, output)),
    ...describeWeights(sliding ? entries * core.inputs : entries, entries, output, core),
    ...describeRequantization(operation, output),
    opcode: 'DEPTHWISE',
    groupPitch: WORD,
  } as const;
  const weights = sliding
    ? orderSlideWeights(operation.weights, channels, operation.kernel, core.inputs)
    : orderDepthwiseWeights(operation.weights, channels);
  const records = encodeParameters(operation, lowering, sumByChannel(operation.weights, channels));
  return makeInstruction(input, placePadded(output), descriptor, { weights, records, tables });
}

/** A convolution of one pixel, which holds the whole input. */
export function lowerFullyConnected(operation: FullyConnectedOperation, lowering: Lowering): Instruction[] {
  const { core, input, output, tables } = lowering;
  const [, , channels] = input.shape;
  const filters = output.shape[2];
  const pixel = flatten(input);
  const { channelPitch, ...steps } = stepsOfTap(pixel.shape[2], core);
  const descriptor = {
    ...steps,
    ...describeWeights(channelPitch, channelPitch / core.inputs, output, core),
    ...describeRequantization(operation, output),
    opcode: 'CONV',
  } as const;
  // Padding channels have weights too, all 0, and so does what the last step reads behind the input.
  const inOrder = orderConvolutionWeights(operation.weights, filters, channels, input.pixelPitch);
  const weights = repitch(inOrder, pixel.shape[2] * WORD, channelPitch * WORD);
  const records = encodeParameters(operation, lowering, sumByFilter(operation.weights, filters));
  return [makeInstruction(pixel, placePadded(output), descriptor, { weights, records, tables })];
}

function convolve(operation: WeightedOperation, kernels: Int8Array, window: Window, lowering: Lowering): Instruction[] {
  const { core, input, output, tables, scratch } = lowering;
  const filters = output.shape[2];
  const words = input.pixelPitch % WORD === 0 ? undefined : bringIntoWords(input, window, output, lowering);
  const placed = words?.expanded ?? input;
  const { kernel, ...rest } = words?.window ?? window;
  const channels = placed.shape[2];
  const { channelPitch, ...steps } = stepsOfTap(channels, core);
  const taps = kernel[0] * kernel[1];
  const descriptor = {
    ...steps,
    ...describeWindow({ kernel, ...rest }, input),
    ...describeWeights(taps * channelPitch, (taps * channelPitch) / core.inputs, output, core),
    ...describeRequantization(operation, output),
    opcode: 'CONV',
  } as const;
  const filled = repitch(kernels, kernels.length / filters, taps * channels);
  const weights = orderConvolutionWeights(filled, filters, channels, channelPitch);
  const records = encodeParameters(operation, lowering, sumByFilter(kernels, filters));
  const instruction = makeInstruction(placed, placePadded(output), descriptor, { weights, records, tables });
  if (!words) return [instruction];
  scratch(words.expanded);
  return [words.instruction, instruction];
}

function windowOf(
  { kernel, strides, padding }: Conv2dOperation | DepthwiseConv2dOperation,
  lowering: Lowering,
): Window {
  const { input, output, padded } = lowering;
  const start = (axis: 0 | 1) => {
    const size = input.shape[axis] + padded[axis][0] + padded[axis][1];
    return 0 - padded[axis][0] - paddingBefore(size, output.shape[axis], kernel[axis], strides[axis], padding);
  };
  return { kernel, strides, first: [start(0), start(1)] };
}

function describeWindow({ kernel, strides, first }: Window, { zeroPoint }: PlacedTensor) {
  return { kernel, strides, firstRow: first[0], firstColumn: first[1], outside: zeroPoint };
}

function describeRequantization({ activation }: WeightedOperation, output: ActivationTensor) {
  return { outputZeroPoint: output.zeroPoint, clamp: clampRange(activation, output), recordPitch: RECORD_BYTES };
}

function encodeParameters(operation: WeightedOperation, { source, output }: Lowering, sums: Int32Array): Uint8Array {
  const bias = foldZeroPoint(operation.bias, sums, source.zeroPoint);
  return encodeRecords(bias, outputMultipliers(operation, source, output));
}

// Chooses the core's instructions for every layer, and how each tensor lies in memory. Addresses are memory-map.ts's.
import { sizeOf } from '../network/shapes.ts';
import type { ActivationTensor, QuantizedNetwork, QuantizedOperation } from '../quantize/quantized-network.ts';
import type { CoreDescription } from './core-description.ts';
import { padChannels } from './expand.ts';
import { type FormedNetwork, isAdd, type Layer } from './form-layers.ts';
import { checkFields, copyInstruction, type Instruction } from './instruction.ts';
import { lowerConcatenation } from './lower-concatenation.ts';
import { lowerConvolution, lowerDepthwiseConvolution, lowerFullyConnected } from './lower-convolution.ts';
import { lowerMul, lowerPrelu } from './lower-factors.ts';
import { lowerPad } from './lower-pad.ts';
import { lowerAveragePool, lowerMaxPool, lowerMean } from './lower-pooling.ts';
import { lowerReshape } from './lower-reshape.ts';
import type { Lowering } from './lowering.ts';
import { encodeAdd, encodeTable } from './second-pass.ts';
import { type PlacedTensor, placeDense, placePadded, WORD } from './tensor-layout.ts';

export interface LoweredLayer extends Layer {
  /** The operations' names and operators, joined. */
  readonly name: string;
  readonly operator: string;
  readonly instructions: readonly Instruction[];
  /** Tensors that only this layer writes and reads. */
  readonly scratches: readonly PlacedTensor[];
}

export interface LoweringChoices {
  readonly core: CoreDescription;
  readonly mostRowsAtOnce: number;
}

/** One or more instructions for each layer, in order. Throws `UnsupportedLayerError`. */
export function lowerNetwork(
  network: QuantizedNetwork,
  { layers, storageOf }: FormedNetwork,
  choices: LoweringChoices,
): LoweredLayer[] {
  return layers.map((layer) => {
    const name = layer.operations.map((operation) => operation.name).join(' + ');
    const operator = layer.operations.map((operation) => operation.operator).join(' + ');
    const scratches: PlacedTensor[] = [];
    const tensorOf = (tensor: string) => network.tensors.get(tensor)!;
    const place = (tensor: string) => {
      const isDense = storageOf.get(tensor) === network.input && !isOnePixel(tensorOf(tensor));
      return isDense ? placeDense(tensorOf(tensor)) : placePadded(tensorOf(tensor));
    };
    const lowering: Lowering = {
      core: choices.core,
      mostRowsAtOnce: choices.mostRowsAtOnce,
      input: place(layer.input),
      others: layer.others.map(place),
      source: tensorOf(layer.input),
      output: tensorOf(layer.value),
      padded: layer.pad ? [layer.pad.pads[0], layer.pad.pads[1]] : noPadding,
      tables: encodeSecondPass(layer, tensorOf),
      scratchName: `${name}: its input in words`,
      scratch: (tensor) => {
        scratches.push(tensor);
      },
    };
    const value = lowerFirstPass(layer, lowering).map((instruction) =>
      instruction.output === layer.value ? { ...instruction, output: layer.output } : instruction,
    );
    const instructions = [...copyFormer(layer, network, storageOf), ...value];
    for (const instruction of instructions) checkFields({ name, operator }, instruction);
    return { ...layer, name, operator, instructions, scratches };
  });
}

/** Such a tensor is dense and in words at once; what follows it in its last word stands for its padding. */
function isOnePixel({ shape }: ActivationTensor): boolean {
  return shape[0] * shape[1] === 1;
}

const noPadding: Lowering['padded'] = [
  [0, 0],
  [0, 0],
];

function lowerFirstPass({ first, output }: Layer, lowering: Lowering): Instruction[] {
  switch (first?.operator) {
    case 'CONV_2D':
      return lowerConvolution(first, lowering);
    case 'DEPTHWISE_CONV_2D':
      return lowerDepthwiseConvolution(first, lowering);
    case 'FULLY_CONNECTED':
      return lowerFullyConnected(first, lowering);
    case 'MAX_POOL_2D':
      return inWords(lowering, (inner) => lowerMaxPool(first, inner));
    case 'AVERAGE_POOL_2D':
      return inWords(lowering, (inner) => lowerAveragePool(first, inner));
    case 'MEAN':
      return inWords(lowering, (inner) => lowerMean(first, inner));
    case 'PAD':
      return inWords(lowering, (inner) => lowerPad(first, inner));
    case 'MUL':
      return inWords(lowering, (inner) => lowerMul(first, inner));
    case 'PRELU':
      return inWords(lowering, (inner) => lowerPrelu(first, inner));
    case 'CONCATENATION':
      return allInWords(lowering, (inputs) => lowerConcatenation(first, inputs, lowering));
    case 'RESHAPE':
      return lowerReshape(lowering);
    case undefined:
      return inWords(lowering, ({ input, tables }) => [
        copyInstruction(input, placePadded({ ...lowering.output, name: output }), tables),
      ]);
  }
}

/** Pads the channels of a dense input first. */
function inWords(lowering: Lowering, lower: (lowering: Lowering) => Instruction[]): Instruction[] {
  if (lowering.input.pixelPitch % WORD === 0) return lower(lowering);
  const { expanded, instruction } = padChannels(lowering.input, lowering.scratchName);
  lowering.scratch(expanded);
  return [instruction, ...lower({ ...lowering, input: expanded })];
}

/** The same of several inputs. */
function allInWords(lowering: Lowering, lower: (inputs: readonly PlacedTensor[]) => Instruction[]): Instruction[] {
  const instructions: Instruction[] = [];
  const inputs = [lowering.input, ...lowering.others].map((input, i) => {
    if (input.pixelPitch % WORD === 0) return input;
    const { expanded, instruction } = padChannels(input, `${lowering.scratchName} ${i}`);
    lowering.scratch(expanded);
    instructions.push(instruction);
    return expanded;
  });
  return [...instructions, ...lower(inputs)];
}

/** Brings an ADD's other input to where the sum will be. */
function copyFormer(layer: Layer, network: QuantizedNetwork, storageOf: FormedNetwork['storageOf']): Instruction[] {
  if (!layer.copiesFormer) return [];
  const former = network.tensors.get(layer.former!)!;
  const output = placePadded({ ...former, name: layer.output });
  if (storageOf.get(former.name) !== network.input || former.shape[2] % WORD === 0 || isOnePixel(former)) {
    return [copyInstruction(placePadded(former), output)];
  }
  return [{ ...padChannels(placeDense(former), layer.output).instruction }];
}

function encodeSecondPass({ second, value, former }: Layer, tensorOf: (name: string) => ActivationTensor): Uint8Array {
  if (second === undefined) return new Uint8Array(0);
  if (!isAdd(second)) return encodeTable(second.table);
  return encodeAdd(second, tensorOf(value), tensorOf(former!), tensorOf(second.output));
}

/** Multiply-accumulates of one inference, without padding channels. */
export function countMacs({ operations }: Layer, network: QuantizedNetwork): number {
  return operations.reduce((sum, operation) => sum + macsOf(operation, network), 0);
}

function macsOf(operation: QuantizedOperation, { tensors }: QuantizedNetwork): number {
  const output = tensors.get(operation.output)!;
  const channels = tensors.get(operation.inputs[0])!.shape[2];
  switch (operation.operator) {
    case 'CONV_2D':
      return sizeOf(output.shape) * operation.kernel[0] * operation.kernel[1] * channels;
    case 'DEPTHWISE_CONV_2D':
      return sizeOf(output.shape) * operation.kernel[0] * operation.kernel[1];
    case 'FULLY_CONNECTED':
      return operation.weights.length;
    case 'MUL':
    case 'PRELU':
      return sizeOf(output.shape);
    case 'MAX_POOL_2D':
    case 'AVERAGE_POOL_2D':
    case 'MEAN':
    case 'ADD':
    case 'SUB':
    case 'CONCATENATION':
    case 'PAD':
    case 'RESHAPE':
    case 'LOGISTIC':
    case 'TANH':
    case 'HARD_SWISH':
    case 'TABLE':
      return 0;
  }
}

// Compiles a quantized network into the payload of docs/core.md: what the board's memory holds from address 0 on.
import type { InputBits } from '../quantize/input-levels.ts';
import type { QuantizedNetwork } from '../quantize/quantized-network.ts';
import { boundCycles, MOST_CYCLES } from './bound-cycles.ts';
import type { CoreDescription } from './core-description.ts';
import { DESCRIPTOR_BYTES, type Descriptor, decodeDescriptor, encodeDescriptor } from './descriptor.ts';
import { type FormedNetwork, formLayers } from './form-layers.ts';
import { encodeHeader, HEADER_BYTES, MOST_LOGITS } from './header.ts';
import { ImageTooLargeError, TooManyCyclesError, TooManyLogitsError } from './image-errors.ts';
import type { Instruction } from './instruction.ts';
import { dataBytes, type InstructionAddresses, type MemoryMap, mapMemory } from './memory-map.ts';
import { countMacs, type LoweredLayer, lowerNetwork } from './program.ts';
import type { CompiledNetwork, ImageLayer, MemoryPlan } from './student-image.ts';
import { alignToWord, WORD } from './tensor-layout.ts';

/**
 * A network whose output is not one pixel is compiled too; its logits are then the padded output tensor.
 * `inputBits`: of each value of an input on the line.
 * Throws `UnsupportedLayerError`, `ImageTooLargeError`, `TooManyLogitsError`, `TooManyCyclesError`.
 */
export function compileNetwork(
  network: QuantizedNetwork,
  core: CoreDescription,
  inputBits: InputBits = 8,
): CompiledNetwork {
  const formed = formLayers(network);
  const { layers, map } = fitMemory(network, formed, core, inputBits);
  if (map.plan.logitsCount > MOST_LOGITS) throw new TooManyLogitsError(map.plan.logitsCount, MOST_LOGITS);
  const payload = assemblePayload(network, formed, layers, map);
  const cycleLimit = boundProgram(payload, core);
  if (cycleLimit > MOST_CYCLES) throw new TooManyCyclesError(cycleLimit, MOST_CYCLES);
  payload.set(encodeHeader(core.core, map.plan, cycleLimit));
  return {
    core: core.core,
    cycleLimit,
    payload,
    segments: map.segments,
    memory: map.plan,
    layers: describeLayers(layers, network, map),
  };
}

/** The dense input in the fastest way for which there is room; where there is for none, the error is of what needs least. */
function fitMemory(network: QuantizedNetwork, formed: FormedNetwork, core: CoreDescription, inputBits: InputBits) {
  const tooLarge: ImageTooLargeError[] = [];
  for (const mostRowsAtOnce of [Number.POSITIVE_INFINITY, 1, 0]) {
    const layers = lowerNetwork(network, formed, { core, mostRowsAtOnce });
    try {
      return { layers, map: mapMemory(network, formed, layers, core, inputBits) };
    } catch (error) {
      if (!(error instanceof ImageTooLargeError)) throw error;
      tooLarge.push(error);
    }
  }
  throw tooLarge.reduce((least, error) => (error.bytesNeeded < least.bytesNeeded ? error : least));
}

function assemblePayload(
  network: QuantizedNetwork,
  { storageOf }: FormedNetwork,
  layers: readonly LoweredLayer[],
  map: MemoryMap,
): Uint8Array {
  const payload = new Uint8Array(map.payloadBytes);
  let at = HEADER_BYTES;
  const append = (descriptor: Descriptor) => {
    payload.set(encodeDescriptor(descriptor), at);
    at += DESCRIPTOR_BYTES;
  };
  for (const [index, { instructions }] of layers.entries()) {
    for (const [i, instruction] of instructions.entries()) {
      const data = map.instructions[index][i];
      const slot = storageOf.get(instruction.input) === network.input;
      append(addressInstruction(instruction, data, slot, map));
      payload.set(instruction.records, data.records);
      payload.set(instruction.tables, data.tables);
      payload.set(instruction.weights, data.weights);
    }
  }
  append(argmaxDescriptor(map.plan));
  return payload; // END is all zeros
}

/** In cycles, END's fetch included. */
function boundProgram(payload: Uint8Array, core: CoreDescription): number {
  let cycles = 0;
  for (let at = HEADER_BYTES; payload[at] !== 0; at += DESCRIPTOR_BYTES)
    cycles += boundCycles(decodeDescriptor(payload, at), core);
  return cycles;
}

function addressInstruction(
  { descriptor, input, output, outputOffset, tables }: Instruction,
  data: InstructionAddresses,
  slot: boolean,
  { tensorAddresses }: MemoryMap,
): Descriptor {
  return {
    ...descriptor,
    slot,
    post: tables.length > 0,
    inputAddress: tensorAddresses.get(input)!,
    outputAddress: tensorAddresses.get(output)! + outputOffset,
    weightsAddress: data.weights,
    recordsAddress: data.records,
    tablesAddress: data.tables,
  };
}

/** One pixel of one tap: all logits, whose last word has as many steps as it has logits. */
function argmaxDescriptor({ logitsAddress, logitsCount }: MemoryPlan): Descriptor {
  const tapWords = Math.ceil(logitsCount / WORD);
  return {
    opcode: 'ARGMAX',
    constant: false,
    slot: false,
    stream: false,
    post: false,
    slide: false,
    outside: 0,
    outputZeroPoint: 0,
    clamp: [0, 0],
    kernel: [1, 1],
    strides: [1, 1],
    lastSteps: logitsCount - WORD * (tapWords - 1),
    firstRow: 0,
    firstColumn: 0,
    inputRows: 1,
    inputColumns: 1,
    outputRows: 1,
    outputColumns: 1,
    tapWords,
    groups: 1,
    weightPasses: 0,
    outputPixelPitch: 0,
    inputAddress: logitsAddress,
    outputAddress: 0,
    weightsAddress: 0,
    recordsAddress: 0,
    inputRowPitch: 0,
    inputPixelPitch: 0,
    groupPitch: 0,
    outputRowPitch: 0,
    groupWeights: 0,
    recordPitch: 0,
    tablesAddress: 0,
    skips: [0, 0],
  };
}

function describeLayers(layers: readonly LoweredLayer[], network: QuantizedNetwork, map: MemoryMap): ImageLayer[] {
  let descriptors = 0;
  return layers.map((layer) => {
    const { shape, scale, zeroPoint } = network.tensors.get(layer.output)!;
    const { weights, parameters } = dataBytes(layer);
    descriptors += layer.instructions.length;
    return {
      name: layer.name,
      operator: layer.operator,
      tensor: layer.output,
      descriptorIndex: descriptors - 1,
      outputAddress: map.tensorAddresses.get(layer.output)!,
      shape,
      channelsPadded: alignToWord(shape[2]),
      quantization: { scale, zeroPoint },
      macs: countMacs(layer, network),
      weightBytes: weights,
      parameterBytes: parameters,
    };
  });
}

// Compiles a quantized network into the payload of docs/core.md: what the board's memory holds from address 0 on.
import type { QuantizedNetwork } from '../quantize/quantized-network.ts';
import type { CoreDescription } from './core-description.ts';
import { DESCRIPTOR_BYTES, type Descriptor, encodeDescriptor } from './descriptor.ts';
import { TooManyLogitsError } from './image-errors.ts';
import type { LoweredLayer } from './lowered-layer.ts';
import { HEADER_BYTES, type MemoryMap, mapMemory } from './memory-map.ts';
import { lowerNetwork, placeInput } from './program.ts';
import type { CompiledNetwork, ImageLayer, MemoryPlan } from './student-image.ts';
import { alignToWord } from './tensor-layout.ts';

const MAGIC = 0x5452_4552; // "RERT"
const MOST_LOGITS = 1024;

/**
 * A network whose output is not one pixel is compiled too; its logits are then the padded output tensor.
 * Throws `UnsupportedLayerError`, `ImageTooLargeError`, `TooManyLogitsError`.
 */
export function compileNetwork(network: QuantizedNetwork, core: CoreDescription): CompiledNetwork {
  const input = placeInput(network);
  const layers = lowerNetwork(network, input);
  const map = mapMemory(network, layers, input, core);
  if (map.plan.logitsCount > MOST_LOGITS) throw new TooManyLogitsError(map.plan.logitsCount, MOST_LOGITS);
  return {
    core: core.core,
    payload: assemblePayload(network, layers, map, core),
    segments: map.segments,
    memory: map.plan,
    layers: layers.map((layer, index) => describeLayer(layer, index, network, map)),
    inputLayout: input.dense ? 'dense' : 'padded',
  };
}

function assemblePayload(
  network: QuantizedNetwork,
  layers: readonly LoweredLayer[],
  map: MemoryMap,
  core: CoreDescription,
): Uint8Array {
  const payload = new Uint8Array(map.payloadBytes);
  payload.set(encodeHeader(map.plan, core));
  for (const [index, layer] of layers.entries()) {
    const descriptor = encodeDescriptor(addressLayer(layer, index, network, map));
    payload.set(descriptor, HEADER_BYTES + index * DESCRIPTOR_BYTES);
    payload.set(layer.parameters, map.parameterAddresses[index]);
    payload.set(layer.weights, map.weightAddresses[index]);
  }
  const { logitsAddress, logitsCount } = map.plan;
  payload.set(encodeArgmax(logitsAddress, logitsCount), HEADER_BYTES + layers.length * DESCRIPTOR_BYTES);
  return payload; // END is all zeros
}

function encodeHeader(plan: MemoryPlan, core: CoreDescription): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES);
  const view = new DataView(header.buffer);
  const fields = [
    MAGIC,
    core.core,
    HEADER_BYTES,
    plan.inputAddress,
    plan.inputBytes,
    plan.slotPitch,
    plan.slotCount,
    plan.logitsAddress,
    plan.logitsCount,
    plan.bytesNeeded,
  ];
  for (const [i, field] of fields.entries()) view.setUint32(4 * i, field, true);
  return header;
}

function addressLayer(layer: LoweredLayer, index: number, network: QuantizedNetwork, map: MemoryMap): Descriptor {
  const { operation, instruction, weights, tapWeight } = layer;
  const input = operation.inputs[0];
  return {
    ...instruction,
    slot: input === network.input,
    inputAddress: map.tensorAddresses.get(input)!,
    outputAddress: map.tensorAddresses.get(operation.output)!,
    weightsAddress: weights.length > 0 ? map.weightAddresses[index] : tapWeight,
    parametersAddress: map.parameterAddresses[index],
  };
}

function encodeArgmax(address: number, count: number): Uint8Array {
  return encodeDescriptor({
    opcode: 'ARGMAX',
    dense: false,
    slot: false,
    inputZeroPoint: 0,
    outputZeroPoint: 0,
    clamp: [0, 0],
    kernel: [0, 0],
    strides: [0, 0],
    padTop: 0,
    padLeft: 0,
    inputRows: 0,
    inputColumns: 0,
    outputRows: 0,
    outputColumns: 0,
    depth: count,
    groups: 0,
    inputAddress: address,
    outputAddress: 0,
    weightsAddress: 0,
    parametersAddress: 0,
    inputRowPitch: 0,
    inputPixelPitch: 0,
    groupPitch: 0,
    outputPixelPitch: 0,
    parametersStep: 0,
  });
}

function describeLayer(layer: LoweredLayer, index: number, network: QuantizedNetwork, map: MemoryMap): ImageLayer {
  const { operation, weights, parameters, macs } = layer;
  const { shape, scale, zeroPoint } = network.tensors.get(operation.output)!;
  return {
    name: operation.name,
    operator: operation.operator,
    descriptorIndex: index,
    outputAddress: map.tensorAddresses.get(operation.output)!,
    shape,
    channelsPadded: alignToWord(shape[2]),
    quantization: { scale, zeroPoint },
    macs,
    weightBytes: weights.length,
    parameterBytes: parameters.length,
  };
}

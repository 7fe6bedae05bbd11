// Gives everything in an image its address: header, program, parameters and weights, which are uploaded, then input slots and activations.
import type { QuantizedNetwork } from '../quantize/quantized-network.ts';
import type { CoreDescription } from './core-description.ts';
import { DESCRIPTOR_BYTES } from './descriptor.ts';
import { ImageTooLargeError } from './image-errors.ts';
import type { LoweredLayer } from './lowered-layer.ts';
import type { Activation, MemoryPlan, Segment } from './student-image.ts';
import { alignToWord, type PlacedTensor, paddedBytes } from './tensor-layout.ts';

export const HEADER_BYTES = 64;
const MOST_SLOTS = 4;

export interface MemoryMap {
  readonly segments: readonly Segment[];
  readonly payloadBytes: number;
  /** By layer, in order; 0 where a layer has none. */
  readonly parameterAddresses: readonly number[];
  readonly weightAddresses: readonly number[];
  /** By tensor's name, the network's input (its first slot) included. */
  readonly tensorAddresses: ReadonlyMap<string, number>;
  readonly plan: MemoryPlan;
}

/** As many input slots as fit, at most four. Throws `ImageTooLargeError` where not even one does. */
export function mapMemory(
  network: QuantizedNetwork,
  layers: readonly LoweredLayer[],
  input: PlacedTensor,
  core: CoreDescription,
): MemoryMap {
  const payload = layOutPayload(layers);
  const inputBytes = input.tensor.shape[0] * input.tensor.shape[1] * input.pixelPitch;
  const slotPitch = alignToWord(inputBytes);
  const relative = planActivations(network);
  const activationBytes = Math.max(...relative.map(({ address, length }) => address + length));
  const free = core.memoryBytes - payload.payloadBytes - activationBytes;
  if (free < slotPitch) {
    const needed = payload.payloadBytes + activationBytes + slotPitch;
    throw new ImageTooLargeError(needed, core.memoryBytes, activationBytes, findLargest(layers));
  }
  const slotCount = Math.min(MOST_SLOTS, Math.floor(free / slotPitch));
  const inputAddress = payload.payloadBytes;
  const activationsAddress = inputAddress + slotCount * slotPitch;
  const activations = relative.map((activation) => ({
    ...activation,
    address: activation.address + activationsAddress,
  }));
  const tensorAddresses = new Map(activations.map(({ tensor, address }) => [tensor, address]));
  const [rows, columns, channels] = network.tensors.get(network.output)!.shape;
  return {
    ...payload,
    tensorAddresses: tensorAddresses.set(network.input, inputAddress),
    plan: {
      bytesNeeded: activationsAddress + activationBytes,
      inputAddress,
      inputBytes,
      slotPitch,
      slotCount,
      logitsAddress: tensorAddresses.get(network.output)!,
      logitsCount: rows * columns === 1 ? channels : rows * columns * alignToWord(channels),
      activations,
    },
  };
}

function layOutPayload(layers: readonly LoweredLayer[]) {
  // One descriptor a layer, ARGMAX, END.
  const programBytes = (layers.length + 2) * DESCRIPTOR_BYTES;
  const segments: Segment[] = [
    { kind: 'header', layer: '', address: 0, length: HEADER_BYTES },
    { kind: 'program', layer: '', address: HEADER_BYTES, length: programBytes },
  ];
  let end = HEADER_BYTES + programBytes;
  const place = (kind: 'parameters' | 'weights', layer: string, length: number): number => {
    if (length === 0) return 0;
    const address = end;
    segments.push({ kind, layer, address, length });
    end = alignToWord(address + length);
    return address;
  };
  const parameterAddresses: number[] = [];
  const weightAddresses: number[] = [];
  for (const { operation, parameters, weights } of layers) {
    parameterAddresses.push(place('parameters', operation.name, parameters.length));
    weightAddresses.push(place('weights', operation.name, weights.length));
  }
  return { segments, payloadBytes: end, parameterAddresses, weightAddresses };
}

/**
 * Addresses from 0 on for every tensor but the input: largest first, each at the lowest place that is free while it lives (the greedy
 * planner of TensorFlow Lite Micro). The logits live to the end, since the board reads them out after the last layer.
 */
function planActivations(network: QuantizedNetwork): Activation[] {
  const lastLayer = network.operations.length - 1;
  const tensors = network.operations.map(({ output }, firstLayer) => ({
    tensor: output,
    length: paddedBytes(network.tensors.get(output)!),
    firstLayer,
    lastLayer:
      output === network.output
        ? lastLayer
        : Math.max(
            firstLayer,
            network.operations.findLastIndex(({ inputs }) => inputs.includes(output)),
          ),
  }));
  const placed: Activation[] = [];
  for (const tensor of tensors.toSorted((a, b) => b.length - a.length || a.firstLayer - b.firstLayer)) {
    const alive = placed.filter(
      (other) => other.firstLayer <= tensor.lastLayer && tensor.firstLayer <= other.lastLayer,
    );
    placed.push({ ...tensor, address: findGap(alive, tensor.length) });
  }
  return placed.sort((a, b) => a.firstLayer - b.firstLayer);
}

/** The lowest address at which `length` bytes do not touch any of `taken`. */
function findGap(taken: readonly Activation[], length: number): number {
  let address = 0;
  for (const other of taken.toSorted((a, b) => a.address - b.address)) {
    if (address + length <= other.address) break;
    address = Math.max(address, other.address + other.length);
  }
  return address;
}

function findLargest(layers: readonly LoweredLayer[]): { name: string; bytes: number } {
  const sizes = layers.map(({ operation, weights, parameters }) => ({
    name: operation.name,
    bytes: weights.length + parameters.length,
  }));
  return sizes.reduce((largest, size) => (size.bytes > largest.bytes ? size : largest));
}

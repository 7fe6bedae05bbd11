// Gives everything in an image its address: header, program, records, tables and weights, which are uploaded, then input slots and
// activations.
import type { InputBits } from '../quantize/input-levels.ts';
import type { QuantizedNetwork } from '../quantize/quantized-network.ts';
import type { CoreDescription } from './core-description.ts';
import { DESCRIPTOR_BYTES } from './descriptor.ts';
import type { FormedNetwork } from './form-layers.ts';
import { HEADER_BYTES, MOST_SLOTS } from './header.ts';
import { ImageTooLargeError } from './image-errors.ts';
import type { LoweredLayer } from './program.ts';
import type { Activation, MemoryPlan, Segment, SegmentKind } from './student-image.ts';
import { alignToWord, paddedBytes } from './tensor-layout.ts';

/** Of one instruction; 0 where it has none. */
export interface InstructionAddresses {
  readonly records: number;
  readonly tables: number;
  readonly weights: number;
}

export interface MemoryMap {
  readonly segments: readonly Segment[];
  readonly payloadBytes: number;
  /** By layer and instruction. */
  readonly instructions: readonly (readonly InstructionAddresses[])[];
  /** By tensor's name, the network's input (its first slot) and scratch tensors included. */
  readonly tensorAddresses: ReadonlyMap<string, number>;
  readonly plan: MemoryPlan;
}

/** As many input slots as fit, at most four. Throws `ImageTooLargeError` where not even one does. */
export function mapMemory(
  network: QuantizedNetwork,
  { storageOf }: FormedNetwork,
  layers: readonly LoweredLayer[],
  core: CoreDescription,
  inputBits: InputBits,
): MemoryMap {
  const payload = layOutPayload(layers);
  const [inputRows, inputColumns, inputChannels] = network.tensors.get(network.input)!.shape;
  const inputValues = inputRows * inputColumns * inputChannels;
  const slotPitch = alignToWord(inputValues);
  const relative = planActivations(network, storageOf, layers);
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
  const storageAddresses = new Map(activations.map(({ tensor, address }) => [tensor, address]));
  storageAddresses.set(network.input, inputAddress);
  const aliases = Array.from(storageOf, ([tensor, storage]) => [tensor, storageAddresses.get(storage)!] as const);
  const tensorAddresses = new Map([...storageAddresses, ...aliases]);
  const [rows, columns, channels] = network.tensors.get(network.output)!.shape;
  return {
    ...payload,
    tensorAddresses,
    plan: {
      bytesNeeded: activationsAddress + activationBytes,
      inputAddress,
      inputBytes: Math.ceil((inputValues * inputBits) / 8),
      inputBits,
      slotPitch,
      slotCount,
      logitsAddress: tensorAddresses.get(network.output)!,
      logitsCount: rows * columns === 1 ? channels : rows * columns * alignToWord(channels),
      activations,
    },
  };
}

function layOutPayload(layers: readonly LoweredLayer[]) {
  const instructionCount = layers.reduce((count, { instructions }) => count + instructions.length, 0);
  const programBytes = (instructionCount + 2) * DESCRIPTOR_BYTES; // with ARGMAX and END
  const segments: Segment[] = [
    { kind: 'header', layer: '', address: 0, length: HEADER_BYTES },
    { kind: 'program', layer: '', address: HEADER_BYTES, length: programBytes },
  ];
  let end = HEADER_BYTES + programBytes;
  const placed = new Map<string, number>();
  /** Equal bytes are kept once: the regions of an average share their tables. */
  const place = (kind: SegmentKind, layer: string, bytes: Uint8Array): number => {
    if (bytes.length === 0) return 0;
    const key = `${kind} ${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')}`;
    const known = placed.get(key);
    if (known !== undefined) return known;
    const address = end;
    placed.set(key, address);
    segments.push({ kind, layer, address, length: bytes.length });
    end = alignToWord(address + bytes.length);
    return address;
  };
  const instructions = layers.map(({ name, instructions }) =>
    instructions.map(({ records, tables, weights }) => ({
      records: place('parameters', name, records),
      tables: place('tables', name, tables),
      weights: place('weights', name, weights),
    })),
  );
  return { segments, payloadBytes: end, instructions };
}

/**
 * Addresses from 0 on for all memory but the input's: largest first, each at the lowest place that is free while it lives (the greedy
 * planner of TensorFlow Lite Micro). The logits live to the end, since the board reads them out after the last layer.
 */
function planActivations(
  network: QuantizedNetwork,
  storageOf: FormedNetwork['storageOf'],
  layers: readonly LoweredLayer[],
): Activation[] {
  const lives = new Map<string, Activation>();
  const use = (tensor: string, length: number, layer: number) => {
    const { firstLayer = layer, length: known = 0 } = lives.get(tensor) ?? {};
    lives.set(tensor, { tensor, address: 0, length: Math.max(length, known), firstLayer, lastLayer: layer });
  };
  const useTensor = (name: string, layer: number) => {
    const storage = storageOf.get(name)!;
    if (storage !== network.input) use(storage, paddedBytes(network.tensors.get(name)!), layer);
  };
  for (const [index, { input, others, former, output, scratches }] of layers.entries()) {
    for (const tensor of [input, ...others]) useTensor(tensor, index);
    if (former !== undefined) useTensor(former, index);
    for (const { name, shape, pixelPitch } of scratches) use(name, shape[0] * shape[1] * pixelPitch, index);
    useTensor(output, index);
  }
  useTensor(network.output, layers.length - 1);
  const placed: Activation[] = [];
  for (const tensor of [...lives.values()].sort((a, b) => b.length - a.length || a.firstLayer - b.firstLayer)) {
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

/** Of a layer's data in the payload. */
export function dataBytes({ instructions }: LoweredLayer): { readonly weights: number; readonly parameters: number } {
  const sum = (bytes: (instruction: LoweredLayer['instructions'][number]) => number) =>
    instructions.reduce((total, instruction) => total + bytes(instruction), 0);
  return {
    weights: sum(({ weights }) => weights.length),
    parameters: sum(({ records, tables }) => records.length + tables.length),
  };
}

function findLargest(layers: readonly LoweredLayer[]): { name: string; bytes: number } {
  const sizes = layers.map((layer) => {
    const { weights, parameters } = dataBytes(layer);
    return { name: layer.name, bytes: weights + parameters };
  });
  return sizes.reduce((largest, size) => (size.bytes > largest.bytes ? size : largest));
}

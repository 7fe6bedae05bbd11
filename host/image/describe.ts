// Everything about an image as plain data, memory map included: what `retort inspect` draws or prints as JSON.
import { hex32 } from '../../proto/numbers.ts';
import { sizeOf } from '../network/shapes.ts';
import type { InputBits } from '../quantize/input-levels.ts';
import type { Edges } from '../quantize/quantized-network.ts';
import { boardFor } from './core-description.ts';
import type {
  Head,
  ImageInput,
  ImageLayer,
  ImageProvenance,
  Quantization,
  SegmentKind,
  StudentImage,
} from './student-image.ts';

type RegionKind = SegmentKind | 'input slots' | 'activation';

/** Bytes `address` to `address + length` of the board's memory. Activations may overlap where they live at different times. */
export interface MemoryRegion {
  readonly kind: RegionKind;
  /** The layer's or tensor's name, else empty. */
  readonly name: string;
  readonly address: number;
  readonly length: number;
  /** Only the regions of the payload are. */
  readonly uploaded: boolean;
  /** Names of the first and the last layer that an activation lives for. */
  readonly lifetime?: readonly [first: string, last: string];
}

export interface ImageDescription {
  readonly name: string;
  /** As 1.0 */
  readonly format: string;
  /** Eight hexadecimal digits. */
  readonly imageId: string;
  readonly core: { readonly id: string; readonly name: string; readonly memoryBytes: number | null };
  readonly payloadBytes: number;
  readonly payloadCrc: string;
  readonly memoryBytesNeeded: number;
  readonly slotCount: number;
  /** Of each value of an input on the line, and the bytes of all of them there. */
  readonly inputBits: InputBits;
  readonly inputBytes: number;
  readonly macs: number;
  readonly weightBytes: number;
  readonly parameterBytes: number;
  readonly input: ImageInput;
  /** Without padding. */
  readonly logits: { readonly count: number; readonly quantization: Quantization };
  readonly head: Head;
  readonly edges: Edges;
  readonly labels: readonly string[];
  readonly layers: readonly ImageLayer[];
  readonly memory: readonly MemoryRegion[];
  readonly provenance: ImageProvenance;
}

/**
 * What `retort inspect` shows of an image, as data: sizes in bytes, digests in hexadecimal.
 * @example
 * import { readFileSync } from 'node:fs';
 * import { describeImage, readStudentImage } from 'retort-fpga/image';
 *
 * const image = readStudentImage(readFileSync('student.retort'), 'student.retort');
 * const { payloadBytes, memoryBytesNeeded, macs } = describeImage(image);
 * console.log(payloadBytes, memoryBytesNeeded, macs);
 */
export function describeImage(image: StudentImage): ImageDescription {
  const { layers, memory } = image;
  const total = (count: (layer: ImageLayer) => number) => layers.reduce((sum, layer) => sum + count(layer), 0);
  const known = boardFor(image);
  return {
    name: image.name,
    format: `${image.formatMajor}.${image.formatMinor}`,
    imageId: hex32(image.imageId),
    core: { id: `0x${hex32(image.core)}`, name: known?.name ?? 'unknown', memoryBytes: known?.memoryBytes ?? null },
    payloadBytes: image.payload.length,
    payloadCrc: hex32(image.payloadCrc),
    memoryBytesNeeded: memory.bytesNeeded,
    slotCount: memory.slotCount,
    inputBits: memory.inputBits,
    inputBytes: memory.inputBytes,
    macs: total(({ macs }) => macs),
    weightBytes: total(({ weightBytes }) => weightBytes),
    parameterBytes: total(({ parameterBytes }) => parameterBytes),
    input: image.input,
    logits: { count: sizeOf(image.head.shape), quantization: image.logitsQuantization },
    head: image.head,
    edges: image.edges,
    labels: image.labels,
    layers,
    memory: listRegions(image),
    provenance: image.provenance,
  };
}

/** All memory that an image uses, in ascending order of address. */
export function listRegions({
  segments,
  memory,
  layers,
}: Pick<StudentImage, 'segments' | 'memory' | 'layers'>): MemoryRegion[] {
  const uploaded = segments.map(({ kind, layer, address, length }) => ({
    kind,
    name: layer,
    address,
    length,
    uploaded: true,
  }));
  const slots: MemoryRegion = {
    kind: 'input slots',
    name: '',
    address: memory.inputAddress,
    length: memory.slotCount * memory.slotPitch,
    uploaded: false,
  };
  const activations = memory.activations.map(
    ({ tensor, address, length, firstLayer, lastLayer }): MemoryRegion => ({
      kind: 'activation',
      name: tensor,
      address,
      length,
      uploaded: false,
      lifetime: [layers[firstLayer]?.name ?? '', layers[lastLayer]?.name ?? ''],
    }),
  );
  return [...uploaded, slots, ...activations].sort((a, b) => a.address - b.address);
}

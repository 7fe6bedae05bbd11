// Where a board's memory goes: the parts of the image, the input slots, and the activations with the layer at which they peak.
import type { CoreDescription } from '../image/core-description.ts';
import { listRegions, type MemoryRegion } from '../image/describe.ts';
import type { CompiledNetwork, SegmentKind } from '../image/student-image.ts';

/** All in bytes. */
export interface MemoryUse {
  /** The board's. */
  readonly available: number;
  readonly needed: number;
  /** 0 where the image fits. */
  readonly missing: number;
  /** What is uploaded: header and program, records and tables, weights. */
  readonly payload: number;
  readonly program: number;
  readonly parameters: number;
  readonly weights: number;
  readonly slotCount: number;
  readonly slots: number;
  readonly activations: number;
  readonly peak: ActivationPeak;
  readonly regions: readonly MemoryRegion[];
}

/** The layer during which most activations live, and which those are. */
export interface ActivationPeak {
  readonly layer: string;
  readonly bytes: number;
  readonly alive: readonly { readonly tensor: string; readonly bytes: number }[];
}

export function planMemory(compiled: CompiledNetwork, core: CoreDescription): MemoryUse {
  const { memory, segments, payload } = compiled;
  const bytesOf = (...kinds: readonly SegmentKind[]) =>
    segments.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { length }) => sum + length, 0);
  const slots = memory.slotCount * memory.slotPitch;
  return {
    available: core.memoryBytes,
    needed: memory.bytesNeeded,
    missing: Math.max(0, memory.bytesNeeded - core.memoryBytes),
    payload: payload.length,
    program: bytesOf('header', 'program'),
    parameters: bytesOf('parameters', 'tables'),
    weights: bytesOf('weights'),
    slotCount: memory.slotCount,
    slots,
    activations: memory.bytesNeeded - memory.inputAddress - slots,
    peak: findPeak(compiled),
    regions: listRegions(compiled),
  };
}

function findPeak({ layers, memory }: CompiledNetwork): ActivationPeak {
  const peaks = layers.map(({ name: layer }, index) => {
    const alive = memory.activations
      .filter(({ firstLayer, lastLayer }) => firstLayer <= index && index <= lastLayer)
      .map(({ tensor, length: bytes }) => ({ tensor, bytes }));
    return { layer, bytes: alive.reduce((sum, { bytes }) => sum + bytes, 0), alive };
  });
  return peaks.reduce((most, peak) => (peak.bytes > most.bytes ? peak : most));
}

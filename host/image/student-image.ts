// A student image in memory: what proto/student_image.proto says on disk, with digests in hexadecimal. pack.ts writes it, read.ts reads it.
import type { Preprocessing } from '../dataset/dataset.ts';
import type { Vocabulary } from '../dataset/question.ts';
import type { InputBits } from '../quantize/input-levels.ts';
import type { Edges } from '../quantize/quantized-network.ts';

export type Shape = readonly [rows: number, columns: number, channels: number];

/** real = scale · (q − zeroPoint) */
export interface Quantization {
  readonly scale: number;
  readonly zeroPoint: number;
}

export type SegmentKind = 'header' | 'program' | 'parameters' | 'tables' | 'weights';

/** A part of the payload; address and length in bytes. */
export interface Segment {
  readonly kind: SegmentKind;
  /** The layer's name for parameters, tables and weights, else empty. */
  readonly layer: string;
  readonly address: number;
  readonly length: number;
}

/** Where a tensor lies, and from which layer to which (both included) it is reserved. */
export interface Activation {
  readonly tensor: string;
  readonly address: number;
  readonly length: number;
  readonly firstLayer: number;
  readonly lastLayer: number;
}

/** All in bytes; logits are int8. */
export interface MemoryPlan {
  readonly bytesNeeded: number;
  readonly inputAddress: number;
  /** Of one input on the line; in its slot each value takes a byte. */
  readonly inputBytes: number;
  /** Of each of its values on the line. */
  readonly inputBits: InputBits;
  readonly slotPitch: number;
  readonly slotCount: number;
  readonly logitsAddress: number;
  readonly logitsCount: number;
  readonly activations: readonly Activation[];
}

/** One layer (operations that run together) and its output, [rows, columns, channelsPadded] int8 at outputAddress. */
export interface ImageLayer {
  readonly name: string;
  readonly operator: string;
  /** The tensor that it computes, by its name in the quantized network. */
  readonly tensor: string;
  /** Of the last descriptor that works on it. */
  readonly descriptorIndex: number;
  readonly outputAddress: number;
  readonly shape: Shape;
  readonly channelsPadded: number;
  readonly quantization: Quantization;
  readonly macs: number;
  readonly weightBytes: number;
  readonly parameterBytes: number;
}

export interface ImageInput {
  readonly shape: Shape;
  readonly quantization: Quantization;
  readonly preprocessing: Preprocessing;
  /** Of the question in the last channel (host/dataset/question.ts); absent where there is none. */
  readonly vocabulary?: Vocabulary;
}

/** What the output means. host/image/head.ts reads predictions by it. */
export interface Head {
  /** `softmax`: one class of several. `binary`: one output for two classes. `multi-label`: a yes or no from each output. */
  readonly kind: 'softmax' | 'binary' | 'multi-label' | 'values';
  /** What the board puts out: probabilities where a LOGISTIC has run on it. */
  readonly output: 'logits' | 'probabilities' | 'values';
  /** Of the output, without padding channels. With more than one row or column there is an answer for each position. */
  readonly shape: Shape;
  /** Of the SOFTMAX at the model's end, which the host runs; absent where there is none. */
  readonly softmaxBeta?: number;
}

/** Digests: SHA-256 in hexadecimal. Accuracies: fractions on the test split. Absent where the step was not taken. */
export interface ImageProvenance {
  readonly toolVersion: string;
  readonly teacherDigest?: string;
  readonly studentDigest?: string;
  readonly quantizedDigest?: string;
  readonly datasetName?: string;
  readonly datasetDigest?: string;
  /** Of a data set that is a path: relative to the folder that the image was written into, with `/` between its parts. */
  readonly datasetPath?: string;
  /** Where a named data set was looked for first, likewise relative. */
  readonly datasetFolder?: string;
  /** How it was read: JSON, as DataSettings (host/dataset/data-settings.ts). */
  readonly datasetSettings?: string;
  /** Samples for training, validation and test. */
  readonly datasetSamples?: readonly number[];
  readonly configurationDigest?: string;
  readonly teacherAccuracy?: number;
  readonly studentAccuracy?: number;
  readonly quantizedAccuracy?: number;
}

/** What the compiler makes of a quantized network. */
export interface CompiledNetwork {
  /** Cycles within which the board must have ended an inference, or it refuses it; 0, as before format 1.2, stands for the board's own limit. */
  readonly cycleLimit: number;
  readonly core: number;
  readonly payload: Uint8Array;
  readonly segments: readonly Segment[];
  readonly memory: MemoryPlan;
  readonly layers: readonly ImageLayer[];
}

export interface StudentImage {
  readonly formatMajor: number;
  readonly formatMinor: number;
  /** Not 0; names the image on the link. */
  readonly imageId: number;
  readonly core: number;
  /** As in `CompiledNetwork`. */
  readonly cycleLimit: number;
  readonly name: string;
  readonly payload: Uint8Array;
  readonly payloadCrc: number;
  readonly segments: readonly Segment[];
  readonly memory: MemoryPlan;
  readonly layers: readonly ImageLayer[];
  readonly input: ImageInput;
  /** As many as `classesOf(head)`, or none. */
  readonly labels: readonly string[];
  readonly head: Head;
  readonly edges: Edges;
  readonly logitsQuantization: Quantization;
  readonly provenance: ImageProvenance;
  /** The quantized network as `encodeQuantizedNetwork` gives it; empty in an image of format 1.0. */
  readonly network: Uint8Array;
}

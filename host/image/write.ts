// Writes a StudentImage as the message of proto/student_image.proto: the same image, the same bytes. pack.ts makes images; this seals them.
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { retort } from '../../proto/gen/messages.js';
import type { Preprocessing } from '../dataset/dataset.ts';
import type { Edge } from '../quantize/quantized-network.ts';
import { shareWeights } from './shared-weights.ts';
import type { Head, ImageProvenance, SegmentKind, StudentImage } from './student-image.ts';

const { Segment, Input, Head: HeadMessage, Edge: EdgeMessage, StudentImage: Message } = retort.image.v1;

/** "RETO", little-endian */
export const IMAGE_MAGIC = 0x4f54_4552;
/** Of images of pictures; with a question, whose words older readers may skip; of a table's, which they would feed wrongly (docs/image-format.md, "Versions"). */
export const formats = {
  pixels: { formatMajor: 1, formatMinor: 3 },
  question: { formatMajor: 1, formatMinor: 4 },
  features: { formatMajor: 2, formatMinor: 0 },
} as const;

/** The field image_id, which ends a file: its tag, a varint, and a fixed32. */
export const IMAGE_ID_TAG = Uint8Array.of(0xfd, 0xff, 0xff, 0xff, 0x0f);
export const TRAILER_BYTES = IMAGE_ID_TAG.length + 4;

export const segmentKinds: Record<SegmentKind, retort.image.v1.Segment.Kind> = {
  header: Segment.Kind.KIND_HEADER,
  program: Segment.Kind.KIND_PROGRAM,
  parameters: Segment.Kind.KIND_PARAMETERS,
  tables: Segment.Kind.KIND_TABLES,
  weights: Segment.Kind.KIND_WEIGHTS,
};

export const headKinds: Record<Head['kind'], retort.image.v1.Head.Kind> = {
  softmax: HeadMessage.Kind.KIND_SOFTMAX,
  binary: HeadMessage.Kind.KIND_BINARY,
  'multi-label': HeadMessage.Kind.KIND_MULTI_LABEL,
  values: HeadMessage.Kind.KIND_VALUES,
};

export const headOutputs: Record<Head['output'], retort.image.v1.Head.Output> = {
  logits: HeadMessage.Output.OUTPUT_LOGITS,
  probabilities: HeadMessage.Output.OUTPUT_PROBABILITIES,
  values: HeadMessage.Output.OUTPUT_VALUES,
};

export const edgeTypes: Record<Edge['type'], retort.image.v1.Edge.Type> = {
  int8: EdgeMessage.Type.TYPE_INT8,
  uint8: EdgeMessage.Type.TYPE_UINT8,
  float32: EdgeMessage.Type.TYPE_FLOAT32,
};

export const INPUT_LAYOUT = Input.Layout.LAYOUT_DENSE;

/** An image without what writing it works out. */
export type UnsealedImage = Omit<StudentImage, 'formatMajor' | 'formatMinor' | 'imageId' | 'payloadCrc'>;

/** The file's bytes, with the payload's CRC and the image's id recomputed. */
export function writeStudentImage(image: UnsealedImage): Uint8Array {
  const content = Message.encode({
    magic: IMAGE_MAGIC,
    ...formats[image.input.vocabulary ? 'question' : 'features' in image.input.preprocessing ? 'features' : 'pixels'],
    core: image.core,
    name: image.name,
    payload: image.payload,
    payloadCrc: crc32(image.payload),
    segments: image.segments.map((segment) => ({ ...segment, kind: segmentKinds[segment.kind] })),
    memory: { ...image.memory, activations: [...image.memory.activations] },
    layers: image.layers.map(({ channelsPadded, shape, ...layer }) => ({
      ...layer,
      shape: [...shape],
      paddedChannels: channelsPadded,
    })),
    input: {
      shape: [...image.input.shape],
      layout: INPUT_LAYOUT,
      quantization: image.input.quantization,
      ...toFeed(image.input.preprocessing),
      words: [...(image.input.vocabulary ?? [])],
    },
    labels: [...image.labels],
    logitsQuantization: image.logitsQuantization,
    provenance: toMessage(image.provenance),
    ...shareWeights(image),
    cycleLimit: image.cycleLimit,
    head: {
      kind: headKinds[image.head.kind],
      output: headOutputs[image.head.output],
      shape: [...image.head.shape],
      softmaxBeta: image.head.softmaxBeta,
    },
    edges: { input: toEdge(image.edges.input), output: toEdge(image.edges.output) },
  }).finish();
  const file = new Uint8Array(content.length + TRAILER_BYTES);
  file.set(content);
  file.set(IMAGE_ID_TAG, content.length);
  new DataView(file.buffer).setUint32(file.length - 4, imageIdOf(content), true);
  return file;
}

/** Of a file's bytes before its trailer. Never 0, which on the link means that there is no image. */
export function imageIdOf(content: Uint8Array): number {
  return createHash('sha256').update(content).digest().readUInt32BE(0) || 1;
}

function toFeed(preprocessing: Preprocessing): retort.image.v1.Input.$Properties {
  if (!('features' in preprocessing)) return { pixelScale: preprocessing.scale, pixelOffset: preprocessing.offset };
  const { scale, offset, features } = preprocessing;
  return { featureScale: [...scale], featureOffset: [...offset], featureName: [...features] };
}

function toEdge(edge: Edge): retort.image.v1.Edge.$Properties {
  return { ...edge, type: edgeTypes[edge.type] };
}

function toMessage(provenance: ImageProvenance): retort.image.v1.Provenance.$Properties {
  const digest = (hexadecimal?: string) => (hexadecimal === undefined ? null : Buffer.from(hexadecimal, 'hex'));
  return {
    ...provenance,
    teacherDigest: digest(provenance.teacherDigest),
    studentDigest: digest(provenance.studentDigest),
    quantizedDigest: digest(provenance.quantizedDigest),
    datasetDigest: digest(provenance.datasetDigest),
    datasetSamples: provenance.datasetSamples === undefined ? null : [...provenance.datasetSamples],
    configurationDigest: digest(provenance.configurationDigest),
  };
}

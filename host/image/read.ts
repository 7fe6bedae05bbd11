// Reads a student image file, refusing what is damaged, of another format or incomplete (docs/image-format.md).

import { crc32 } from 'node:zlib';
import { retort } from '../../proto/gen/messages.js';
import { grouped, hex32 } from '../../proto/numbers.ts';
import type { Preprocessing } from '../dataset/dataset.ts';
import { type InputBits, inputBits } from '../quantize/input-levels.ts';
import { checkImage } from './check-image.ts';
import { WrongCoreError } from './core-errors.ts';
import { CorruptImageError, type Fail, ImageFormatError, ImageTooLargeError } from './image-errors.ts';
import { readMeaning } from './read-meaning.ts';
import { restoreWeights, type SharedWeights } from './shared-weights.ts';
import type {
  ImageInput,
  ImageLayer,
  ImageProvenance,
  MemoryPlan,
  Segment,
  Shape,
  StudentImage,
} from './student-image.ts';
import { formats, IMAGE_ID_TAG, IMAGE_MAGIC, INPUT_LAYOUT, imageIdOf, segmentKinds, TRAILER_BYTES } from './write.ts';

type Message = retort.image.v1.StudentImage;

/**
 * An image of a file's bytes, its every field checked (check-image.ts). Fields that this version does not know are ignored.
 * @param source a path, for errors
 * @throws CorruptImageError, ImageFormatError, InstructionSetError, UnknownCoreError
 * @example
 * import { readFileSync } from 'node:fs';
 * import { readStudentImage } from 'retort-fpga/image';
 *
 * const image = readStudentImage(readFileSync('student.retort'), 'student.retort');
 * console.log(image.labels, image.input.shape, image.payload.length);
 */
export function readStudentImage(bytes: Uint8Array, source: string): StudentImage {
  const fail: Fail = (problem) => new CorruptImageError(source, problem);
  const imageId = checkIntegrity(bytes, fail);
  const message = decode(bytes, fail);
  checkFormat(message, source);
  const crc = crc32(message.payload);
  if (crc !== message.payloadCrc)
    throw fail(`its payload has CRC 0x${hex32(crc)} instead of 0x${hex32(message.payloadCrc)}`);
  const memory = toMemoryPlan(message, fail);
  const layers = message.layers.map((layer) => toLayer(layer, fail));
  const image: StudentImage = {
    formatMajor: message.formatMajor,
    formatMinor: message.formatMinor,
    imageId,
    core: message.core,
    cycleLimit: message.cycleLimit,
    name: message.name,
    // A copy: protobufjs gives a Buffer, whose slice() would share the file's bytes.
    payload: new Uint8Array(message.payload),
    payloadCrc: message.payloadCrc,
    segments: message.segments.map((segment) => toSegment(segment, fail)),
    memory,
    layers,
    input: toInput(message, fail),
    labels: message.labels,
    ...readMeaning(message, memory, layers, fail),
    logitsQuantization: toQuantization(message.logitsQuantization),
    provenance: toProvenance(message.provenance ?? {}),
    network: new Uint8Array(message.network),
  };
  checkImage(image, source, fail);
  return { ...image, network: restoreWeights(image, message.sharedWeights.map(toSharedWeights), fail) };
}

/** Whether a file begins as an image does, whole or not: the field `magic` comes first. */
export function beginsAsImage(bytes: Uint8Array): boolean {
  return (
    bytes.length >= 5 &&
    bytes[0] === 0x0d &&
    new DataView(bytes.buffer, bytes.byteOffset).getUint32(1, true) === IMAGE_MAGIC
  );
}

/** Throws `WrongCoreError` unless the image was made for `boardCore`. */
export function requireCore(image: Pick<StudentImage, 'core'>, boardCore: number): void {
  if (image.core !== boardCore) throw new WrongCoreError(image.core, boardCore);
}

/** Throws `ImageTooLargeError` where a board of `boardMemoryBytes` cannot hold the image and its activations. */
export function requireMemory(
  { memory, layers }: Pick<StudentImage, 'memory' | 'layers'>,
  boardMemoryBytes: number,
): void {
  if (memory.bytesNeeded <= boardMemoryBytes) return;
  const sizes = layers.map(({ name, weightBytes, parameterBytes }) => ({ name, bytes: weightBytes + parameterBytes }));
  const largest = sizes.reduce((most, layer) => (layer.bytes > most.bytes ? layer : most), { name: '', bytes: 0 });
  const activationBytes =
    Math.max(...memory.activations.map(({ address, length }) => address + length)) -
    Math.min(...memory.activations.map(({ address }) => address));
  throw new ImageTooLargeError(memory.bytesNeeded, boardMemoryBytes, activationBytes, largest);
}

/** The id at the file's end must be that of everything before it. */
function checkIntegrity(bytes: Uint8Array, fail: Fail): number {
  const contentBytes = bytes.length - TRAILER_BYTES;
  const tag = contentBytes > 0 ? bytes.subarray(contentBytes, -4) : new Uint8Array(0);
  if (!IMAGE_ID_TAG.every((byte, i) => byte === tag[i])) {
    throw fail(`its ${grouped(bytes.length)} bytes do not end with an image id: it is truncated or not an image`);
  }
  const stored = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(bytes.length - 4, true);
  const actual = imageIdOf(bytes.subarray(0, contentBytes));
  if (stored !== actual) throw fail(`its content has the id 0x${hex32(actual)} instead of 0x${hex32(stored)}`);
  return stored;
}

function decode(bytes: Uint8Array, fail: Fail): Message {
  let message: Message;
  try {
    message = retort.image.v1.StudentImage.decode(bytes);
  } catch (error) {
    throw fail(`it is not a protobuf message (${error instanceof Error ? error.message : error})`);
  }
  if (message.magic !== IMAGE_MAGIC)
    throw fail(`it begins with 0x${hex32(message.magic)} instead of 0x${hex32(IMAGE_MAGIC)}`);
  return message;
}

function keyOf<Key extends string>(names: Record<Key, number>, value: number | null | undefined): Key | undefined {
  return (Object.keys(names) as Key[]).find((name) => names[name] === value);
}

function toSegment(segment: retort.image.v1.Segment.$Properties, fail: Fail): Segment {
  const kind = keyOf(segmentKinds, segment.kind);
  if (kind === undefined) throw fail(`it has a segment of kind ${segment.kind}`);
  return { kind, layer: segment.layer ?? '', address: segment.address ?? 0, length: segment.length ?? 0 };
}

function toSharedWeights(shared: retort.image.v1.SharedWeights.$Properties): SharedWeights {
  const { operation, address, filters, taps, channels, tapPitch, groupPitch } = shared;
  return {
    operation: operation ?? '',
    address: address ?? 0,
    filters: filters ?? 0,
    taps: taps ?? 0,
    channels: channels ?? 0,
    tapPitch: tapPitch ?? 0,
    groupPitch: groupPitch ?? 0,
  };
}

function toMemoryPlan({ memory }: Message, fail: Fail): MemoryPlan {
  if (!memory) throw fail('it has no memory plan');
  return {
    bytesNeeded: memory.bytesNeeded ?? 0,
    inputAddress: memory.inputAddress ?? 0,
    inputBytes: memory.inputBytes ?? 0,
    inputBits: toInputBits(memory.inputBits || 8, fail),
    slotPitch: memory.slotPitch ?? 0,
    slotCount: memory.slotCount ?? 0,
    logitsAddress: memory.logitsAddress ?? 0,
    logitsCount: memory.logitsCount ?? 0,
    activations: (memory.activations ?? []).map((activation) => ({
      tensor: activation.tensor ?? '',
      address: activation.address ?? 0,
      length: activation.length ?? 0,
      firstLayer: activation.firstLayer ?? 0,
      lastLayer: activation.lastLayer ?? 0,
    })),
  };
}

function toInputBits(bits: number, fail: Fail): InputBits {
  const known = inputBits.find((each) => each === bits);
  if (known === undefined) throw fail(`its input has ${bits} bits per value, not ${inputBits.join(', ')}`);
  return known;
}

function toLayer(layer: retort.image.v1.Layer.$Properties, fail: Fail): ImageLayer {
  const name = layer.name ?? '';
  return {
    name,
    operator: layer.operator ?? '',
    tensor: layer.tensor ?? '',
    descriptorIndex: layer.descriptorIndex ?? 0,
    outputAddress: layer.outputAddress ?? 0,
    shape: toShape(layer.shape, name, fail),
    channelsPadded: layer.paddedChannels ?? 0,
    quantization: toQuantization(layer.quantization),
    macs: Number(layer.macs ?? 0), // a uint64, which protobufjs gives as an object
    weightBytes: layer.weightBytes ?? 0,
    parameterBytes: layer.parameterBytes ?? 0,
  };
}

/** @throws ImageFormatError */
function checkFormat({ formatMajor }: Message, source: string): void {
  const known = [formats.pixels.formatMajor, formats.features.formatMajor];
  if (!known.some((major) => major === formatMajor)) throw new ImageFormatError(source, formatMajor, known);
}

function toInput({ input }: Message, fail: Fail): ImageInput {
  if (!input) throw fail('it does not describe its input');
  if (input.layout !== INPUT_LAYOUT) throw fail(`its input has layout ${input.layout}, which boards no longer read`);
  return {
    shape: toShape(input.shape, 'input', fail),
    quantization: toQuantization(input.quantization),
    preprocessing: toPreprocessing(input, fail),
    ...(input.words?.length && { vocabulary: input.words }),
  };
}

/** Without features, of pixels; their number is check-image.ts's matter. */
function toPreprocessing(input: retort.image.v1.Input.$Properties, fail: Fail): Preprocessing {
  const { pixelScale, pixelOffset, featureScale = [], featureOffset = [], featureName = [] } = input;
  if (!featureName?.length && !featureScale?.length && !featureOffset?.length)
    return { scale: pixelScale ?? 0, offset: pixelOffset ?? 0 };
  if (pixelScale || pixelOffset) throw fail('its input has a pixel scale besides those of features');
  return { scale: featureScale ?? [], offset: featureOffset ?? [], features: featureName ?? [] };
}

function toShape(shape: number[] | null | undefined, name: string, fail: Fail): Shape {
  if (shape?.length !== 3) throw fail(`the shape of ${name} is [${shape ?? ''}], not rows, columns and channels`);
  return [shape[0], shape[1], shape[2]];
}

function toQuantization(quantization: retort.image.v1.Quantization.$Properties | null | undefined) {
  return { scale: quantization?.scale ?? 0, zeroPoint: quantization?.zeroPoint ?? 0 };
}

function toProvenance(message: retort.image.v1.Provenance.$Properties): ImageProvenance {
  const digest = (bytes?: Uint8Array | null) => (bytes?.length ? Buffer.from(bytes).toString('hex') : undefined);
  return {
    toolVersion: message.toolVersion ?? '',
    teacherDigest: digest(message.teacherDigest),
    studentDigest: digest(message.studentDigest),
    quantizedDigest: digest(message.quantizedDigest),
    datasetName: message.datasetName || undefined,
    datasetDigest: digest(message.datasetDigest),
    datasetPath: message.datasetPath || undefined,
    datasetFolder: message.datasetFolder || undefined,
    datasetSettings: message.datasetSettings || undefined,
    datasetSamples: message.datasetSamples?.length ? message.datasetSamples : undefined,
    configurationDigest: digest(message.configurationDigest),
    teacherAccuracy: message.teacherAccuracy ?? undefined,
    studentAccuracy: message.studentAccuracy ?? undefined,
    quantizedAccuracy: message.quantizedAccuracy ?? undefined,
  };
}

// The file's tensors as the quantized network wants them: int8 activations with one scale, symmetric int8 weights, int32 biases, whole
// numbers. Each function checks type, quantization and length, and throws typed errors.
import { grouped } from '../../proto/numbers.ts';
import { sizeOf } from '../network/shapes.ts';
import type { ActivationTensor } from '../quantize/quantized-network.ts';
import { CONVERT_TO_INT8, TfliteGraphError, TfliteTensorError } from './import-errors.ts';
import type { TfliteTensor } from './tflite-schema.ts';

/** As in the file: batch first, where there is one. */
export type Dims = readonly number[];

const MOST_ELEMENTS = 2 ** 31 - 1;

/** [rows, columns, channels]: the last three dimensions; those before them must be 1. */
export function toShape(dims: Dims): ActivationTensor['shape'] {
  const [channels = 1, columns = 1, rows = 1] = dims.toReversed();
  return [rows, columns, channels];
}

/** Whether `dims` are rows, columns and channels of one sample at most. */
export function isSample(dims: Dims): boolean {
  return dims.slice(0, -3).every((length) => length === 1);
}

/** Throws where `dims` has no three dimensions that matter, or more elements than an int32 counts. */
export function checkSize(dims: Dims, name: string, source: string): void {
  const fail = (problem: string, nextStep?: string) =>
    new TfliteGraphError(source, `tensor "${name}" has shape [${dims}], ${problem}`, nextStep);
  if (dims.some((length) => !Number.isInteger(length) || length < 1))
    throw fail('where every length must be at least 1');
  if (sizeOf(dims) > MOST_ELEMENTS) throw fail('whose product is more than 2^31 − 1');
  if (!isSample(dims)) {
    throw fail(
      'more axes than rows, columns and channels of one sample',
      'Build the model for one sample of at most three axes.',
    );
  }
}

export function describeActivation(
  file: TfliteTensor,
  name: string,
  shape: ActivationTensor['shape'],
  source: string,
): ActivationTensor {
  checkType(file, 'int8', source);
  const fail = failOf(file, source);
  const { scales, zeroPoints } = file;
  if (scales.length !== 1) throw fail(`has ${scales.length} scales, but an activation has one`);
  checkScales(file, source);
  const zeroPoint = zeroPoints[0] ?? 0;
  if (!Number.isInteger(zeroPoint) || zeroPoint < -128 || zeroPoint > 127) {
    throw fail(`has the zero point ${zeroPoint}, outside int8`);
  }
  return { name, shape, scale: scales[0], zeroPoint };
}

/** The scale and zero point of a uint8 tensor at the model's edge. */
export function describeUint8(
  file: TfliteTensor,
  source: string,
): { readonly scale: number; readonly zeroPoint: number } {
  const fail = failOf(file, source);
  if (file.special) throw fail(file.special);
  const { scales, zeroPoints } = file;
  if (scales.length !== 1) throw fail(`has ${scales.length} scales, but an input or output has one`);
  checkScales(file, source);
  const zeroPoint = zeroPoints[0] ?? 0;
  if (!Number.isInteger(zeroPoint) || zeroPoint < 0 || zeroPoint > 255) {
    throw fail(`has the zero point ${zeroPoint}, outside uint8`);
  }
  return { scale: scales[0], zeroPoint };
}

/** An int8 constant with one scale, its shape left open. */
export function describeConstant(
  file: TfliteTensor,
  name: string,
  source: string,
): { tensor: ActivationTensor; values: Int8Array } {
  const tensor = describeActivation(file, name, [1, 1, 1], source);
  checkConstant(file, 1, source);
  return { tensor, values: new Int8Array(file.data.buffer, file.data.byteOffset, file.data.length) };
}

export interface FileWeights {
  readonly shape: readonly number[];
  /** A view of the file. */
  readonly values: Int8Array;
  /** One, or one for each of the axis `channels`. */
  readonly scales: Float32Array;
}

/** `axis`: that of the output channels. */
export function readWeights(file: TfliteTensor, axis: number, rank: number, source: string): FileWeights {
  const fail = failOf(file, source);
  checkType(file, 'int8', source);
  const { shape, scales, zeroPoints, data } = file;
  if (shape.length !== rank) throw fail(`has shape [${shape}], but weights of ${rank} axes are needed`);
  checkConstant(file, 1, source);
  if (scales.length === 0) throw fail('has no scale');
  if (scales.length > 1 && (file.quantizedDimension !== axis || scales.length !== shape[axis])) {
    throw fail(
      `has ${grouped(scales.length)} scales along axis ${file.quantizedDimension} of [${shape}], not one per output channel`,
    );
  }
  checkScales(file, source);
  const shifted = zeroPoints.find((zeroPoint) => zeroPoint !== 0);
  if (shifted !== undefined) throw fail(`has the zero point ${shifted}, but int8 weights are symmetric around 0`);
  return {
    shape,
    values: new Int8Array(data.buffer, data.byteOffset, data.length),
    scales: Float32Array.from(scales),
  };
}

export function readBias(file: TfliteTensor, channels: number, source: string): Int32Array {
  checkType(file, 'int32', source);
  checkConstant(file, 4, source);
  if (sizeOf(file.shape) !== channels) {
    throw failOf(file, source)(`has shape [${file.shape}], but there are ${channels} output channels`);
  }
  const view = viewOf(file);
  return Int32Array.from({ length: channels }, (_, i) => view.getInt32(4 * i, true));
}

/** At most `most` of them: shapes, axes, paddings. */
export function readWholeNumbers(file: TfliteTensor, most: number, source: string): number[] {
  const fail = failOf(file, source);
  if (file.type !== 'int32' && file.type !== 'int64') throw fail(`is ${file.type}, but integers are needed`);
  const bytes = file.type === 'int32' ? 4 : 8;
  checkConstant(file, bytes, source);
  const length = file.data.length / bytes;
  if (length > most) throw fail(`holds ${grouped(length)} numbers, but at most ${grouped(most)} are needed`);
  const view = viewOf(file);
  return Array.from({ length }, (_, i) =>
    bytes === 4 ? view.getInt32(4 * i, true) : Number(view.getBigInt64(8 * i, true)),
  );
}

/** Throws where the data are not as long as shape and element say. */
export function checkConstant(file: TfliteTensor, bytesPerElement: number, source: string): void {
  const fail = failOf(file, source);
  if (file.special) throw fail(file.special);
  const expected = sizeOf(file.shape) * bytesPerElement;
  if (file.shape.some((length) => length < 0) || file.data.length !== expected) {
    throw fail(
      `has ${grouped(file.data.length)} bytes of data for shape [${file.shape}], which takes ${grouped(expected)}`,
    );
  }
}

function viewOf({ data }: TfliteTensor): DataView {
  return new DataView(data.buffer, data.byteOffset, data.length);
}

function failOf({ name }: TfliteTensor, source: string): (problem: string, nextStep?: string) => TfliteTensorError {
  return (problem, nextStep = CONVERT_TO_INT8) => new TfliteTensorError(source, name, problem, nextStep);
}

/** How a tensor came to be of a type. */
const ORIGINS: Readonly<Record<string, string>> = {
  int16: ' (the model was converted with 16-bit activations)',
  uint8: ' (quantized to unsigned values)',
  int4: ' (weights of 4 bits)',
  float32: ' (the model, or this part of it, was not quantized)',
  float16: ' (the model was quantized to float16)',
};

export function checkType(file: TfliteTensor, type: 'int8' | 'int32', source: string): void {
  const fail = failOf(file, source);
  if (file.special) throw fail(file.special);
  if (file.type !== type) throw fail(`is ${file.type}${ORIGINS[file.type] ?? ''}, but ${type} is needed`);
}

/** Of a tensor that int8 arithmetic would have to read. */
export function notInt8(file: TfliteTensor, source: string): TfliteTensorError {
  return failOf(file, source)(`is ${file.type}${ORIGINS[file.type] ?? ''}, but int8 is needed`);
}

function checkScales(file: TfliteTensor, source: string): void {
  const wrong = file.scales.find((scale) => !(scale > 0) || !Number.isFinite(scale));
  if (wrong !== undefined) throw failOf(file, source)(`has the scale ${wrong}, but a positive number is needed`);
}

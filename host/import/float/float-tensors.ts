// Constants of a float model as float32: those that the converter has shrunk to float16, int8 or uint8 are what they stand for.
import { grouped } from '../../../proto/numbers.ts';
import { sizeOf } from '../../network/shapes.ts';
import { TfliteTensorError } from '../import-errors.ts';
import type { TfliteTensor } from '../tflite-schema.ts';

const elementBytes: Readonly<Record<string, number>> = { float32: 4, float16: 2, int8: 1, uint8: 1 };

/** What to do about a model that is not a float model. */
export const convertToFloat =
  'Convert the float model without quantization, or give it as a SavedModel (model.export).';

/**
 * Little-endian; int8 and uint8 are scale · (q − zero point), with one scale or one for each index of an axis.
 * @throws TfliteTensorError
 */
export function readFloats(file: TfliteTensor, source: string): Float32Array {
  const fail = (problem: string) => new TfliteTensorError(source, file.name, problem, convertToFloat);
  const bytes = elementBytes[file.type];
  if (file.special) throw fail(file.special);
  if (bytes === undefined) throw fail(`is ${file.type}, but float32 is needed`);
  const length = sizeOf(file.shape);
  if (file.shape.some((size) => size < 0) || file.data.length !== length * bytes) {
    throw fail(
      `has ${grouped(file.data.length)} bytes of data for shape [${file.shape}], which takes ${grouped(length * bytes)}`,
    );
  }
  const view = new DataView(file.data.buffer, file.data.byteOffset, file.data.length);
  if (file.type === 'float32') return Float32Array.from({ length }, (_, i) => view.getFloat32(4 * i, true));
  if (file.type === 'float16') return Float32Array.from({ length }, (_, i) => halfToFloat(view.getUint16(2 * i, true)));
  const { scales, zeroPoints, quantizedDimension: axis, shape } = file;
  if (scales.length !== 1 && scales.length !== shape[axis])
    throw fail(`has ${grouped(scales.length)} scales for shape [${shape}]`);
  const inner = sizeOf(shape.slice(axis + 1));
  return Float32Array.from({ length }, (_, i) => {
    const at = scales.length === 1 ? 0 : Math.floor(i / inner) % scales.length;
    const q = file.type === 'int8' ? view.getInt8(i) : view.getUint8(i);
    return scales[at] * (q - (zeroPoints[at] ?? 0));
  });
}

/** IEEE 754 binary16. */
function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** [outer, …, inner] to [inner…] with the first axis last: TensorFlow Lite's kernels to TensorFlow's. */
export function moveFirstAxisLast(values: Float32Array, outer: number): Float32Array {
  const inner = values.length / outer;
  const moved = new Float32Array(values.length);
  for (let i = 0; i < outer; i++) for (let j = 0; j < inner; j++) moved[j * outer + i] = values[i * inner + j];
  return moved;
}

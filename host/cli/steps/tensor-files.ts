// Files of tensors, raw or .npy, as the model itself takes and gives them (its edges) or as the int8 values inside it.

import { extname } from 'node:path';
import { grouped } from '../../../proto/numbers.ts';
import { RetortError } from '../../../proto/retort-error.ts';
import { beginsAsNpy, decodeNpy, encodeNpy } from '../../artifact/npy.ts';
import { positionsOf } from '../../image/head.ts';
import type { Head, Quantization, StudentImage } from '../../image/student-image.ts';
import { describeLevels, toInputLevels } from '../../quantize/input-levels.ts';
import type { Edge } from '../../quantize/quantized-network.ts';
import {
  dequantizeToReals,
  quantizeReals,
  requantizeFromUint8,
  requantizeToUint8,
} from '../../reference/edge-values.ts';

type ElementType = Edge['type'];

/** The file does not hold a whole number of tensors, or none, or those of another type. */
export class InputTensorsError extends RetortError {
  readonly code = 'CLI_INPUT_TENSORS';
  readonly category = 'input';
  override readonly name = 'InputTensorsError';
  readonly path: string;

  constructor(path: string, problem: string) {
    super(`${path} ${problem}`);
    this.path = path;
  }
}

/** The file's extension requests a type that the model does not provide. */
export class OutputTypeError extends RetortError {
  readonly code = 'CLI_OUTPUT_TYPE';
  readonly category = 'usage';
  override readonly name = 'OutputTypeError';
  readonly path: string;

  constructor(path: string, type: ElementType, given: string) {
    super(`${path} asks for ${type}, but ${given}; name the file .i8 for the int8 values, or .npy`);
    this.path = path;
  }
}

const ENDINGS: Readonly<Record<string, ElementType>> = { '.i8': 'int8', '.u8': 'uint8', '.f32': 'float32' };
const BYTES: Readonly<Record<ElementType, number>> = { int8: 1, uint8: 1, float32: 4 };
const NPY_TYPES: Readonly<Record<ElementType, string>> = { int8: '|i1', uint8: '|u1', float32: '<f4' };

/**
 * One or several inputs after one another: int8 inside the model, or of the type that it takes. A .npy is read by its own type, a raw file by its
 * ending (.i8, .u8, .f32) and else as what the model takes. Each int8 [rows, columns, channels].
 * @param nextStep for the error of a raw file of another length
 * @throws InputTensorsError
 */
export function readTensors(
  bytes: Uint8Array,
  path: string,
  { input, memory: { inputBits }, edges }: StudentImage,
  nextStep = 'write the inputs back to back, with nothing in between',
): Int8Array[] {
  const { shape, quantization } = input;
  const size = shape[0] * shape[1] * shape[2];
  const { type, values } = beginsAsNpy(bytes)
    ? readNpy(bytes, path, shape)
    : readRaw(bytes, path, shape, edges.input, nextStep);
  const inside = bringInside(values, quantization, edges.input);
  if (inside === undefined) {
    const also = edges.input.type === 'int8' ? '' : ', or int8 as used inside the image';
    throw new InputTensorsError(path, `holds ${type} values: the model takes ${edges.input.type}${also}`);
  }
  const levels = toInputLevels(inside, inputBits);
  // Values quantized here may be rounded again; int8 values were already quantized and are never changed silently.
  const changed = type === 'int8' ? levels.findIndex((level, i) => level !== inside[i]) : -1;
  if (changed >= 0) {
    const problem = `has ${inside[changed]} for value ${changed}: the image only takes the values`;
    throw new InputTensorsError(path, `${problem} ${describeLevels(inputBits)}`);
  }
  return Array.from({ length: inside.length / size }, (_, i) => levels.subarray(i * size, (i + 1) * size));
}

type Values = Int8Array | Uint8Array | Float32Array;

function bringInside(values: Values, inside: Quantization, edge: Edge): Int8Array | undefined {
  if (values instanceof Int8Array) return values;
  if (values instanceof Uint8Array)
    return edge.type === 'uint8' ? requantizeFromUint8(values, edge, inside) : undefined;
  return edge.type === 'float32' ? quantizeReals(values, inside) : undefined;
}

function readRaw(bytes: Uint8Array, path: string, shape: readonly number[], edge: Edge, nextStep: string) {
  const type = ENDINGS[extname(path).toLowerCase()] ?? edge.type;
  const inputBytes = shape.reduce((product, length) => product * length, BYTES[type]);
  if (bytes.length === 0 || bytes.length % inputBytes !== 0) {
    const whole = Math.floor(bytes.length / inputBytes);
    const what =
      bytes.length === 0
        ? 'is empty'
        : `has ${grouped(bytes.length)} bytes, ${grouped(bytes.length - whole * inputBytes)} more than ${grouped(whole)} inputs`;
    throw new InputTensorsError(
      path,
      `${what}: an input of ${shape.join('×')} ${type} values has ${grouped(inputBytes)} bytes; ${nextStep}`,
    );
  }
  return { type, values: elementsOf(bytes, type, path) };
}

/** The last axes, all or but the first, make one input. */
function readNpy(bytes: Uint8Array, path: string, inputShape: readonly number[]) {
  const fail = (problem: string) => new InputTensorsError(path, `cannot be read as tensors: ${problem}`);
  const types: Readonly<Record<string, [ElementType | 'float64', number]>> = {
    '|i1': ['int8', 1],
    '|u1': ['uint8', 1],
    '<f4': ['float32', 4],
    '<f8': ['float64', 8],
  };
  const known = (type: string) => {
    if (Object.hasOwn(types, type)) return types[type][1];
    throw fail(`its elements are ${type}, not int8, uint8, float32 or float64`);
  };
  const array = decodeNpy(bytes, known, fail);
  const sizeOf = (sizes: readonly number[]) => sizes.reduce((product, length) => product * length, 1);
  const size = sizeOf(inputShape);
  if (sizeOf(array.shape.slice(1)) !== size && sizeOf(array.shape) !== size) {
    throw fail(
      `its shape is [${array.shape.join(', ')}], but an input has ${inputShape.join('×')} = ${grouped(size)} values`,
    );
  }
  const [type] = types[array.type];
  return { type, values: elementsOf(array.data, type, path) };
}

/** Little-endian. float64 becomes float32. */
function elementsOf(bytes: Uint8Array, type: ElementType | 'float64', path: string): Values {
  if (type === 'uint8') return bytes;
  if (type === 'int8') return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const reals =
    type === 'float32'
      ? Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true))
      : Float32Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(8 * i, true));
  const wrong = reals.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return reals;
  throw new InputTensorsError(path, `has ${reals[wrong]} for value ${wrong}: the model takes finite numbers`);
}

export interface OutputFile {
  readonly path: string;
  readonly type: ElementType;
}

/**
 * The type of an output file: from its extension, else the model's; int8 for `logits`, which are inside the model.
 * @throws OutputTypeError
 */
export function chooseOutput(path: string, { edges }: StudentImage, logits: boolean): OutputFile {
  const given = logits ? 'int8' : edges.output.type;
  const type = ENDINGS[extname(path).toLowerCase()] ?? given;
  if (type === 'int8' || type === given) return { path, type };
  throw new OutputTypeError(path, type, logits ? 'logits are int8' : `the model gives ${given}`);
}

/** `outputs`: int8 [n, rows, columns, channels] at `inside`. The file's bytes. */
export function encodeOutputs(
  outputs: Int8Array,
  { path, type }: OutputFile,
  { head, edges }: StudentImage,
  inside: Quantization,
): Uint8Array {
  const values = takeOutside(outputs, type, edges.output, inside);
  const data = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  if (extname(path).toLowerCase() !== '.npy') return data;
  return encodeNpy({ type: NPY_TYPES[type], shape: shapeOf(head, outputs.length), data });
}

function takeOutside(outputs: Int8Array, type: ElementType, edge: Edge, inside: Quantization): Values {
  if (type === 'float32') return dequantizeToReals(outputs, inside);
  return type === 'uint8' && edge.type === 'uint8' ? requantizeToUint8(outputs, inside, edge) : outputs;
}

/** [n, channels], or [n, rows, columns, channels] of a map. */
function shapeOf(head: Head, values: number): number[] {
  const sample = positionsOf(head) === 1 ? [head.shape[2]] : head.shape;
  return [values / (positionsOf(head) * head.shape[2]), ...sample];
}

import { describe, expect, it } from 'vitest';
import {
  chooseOutput,
  encodeOutputs,
  InputTensorsError,
  OutputTypeError,
  readTensors,
} from '../../host/cli/steps/tensor-files.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { readStudentImage } from '../../host/image/read.ts';
import type { Edges } from '../../host/quantize/quantized-network.ts';
import { labelsNetwork, mapNetwork } from '../support/head-networks.ts';
import { writeNpy } from '../support/write-npy.ts';

/** An image that takes 4×4×1 and gives three labels, or a map of 4×4×2. Inside, a pixel p of 0…1 is 255 · p − 128. */
function imageOf(input: Edges['input'], output: Edges['output'], quantized = labelsNetwork()) {
  const edges = { input, output };
  const options = { labels: [], preprocessing: { scale: 1, offset: 0 }, provenance: { toolVersion: '0' } };
  return readStudentImage(packStudentImage({ ...options, quantized: { ...quantized, edges } }), 'image');
}

const INT8 = { type: 'int8' } as const;
const FLOAT32 = { type: 'float32' } as const;
const UINT8 = { type: 'uint8', scale: Math.fround(1 / 255), zeroPoint: 0 } as const;
const images = { int8: imageOf(INT8, INT8), float32: imageOf(FLOAT32, FLOAT32), uint8: imageOf(UINT8, UINT8) };
const shape = [2, 4, 4, 1];

/** Two inputs. */
const int8 = Int8Array.from({ length: 32 }, (_, i) => 8 * i - 128);
const uint8 = Uint8Array.from(int8, (q) => q + 128);
const float32 = Float32Array.from(uint8, (pixel) => pixel / 255);
const bytesOf = ({ buffer }: Int8Array | Float32Array) => new Uint8Array(buffer as ArrayBuffer);
const npy = (values: Int8Array | Uint8Array | Float32Array | Float64Array, descr: string, sizes = shape) =>
  writeNpy(values, sizes, { descr });

describe('a file of inputs', () => {
  it.each([
    ['int8', 'x.i8', bytesOf(int8)],
    ['int8', 'x.bin', bytesOf(int8)],
    ['int8', 'x.npy', npy(int8, '|i1')],
    ['float32', 'x.I8', bytesOf(int8)],
    ['float32', 'x.f32', bytesOf(float32)],
    ['float32', 'x.bin', bytesOf(float32)],
    ['float32', 'x.npy', npy(float32, '<f4')],
    ['float32', 'x.npy', npy(Float64Array.from(float32), '<f8')],
    ['float32', 'x.npy', npy(int8, '|i1')],
    ['float32', 'a .npy by its first bytes', npy(float32, '<f4')],
    ['float32', 'x.npy', npy(float32, '<f4', [2, 16])],
    ['uint8', 'x.u8', uint8],
    ['uint8', 'x.bin', uint8],
    ['uint8', 'x.npy', npy(uint8, '|u1')],
    ['uint8', 'x.npy', npy(int8, '|i1')],
  ] as const)('for a model of %s becomes int8: %s', (edge, path, bytes) => {
    expect(readTensors(bytes, path, images[edge])).toEqual([int8.subarray(0, 16), int8.subarray(16)]);
  });

  it('may be one input without a batch axis, at an odd place in memory', () => {
    const file = npy(float32.slice(0, 16), '<f4', [4, 4, 1]);
    const moved = new Uint8Array(file.length + 1);
    moved.set(file, 1);
    expect(readTensors(moved.subarray(1), 'x.npy', images.float32)).toEqual([int8.subarray(0, 16)]);
  });

  it.each([
    ['int8', 'x.f32', bytesOf(float32), 'x.f32 holds float32 values: the model takes int8'],
    ['int8', 'x.npy', npy(float32, '<f4'), 'x.npy holds float32 values: the model takes int8'],
    ['int8', 'x.npy', npy(uint8, '|u1'), 'x.npy holds uint8 values: the model takes int8'],
    ['float32', 'x.u8', uint8, 'x.u8 holds uint8 values: the model takes float32, or int8 as used inside the image'],
    [
      'uint8',
      'x.f32',
      bytesOf(float32),
      'x.f32 holds float32 values: the model takes uint8, or int8 as used inside the image',
    ],
    [
      'float32',
      'x.npy',
      npy(Float64Array.from(float32), '<i8'),
      'x.npy cannot be read as tensors: its elements are <i8, not int8, uint8, float32 or float64',
    ],
    [
      'float32',
      'x.npy',
      npy(float32, '>f4'),
      'x.npy cannot be read as tensors: its elements are >f4, not int8, uint8, float32 or float64',
    ],
    [
      'float32',
      'x.npy',
      npy(float32, 'constructor'),
      'x.npy cannot be read as tensors: its elements are constructor, not int8, uint8, float32 or float64',
    ],
    [
      'float32',
      'x.npy',
      writeNpy(float32, shape, { fortran: true }),
      'x.npy cannot be read as tensors: it is in Fortran order',
    ],
    [
      'float32',
      'x.npy',
      npy(float32, '<f4', [4, 8]),
      'x.npy cannot be read as tensors: its shape is [4, 8], but an input has 4×4×1 = 16 values',
    ],
    [
      'float32',
      'x.npy',
      npy(float32, '<f4').subarray(0, -4),
      'x.npy cannot be read as tensors: 2 × 4 × 4 × 1 elements take 128 bytes, but it has 124',
    ],
    [
      'float32',
      'x.bin',
      bytesOf(float32).subarray(0, 100),
      'x.bin has 100 bytes, 36 more than 1 inputs: an input of 4×4×1 float32 values has 64 bytes; write the inputs back to back, with nothing in between',
    ],
    ['int8', 'x.i8', new Uint8Array(0), 'x.i8 is empty: an input of 4×4×1 int8 values has 16 bytes'],
  ] as const)('for a model of %s is refused: %s', (edge, path, bytes, message) => {
    const reading = () => readTensors(bytes, path, images[edge]);
    expect(reading).toThrow(InputTensorsError);
    expect(reading).toThrow(message);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('is refused with %f in it', (value) => {
    const values = float32.with(17, value);
    const message = `has ${value} for value 17: the model takes finite numbers`;
    expect(() => readTensors(bytesOf(values), 'x.f32', images.float32)).toThrow(message);
    expect(() => readTensors(npy(values, '<f4'), 'x.npy', images.float32)).toThrow(message);
  });

  it('is refused with a float64 that float32 does not hold', () => {
    const values = Float64Array.from(float32).with(3, 1e300);
    expect(() => readTensors(npy(values, '<f8'), 'x.npy', images.float32)).toThrow('has Infinity for value 3');
  });
});

describe('a file of outputs', () => {
  const inside = { scale: 1 / 256, zeroPoint: -128 };
  const outputs = Int8Array.of(-128, 10, 127, 64, -64, 1);

  it.each([
    ['int8', 'y.i8', 'int8'],
    ['int8', 'y', 'int8'],
    ['float32', 'y', 'float32'],
    ['float32', 'y.npy', 'float32'],
    ['float32', 'y.i8', 'int8'],
    ['uint8', 'y.bin', 'uint8'],
    ['uint8', 'y.U8', 'uint8'],
  ] as const)('of a model of %s: %s holds %s', (edge, path, type) => {
    expect(chooseOutput(path, images[edge], false)).toEqual({ path, type });
  });

  it.each([
    [
      'int8',
      'y.f32',
      false,
      'y.f32 asks for float32, but the model gives int8; name the file .i8 for the int8 values, or .npy',
    ],
    ['float32', 'y.u8', false, 'y.u8 asks for uint8, but the model gives float32; name'],
    ['float32', 'y.f32', true, 'y.f32 asks for float32, but logits are int8; name'],
  ] as const)('of a model of %s is not %s (logits: %s)', (edge, path, logits, message) => {
    const choosing = () => chooseOutput(path, images[edge], logits);
    expect(choosing).toThrow(OutputTypeError);
    expect(choosing).toThrow(message);
  });

  it('of logits is int8 whatever the model gives', () => {
    expect(chooseOutput('y.npy', images.float32, true)).toEqual({ path: 'y.npy', type: 'int8' });
  });

  const encode = (path: string, edge: keyof typeof images) =>
    encodeOutputs(outputs, chooseOutput(path, images[edge], false), images[edge], inside);

  it('holds float32, little-endian, as DEQUANTIZE makes it', () => {
    expect(encode('y.f32', 'float32')).toEqual(
      bytesOf(Float32Array.from([0, 138, 255, 192, 64, 129], (value) => value / 256)),
    );
  });

  it('holds uint8, as QUANTIZE makes it', () => {
    expect([...encode('y.u8', 'uint8')]).toEqual([0, 137, 254, 191, 64, 128]);
  });

  it('.npy has a row for each input, and reads as inputs are read', () => {
    const file = Buffer.from(encode('y.npy', 'int8'));
    expect(file.length % 64).toBe(outputs.length);
    expect(file.toString('latin1')).toContain("{'descr': '|i1', 'fortran_order': False, 'shape': (2, 3), }");
    const map = imageOf(FLOAT32, FLOAT32, mapNetwork());
    const values = new Int8Array(64);
    const ofMap = encodeOutputs(values, chooseOutput('y.npy', map, false), map, inside);
    expect(Buffer.from(ofMap).toString('latin1')).toContain("'<f4', 'fortran_order': False, 'shape': (2, 4, 4, 2), }");
  });
});

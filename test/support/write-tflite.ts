// A .tflite of one fully connected layer, as large as a test wants it. Written with the flatbuffers library; tables and fields as numbered in
// TensorFlow Lite's schema.
import { Builder } from 'flatbuffers';

const INT8 = 9;
const INT32 = 2;
const FULLY_CONNECTED = 9;
const FULLY_CONNECTED_OPTIONS = 8;

/** Weights, biases and zero points are 0. */
export function writeDenseTflite(inputs: number, outputs: number): Uint8Array {
  const builder = new Builder(inputs * outputs + 4096);
  const buffers = [0, inputs * outputs, 4 * outputs].map((bytes) => {
    const data = builder.createByteVector(new Uint8Array(bytes)); // zeros
    return writeTable(builder, 1, () => builder.addFieldOffset(0, data, 0));
  });
  const tensors = [
    writeTensor(builder, 'input', [1, inputs], INT8, 0, 0.5),
    writeTensor(builder, 'weights', [outputs, inputs], INT8, 1, 0.5),
    writeTensor(builder, 'bias', [outputs], INT32, 2, 0.25),
    writeTensor(builder, 'output', [1, outputs], INT8, 0, 0.5),
  ];
  const options = writeTable(builder, 4, () => {});
  const operator = writeOperator(builder, options);
  const parts = [offsets(builder, tensors), int32s(builder, [0]), int32s(builder, [3]), offsets(builder, [operator])];
  const subgraph = writeTable(builder, 5, () => {
    for (const [field, part] of parts.entries()) builder.addFieldOffset(field, part, 0);
  });
  const code = writeTable(builder, 4, () => {
    builder.addFieldInt8(0, FULLY_CONNECTED, 0);
    builder.addFieldInt32(2, 1, 0);
    builder.addFieldInt32(3, FULLY_CONNECTED, 0);
  });
  const [codes, subgraphs, allBuffers] = [[code], [subgraph], buffers].map((list) => offsets(builder, list));
  const model = writeTable(builder, 5, () => {
    builder.addFieldInt32(0, 3, 0);
    builder.addFieldOffset(1, codes, 0);
    builder.addFieldOffset(2, subgraphs, 0);
    builder.addFieldOffset(4, allBuffers, 0);
  });
  builder.finish(model, 'TFL3');
  return builder.asUint8Array();
}

function writeTable(builder: Builder, fields: number, addFields: () => void): number {
  builder.startObject(fields);
  addFields();
  return builder.endObject();
}

function writeTensor(
  builder: Builder,
  name: string,
  shape: number[],
  type: number,
  buffer: number,
  scale: number,
): number {
  builder.startVector(4, 1, 4);
  builder.addFloat32(scale);
  const scales = builder.endVector();
  builder.startVector(8, 1, 8);
  builder.addInt64(0n);
  const zeroPoints = builder.endVector();
  const quantization = writeTable(builder, 7, () => {
    builder.addFieldOffset(2, scales, 0);
    builder.addFieldOffset(3, zeroPoints, 0);
  });
  const [shapeAt, nameAt] = [int32s(builder, shape), builder.createString(name)];
  return writeTable(builder, 6, () => {
    builder.addFieldOffset(0, shapeAt, 0);
    builder.addFieldInt8(1, type, 0);
    builder.addFieldInt32(2, buffer, 0);
    builder.addFieldOffset(3, nameAt, 0);
    builder.addFieldOffset(4, quantization, 0);
  });
}

function writeOperator(builder: Builder, options: number): number {
  const [inputs, outputs] = [int32s(builder, [0, 1, 2]), int32s(builder, [3])];
  return writeTable(builder, 5, () => {
    builder.addFieldOffset(1, inputs, 0);
    builder.addFieldOffset(2, outputs, 0);
    builder.addFieldInt8(3, FULLY_CONNECTED_OPTIONS, 0);
    builder.addFieldOffset(4, options, 0);
  });
}

function int32s(builder: Builder, values: readonly number[]): number {
  builder.startVector(4, values.length, 4);
  for (const value of [...values].reverse()) builder.addInt32(value);
  return builder.endVector();
}

function offsets(builder: Builder, values: readonly number[]): number {
  builder.startVector(4, values.length, 4);
  for (const value of [...values].reverse()) builder.addOffset(value);
  return builder.endVector();
}

// Writes small .tflite files from a plain description, right or wrong, with the flatbuffers library: for tests of the importer.
import { Builder } from 'flatbuffers';

/** TensorType of schema.fbs. */
export const tensorTypes = { float32: 0, int32: 2, uint8: 3, int64: 4, int16: 7, int8: 9, int4: 17 } as const;

export interface TensorDescription {
  readonly name?: string;
  readonly shape: readonly number[];
  readonly signature?: readonly number[];
  readonly type?: keyof typeof tensorTypes;
  readonly scales?: readonly number[];
  readonly zeroPoints?: readonly number[];
  readonly axis?: number;
  /** Bytes of a constant. */
  readonly data?: ArrayLike<number>;
  /** Where the data lie behind the flatbuffer: [offset, size], as in files of more than 2 GB. */
  readonly outside?: readonly [number, number];
}

/** An option by its slot: its type and value. */
export type Option = readonly [slot: number, type: 'int8' | 'int32' | 'float32' | 'int32s', value: number | number[]];

export interface OperatorDescription {
  /** BuiltinOperator. */
  readonly code: number;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** The member of BuiltinOptions, and its fields. */
  readonly options?: readonly [union: number, ...options: Option[]];
}

export interface TfliteDescription {
  readonly version?: number;
  readonly identifier?: string;
  readonly subgraphs?: number;
  readonly inputs?: readonly number[];
  readonly outputs?: readonly number[];
  readonly tensors: readonly TensorDescription[];
  readonly operators: readonly OperatorDescription[];
}

type Field = (builder: Builder) => void;

function writeTable(builder: Builder, fields: readonly Field[]): number {
  builder.startObject(16);
  for (const field of fields) field(builder);
  return builder.endObject();
}

const offset =
  (slot: number, at: number): Field =>
  (builder) =>
    builder.addFieldOffset(slot, at, 0);

const scalars = {
  int8: (slot: number, value: number) => (builder: Builder) => builder.addFieldInt8(slot, value, -99),
  int32: (slot: number, value: number) => (builder: Builder) => builder.addFieldInt32(slot, value, -99),
  int64: (slot: number, value: number) => (builder: Builder) => builder.addFieldInt64(slot, BigInt(value), -99n),
  float32: (slot: number, value: number) => (builder: Builder) => builder.addFieldFloat32(slot, value, -99),
};

const elements = {
  bytes: [1, (builder: Builder, value: number) => builder.addInt8((value << 24) >> 24)],
  offsets: [4, (builder: Builder, value: number) => builder.addOffset(value)],
  int32s: [4, (builder: Builder, value: number) => builder.addInt32(value)],
  float32s: [4, (builder: Builder, value: number) => builder.addFloat32(value)],
  int64s: [8, (builder: Builder, value: number) => builder.addInt64(BigInt(value))],
} as const;

function writeVector(builder: Builder, kind: keyof typeof elements, values: ArrayLike<number>): number {
  const [size, add] = elements[kind];
  builder.startVector(size, values.length, size);
  for (const value of Array.from(values).reverse()) add(builder, value);
  return builder.endVector();
}

export function writeTflite(description: TfliteDescription): Uint8Array {
  const builder = new Builder(1024);
  const { tensors, operators } = description;
  const buffers = [{ data: [] }, ...tensors].map((tensor) => writeBuffer(builder, tensor));
  const codes = operators.map(({ code }) =>
    writeTable(builder, [scalars.int8(0, Math.min(127, code)), scalars.int32(3, code)]),
  );
  const tensorTables = tensors.map((tensor, index) => writeTensor(builder, tensor, index));
  const operatorTables = operators.map((operator, index) => writeOperator(builder, operator, index));
  const graph = writeTable(builder, [
    offset(0, writeVector(builder, 'offsets', tensorTables)),
    offset(1, writeVector(builder, 'int32s', description.inputs ?? [0])),
    offset(2, writeVector(builder, 'int32s', description.outputs ?? [tensors.length - 1])),
    offset(3, writeVector(builder, 'offsets', operatorTables)),
  ]);
  const model = [
    offset(1, writeVector(builder, 'offsets', codes)),
    offset(2, writeVector(builder, 'offsets', new Array(description.subgraphs ?? 1).fill(graph))),
    offset(4, writeVector(builder, 'offsets', buffers)),
  ];
  const root = writeTable(builder, [scalars.int32(0, description.version ?? 3), ...model]);
  builder.finish(root, description.identifier ?? 'TFL3');
  return builder.asUint8Array().slice();
}

function writeBuffer(builder: Builder, { data, outside }: Pick<TensorDescription, 'data' | 'outside'>): number {
  const fields = data?.length ? [offset(0, writeVector(builder, 'bytes', data))] : [];
  if (outside) fields.push(scalars.int64(1, outside[0]), scalars.int64(2, outside[1]));
  return writeTable(builder, fields);
}

function writeTensor(builder: Builder, tensor: TensorDescription, index: number): number {
  const { type = 'int8', scales = type === 'int8' ? [0.5] : [], zeroPoints = scales.map(() => 0) } = tensor;
  const quantization = [
    offset(2, writeVector(builder, 'float32s', scales)),
    offset(3, writeVector(builder, 'int64s', zeroPoints)),
    scalars.int32(6, tensor.axis ?? 0),
  ];
  const fields = [
    offset(0, writeVector(builder, 'int32s', tensor.shape)),
    scalars.int8(1, tensorTypes[type]),
    scalars.int32(2, tensor.data || tensor.outside ? index + 1 : 0),
    offset(3, builder.createString(tensor.name ?? `t${index}`)),
    offset(4, writeTable(builder, quantization)),
    offset(7, writeVector(builder, 'int32s', tensor.signature ?? tensor.shape)),
  ];
  return writeTable(builder, fields);
}

function writeOperator(builder: Builder, { inputs, outputs, options }: OperatorDescription, index: number): number {
  const fields = [
    scalars.int32(0, index),
    offset(1, writeVector(builder, 'int32s', inputs)),
    offset(2, writeVector(builder, 'int32s', outputs)),
  ];
  if (options) {
    const [union, ...own] = options;
    const written = own.map(([slot, type, value]) =>
      type === 'int32s'
        ? offset(slot, writeVector(builder, type, value as number[]))
        : scalars[type](slot, value as number),
    );
    fields.push(scalars.int8(3, union), offset(4, writeTable(builder, written)));
  }
  return writeTable(builder, fields);
}

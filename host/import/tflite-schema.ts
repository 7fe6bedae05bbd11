// The part of TensorFlow Lite's schema that the importer reads (schema.fbs, version 3), as plain data: which field is in which slot, and
// that indices point at something. What operators mean is the translation's matter.
import { grouped } from '../../proto/numbers.ts';
import { nameOperator } from './builtin-operators.ts';
import { type Fail, type FlatbufferTable, readRoot } from './flatbuffer-table.ts';

export interface TfliteTensor {
  readonly name: string;
  /** Batch first, as the file has it; where `signature` has −1, any number may stand here. */
  readonly shape: readonly number[];
  readonly signature: readonly number[];
  /** As in `TYPES`. */
  readonly type: string;
  readonly scales: readonly number[];
  readonly zeroPoints: readonly number[];
  /** The axis of `shape` along which there is a scale for each. */
  readonly quantizedDimension: number;
  /** Of a constant, as it lies in the file, little-endian; empty for a tensor that an operator makes. */
  readonly data: Uint8Array;
  /** It keeps its values from run to run, is sparse, or lies in another file. */
  readonly special: string | undefined;
}

export interface TfliteOperator {
  /** Its place in the file, from 0. */
  readonly index: number;
  readonly name: string;
  /** Indices of tensors; −1 for one that is left out. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Absent where every option has its default. */
  readonly options: FlatbufferTable | undefined;
  /** The member of the union `BuiltinOptions` that `options` is. */
  readonly optionsType: number;
}

export interface TfliteModel {
  /** How many there are; only the first is read. */
  readonly subgraphs: number;
  readonly tensors: readonly TfliteTensor[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly operators: readonly TfliteOperator[];
}

/** As TensorFlow Lite itself has it. */
const MOST_AXES = 8;

const TYPES = (
  'float32 float16 int32 uint8 int64 string bool int16 complex64 int8 float64 complex128 uint64 resource variant uint32 uint16 int4 ' +
  'bfloat16 int2 uint4'
).split(' ');

/** Reads and checks a whole file. Throws what `fail` makes. */
export function readTflite(bytes: Uint8Array, fail: Fail): TfliteModel {
  const model = readRoot(bytes, 'TFL3', fail);
  const version = model.scalar(0, 'uint32', 0);
  if (version !== 3) throw fail(`its schema has version ${version} instead of 3`);
  const operatorNames = model.tables(1, 'operator_codes').map(readOperatorName);
  const subgraphs = model.tables(2, 'subgraphs');
  if (subgraphs.length === 0) throw fail('it has no subgraph');
  const buffers = model.tables(4, 'buffers').map((buffer) => readBuffer(buffer, bytes, fail));
  const [graph] = subgraphs;
  const tensors = graph.tables(0, 'tensors').map((tensor, index) => readTensor(tensor, index, buffers, fail));
  const checkIndices = (indices: readonly number[], least: number, whose: string) => {
    const wrong = indices.find((index) => index < least || index >= tensors.length);
    if (wrong !== undefined) throw fail(`${whose} refer to tensor ${wrong} of ${grouped(tensors.length)}`);
    return indices;
  };
  const operators = graph.tables(3, 'operators').map((table, index) => {
    const operator = readOperator(table, index, operatorNames, fail);
    checkIndices(operator.inputs, -1, `operator ${index} (${operator.name}): its inputs`);
    checkIndices(operator.outputs, 0, `operator ${index} (${operator.name}): its outputs`);
    return operator;
  });
  return {
    subgraphs: subgraphs.length,
    tensors,
    inputs: checkIndices(graph.numbers(1, 'int32', 'inputs'), 0, 'its inputs'),
    outputs: checkIndices(graph.numbers(2, 'int32', 'outputs'), 0, 'its outputs'),
    operators,
  };
}

/** The code was a byte once; since it became an int32, the byte says 127 for what does not fit it. */
function readOperatorName(code: FlatbufferTable): string {
  const name = nameOperator(Math.max(code.scalar(0, 'int8', 0), code.scalar(3, 'int32', 0)));
  return name === 'CUSTOM' ? `CUSTOM ${code.string(1, 'custom_code')}`.trim() : name;
}

/** A buffer's bytes are a vector within the flatbuffer or, in files of more than 2 GB, lie behind it at an offset. */
function readBuffer(buffer: FlatbufferTable, file: Uint8Array, fail: Fail): Uint8Array {
  const offset = buffer.scalar(1, 'uint64', 0);
  const size = buffer.scalar(2, 'uint64', 0);
  if (offset <= 1) return buffer.bytes(0, 'data');
  if (offset + size > file.length) {
    throw fail(`a buffer lies at bytes ${grouped(offset)} to ${grouped(offset + size)} of ${grouped(file.length)}`);
  }
  return file.subarray(offset, offset + size);
}

function readTensor(table: FlatbufferTable, index: number, buffers: readonly Uint8Array[], fail: Fail): TfliteTensor {
  const name = table.string(3, 'name');
  const buffer = table.scalar(2, 'uint32', 0);
  if (buffer >= buffers.length) throw fail(`tensor ${index} ("${name}") lies in buffer ${buffer} of ${buffers.length}`);
  const shape = table.numbers(0, 'int32', 'shape');
  if (shape.length > MOST_AXES) throw fail(`tensor ${index} ("${name}") has ${shape.length} axes`);
  const type = table.scalar(1, 'int8', 0);
  const quantization = table.table(4, 'quantization');
  return {
    name,
    shape,
    signature: table.numbers(7, 'int32', 'shape_signature'),
    type: TYPES[type] ?? `type ${type}`,
    scales: quantization?.numbers(2, 'float32', 'scale') ?? [],
    zeroPoints: quantization?.numbers(3, 'int64', 'zero_point') ?? [],
    quantizedDimension: quantization?.scalar(6, 'int32', 0) ?? 0,
    data: buffers[buffer],
    special: readSpecial(table, quantization),
  };
}

function readSpecial(table: FlatbufferTable, quantization: FlatbufferTable | undefined): string | undefined {
  if (table.scalar(5, 'uint8', 0) !== 0) return 'is a variable, which keeps its values from run to run';
  if (table.has(6)) return 'is sparse';
  if (table.scalar(10, 'uint32', 0) !== 0) return 'lies in another file';
  if ((quantization?.scalar(4, 'uint8', 0) ?? 0) !== 0) return 'has a custom quantization';
  return undefined;
}

function readOperator(table: FlatbufferTable, index: number, names: readonly string[], fail: Fail): TfliteOperator {
  const code = table.scalar(0, 'uint32', 0);
  if (code >= names.length) throw fail(`operator ${index} has operator code ${code} of ${names.length}`);
  return {
    index,
    name: names[code],
    inputs: table.numbers(1, 'int32', 'inputs'),
    outputs: table.numbers(2, 'int32', 'outputs'),
    options: table.table(4, 'builtin_options'),
    optionsType: table.scalar(3, 'uint8', 0),
  };
}

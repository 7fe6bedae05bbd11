// Reads the TFLM vectors (small int8 networks with the outputs of TensorFlow Lite Micro itself) into QuantizedNetworks, inputs and expected
// values. They lie in a data folder beside the repository, or where RETORT_DATA points; where they are absent, tests skip.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  ActivationTensor,
  FusedActivation,
  QuantizedNetwork,
  QuantizedOperation,
} from '../../host/quantize/quantized-network.ts';
import { makeActivationTable } from '../../host/reference/activation-tables.ts';
import { dataFolder } from './data-folder.ts';

export interface TflmVector {
  readonly name: string;
  /** The same network as a TensorFlow Lite flatbuffer. */
  readonly tflite: Uint8Array;
  readonly network: QuantizedNetwork;
  /** Samples of the network's input, int8 [rows, columns, channels] each. */
  readonly inputs: readonly Int8Array[];
  /** Of each sample, the values of every activation tensor by name. */
  readonly expected: readonly ReadonlyMap<string, Int8Array>[];
}

interface VectorTensor {
  name: string;
  shape: number[];
  type: 'int8' | 'int32';
  scales: number[];
  zeroPoints: number[];
  data?: string;
  values?: string;
}

interface VectorOperator {
  operator: Exclude<
    QuantizedOperation['operator'],
    'PAD' | 'RESHAPE' | 'TABLE' | 'SUB' | 'MUL' | 'PRELU' | 'CONCATENATION'
  >;
  inputs: string[];
  outputs: string[];
  options: {
    strides?: [number, number];
    filter?: [number, number];
    padding?: 'SAME' | 'VALID';
    activation?: FusedActivation;
  };
}

interface VectorFile {
  name: string;
  samples: number;
  input: string;
  output: string;
  operators: VectorOperator[];
  tensors: VectorTensor[];
}

const folder = join(dataFolder, 'tflm-vectors');

/** Names of the vectors found, in alphabetical order; empty where there are none. */
export const tflmVectorNames: readonly string[] = existsSync(folder)
  ? readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => file.slice(0, -'.json'.length))
      .sort()
  : [];

export const tflmVectorsMissing = `no TFLM vectors in ${folder}: set RETORT_DATA to the data folder`;

export function readTflmVector(name: string): TflmVector {
  const file = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as VectorFile;
  const described = new Map(file.tensors.map((tensor) => [tensor.name, tensor]));
  const activations = file.tensors.filter((tensor) => tensor.values !== undefined);
  const tensors = new Map(activations.map((tensor) => [tensor.name, toActivationTensor(tensor)]));
  const expected = Array.from(
    { length: file.samples },
    (_, sample) => new Map(activations.map((tensor) => [tensor.name, sampleValues(tensor, sample, file.samples)])),
  );
  return {
    name: file.name,
    tflite: readFileSync(join(folder, `${name}.tflite`)),
    network: {
      name: file.name,
      input: file.input,
      output: file.output,
      tensors,
      operations: file.operators.map((operator) => toOperation(operator, described, tensors)),
    },
    inputs: expected.map((values) => values.get(file.input)!),
    expected,
  };
}

function toActivationTensor({ name, shape, scales, zeroPoints }: VectorTensor): ActivationTensor {
  const [rows, columns, channels] = shape.length === 4 ? shape.slice(1) : [1, 1, shape[1]];
  return { name, shape: [rows, columns, channels], scale: Math.fround(scales[0]), zeroPoint: zeroPoints[0] };
}

function sampleValues(tensor: VectorTensor, sample: number, samples: number): Int8Array {
  const all = decodeInt8(tensor.values!);
  const length = all.length / samples;
  return all.slice(sample * length, (sample + 1) * length);
}

function decodeInt8(base64: string): Int8Array {
  return Int8Array.from(Buffer.from(base64, 'base64'), (byte) => (byte << 24) >> 24);
}

function decodeInt32(base64: string): Int32Array {
  const bytes = Buffer.from(base64, 'base64');
  return Int32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readInt32LE(i * 4));
}

function toOperation(
  { operator, inputs, outputs, options }: VectorOperator,
  described: ReadonlyMap<string, VectorTensor>,
  tensors: ReadonlyMap<string, ActivationTensor>,
): QuantizedOperation {
  const name = `${operator.toLowerCase()}-${outputs[0]}`;
  const output = outputs[0];
  const activation = options.activation ?? 'NONE';
  const windowed = { strides: options.strides!, padding: options.padding! };
  const input = inputs[0];
  switch (operator) {
    case 'CONV_2D':
    case 'DEPTHWISE_CONV_2D':
    case 'FULLY_CONNECTED': {
      const weights = described.get(inputs[1])!;
      const common = {
        name,
        inputs: [input],
        output,
        activation,
        weights: decodeInt8(weights.data!),
        weightScales: Float32Array.from(weights.scales),
        bias: decodeInt32(described.get(inputs[2])!.data!),
      };
      if (operator === 'FULLY_CONNECTED') return { operator, ...common };
      return { operator, ...common, ...windowed, kernel: [weights.shape[1], weights.shape[2]] };
    }
    case 'MAX_POOL_2D':
    case 'AVERAGE_POOL_2D':
      return { operator, name, inputs: [input], output, activation, filter: options.filter!, ...windowed };
    case 'MEAN':
      return { operator, name, inputs: [input], output };
    case 'ADD':
      return { operator, name, inputs, output, activation };
    case 'LOGISTIC':
    case 'TANH':
    case 'HARD_SWISH': {
      const table = makeActivationTable(operator, tensors.get(input)!, tensors.get(output)!);
      return { operator, name, inputs: [input], output, table };
    }
  }
}

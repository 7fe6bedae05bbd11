// A quantized network as a safetensors file: weights, scales, biases and tables as tensors, all else as JSON in the metadata.

import { z } from 'zod';
import { grouped } from '../../proto/numbers.ts';
import { RetortError } from '../../proto/retort-error.ts';
import { sha256 } from '../artifact/digest.ts';
import { parseJson } from '../artifact/parse-json.ts';
import { readOutsideFile } from '../artifact/read-outside-file.ts';
import {
  decodeSafetensors,
  decodeSealedSafetensors,
  encodeSafetensors,
  encodeSealedSafetensors,
  type Tensor,
} from '../artifact/safetensors.ts';
import { writeFileAtomically } from '../artifact/write-file.ts';
import type { ActivationTensor, QuantizedNetwork, QuantizedOperation } from './quantized-network.ts';
import { checkOrder, checkShapes, type StoredOperation, storedNetwork } from './stored-network.ts';

const KIND = 'retort quantized network';

/** The file is whole, but does not hold a quantized network. */
export class QuantizedNetworkFileError extends RetortError {
  readonly code = 'QUANTIZED_NETWORK_FILE';
  readonly category = 'training';
  override readonly name = 'QuantizedNetworkFileError';
  readonly source: string;
  constructor(source: string, problem: string, cause?: unknown) {
    super(`${source} is not a quantized network: ${problem}. Create it again with "retort quantize".`, { cause });
    this.source = source;
  }
}

export interface LoadedQuantizedNetwork {
  readonly quantized: QuantizedNetwork;
  /** As it was given to saveQuantizedNetwork. */
  readonly provenance: Record<string, unknown>;
  /** Of the network alone, whatever its provenance. */
  readonly digest: string;
}

/** SHA-256 of the network, hexadecimal. */
export function digestQuantizedNetwork(network: QuantizedNetwork): string {
  return sha256(encodeQuantizedNetwork(network, {}));
}

/**
 * Writes a quantized network as a safetensors file.
 * @param provenance kept as JSON
 * @returns the network's digest, SHA-256 in hexadecimal
 * @throws DiskError
 * @example
 * import { readFileSync } from 'node:fs';
 * import { importTflite, saveQuantizedNetwork } from 'retort-fpga/image';
 *
 * const network = importTflite(readFileSync('model.tflite'), 'model');
 * console.log(await saveQuantizedNetwork('student.int8.safetensors', network, { from: 'model.tflite' }));
 */
export async function saveQuantizedNetwork(
  path: string,
  network: QuantizedNetwork,
  provenance: object,
): Promise<string> {
  await writeFileAtomically(path, encodeQuantizedNetwork(network, provenance, encodeSealedSafetensors));
  return digestQuantizedNetwork(network);
}

/**
 * A quantized network that `retort quantize` or `saveQuantizedNetwork` has written.
 * @throws InputFileError, SafetensorsError, QuantizedNetworkFileError
 * @example
 * import { loadQuantizedNetwork } from 'retort-fpga/image';
 *
 * const { quantized, digest } = await loadQuantizedNetwork('retort-out/student.int8.safetensors');
 * console.log(quantized.operations.length, digest);
 */
export async function loadQuantizedNetwork(path: string): Promise<LoadedQuantizedNetwork> {
  return decodeQuantizedNetworkFile(await readOutsideFile(path, 'weights'), path);
}

/** `bytes` are those of a file that saveQuantizedNetwork wrote. @throws SafetensorsError, QuantizedNetworkFileError */
export function decodeQuantizedNetworkFile(bytes: Uint8Array, path: string): LoadedQuantizedNetwork {
  return decodeQuantizedNetwork(bytes, path, decodeSealedSafetensors);
}

/** The same network and provenance, the same bytes. Without a seal: in an image its id serves, and a network is named by these bytes. */
export function encodeQuantizedNetwork(
  network: QuantizedNetwork,
  provenance: object,
  encodeTensors = encodeSafetensors,
): Uint8Array {
  const tensors = new Map<string, Tensor>();
  const operations = network.operations.map((operation) => {
    const { rest, arrays } = splitArrays(operation);
    for (const [name, array] of arrays) tensors.set(`${operation.name}/${name}`, array);
    return rest;
  });
  const { name, input, output, softmax, edges } = network;
  const structure = { name, input, output, tensors: [...network.tensors.values()], operations, softmax, edges };
  return encodeTensors(tensors, {
    kind: KIND,
    network: JSON.stringify(storedNetwork.parse(structure)), // parsed, its keys are in the schema's order
    provenance: JSON.stringify(provenance),
  });
}

/** @param source named in errors */
export function decodeQuantizedNetwork(
  bytes: Uint8Array,
  source: string,
  decodeTensors = decodeSafetensors,
): LoadedQuantizedNetwork {
  const fail = (problem: string) => new QuantizedNetworkFileError(source, problem);
  const { tensors, metadata } = decodeTensors(bytes, source);
  if (metadata.kind !== KIND) throw fail(`its kind is "${metadata.kind ?? 'not given'}"`);
  const structure = storedNetwork.safeParse(parseMetadata(metadata.network, fail));
  if (!structure.success) throw fail(z.prettifyError(structure.error).replaceAll('\n', ' '));
  const activations = new Map(structure.data.tensors.map((tensor) => [tensor.name, tensor]));
  const read: Read = (name, dtype, length) => {
    const tensor = tensors.get(name);
    if (tensor?.dtype !== dtype) throw fail(`tensor ${name} is ${tensor ? tensor.dtype : 'missing'}, not ${dtype}`);
    if (length !== undefined && tensor.data.length !== length) {
      throw fail(`tensor ${name} has ${grouped(tensor.data.length)} elements instead of ${grouped(length)}`);
    }
    return tensor.data as Arrays[typeof dtype];
  };
  checkOrder(structure.data, fail);
  checkShapes(structure.data, fail);
  const operations = structure.data.operations.map((operation) => joinArrays(operation, activations, read, fail));
  const quantized = { ...structure.data, tensors: activations, operations };
  const provenance = parseMetadata(metadata.provenance, fail) as Record<string, unknown>;
  return { quantized, provenance, digest: digestQuantizedNetwork(quantized) };
}

type Fail = (problem: string) => QuantizedNetworkFileError;
interface Arrays {
  I8: Int8Array;
  I32: Int32Array;
  F32: Float32Array;
}
type Read = <D extends keyof Arrays>(name: string, dtype: D, length?: number) => Arrays[D];

function parseMetadata(text: string | undefined, fail: Fail): unknown {
  try {
    return parseJson(text ?? '');
  } catch (error) {
    throw fail(`its metadata is not JSON (${error instanceof Error ? error.message : error})`);
  }
}

function splitArrays(operation: QuantizedOperation): { rest: object; arrays: [string, Tensor][] } {
  switch (operation.operator) {
    case 'CONV_2D':
    case 'DEPTHWISE_CONV_2D':
    case 'FULLY_CONNECTED': {
      const { weights, weightScales, bias, ...rest } = operation;
      return {
        rest,
        arrays: [
          ['weights', { dtype: 'I8', shape: [weights.length], data: weights }],
          ['scales', { dtype: 'F32', shape: [weightScales.length], data: weightScales }],
          ['bias', { dtype: 'I32', shape: [bias.length], data: bias }],
        ],
      };
    }
    case 'MUL':
    case 'PRELU': {
      const { factors, ...rest } = operation;
      return { rest, arrays: [['factors', { dtype: 'I32', shape: [factors.length], data: factors }]] };
    }
    case 'LOGISTIC':
    case 'TANH':
    case 'HARD_SWISH':
    case 'TABLE': {
      const { table, ...rest } = operation;
      return { rest, arrays: [['table', { dtype: 'I8', shape: [256], data: table }]] };
    }
    case 'MAX_POOL_2D':
    case 'AVERAGE_POOL_2D':
    case 'MEAN':
    case 'ADD':
    case 'SUB':
    case 'CONCATENATION':
    case 'PAD':
    case 'RESHAPE':
      return { rest: operation, arrays: [] };
  }
}

function joinArrays(
  operation: StoredOperation,
  activations: ReadonlyMap<string, ActivationTensor>,
  read: Read,
  fail: Fail,
): QuantizedOperation {
  const { name, inputs, output } = operation;
  const [rows, columns, inputChannels] = activations.get(inputs[0])!.shape;
  const channels = activations.get(output)!.shape[2];
  const readWeights = (taps: number) => {
    const weightScales = read(`${name}/scales`, 'F32');
    if (weightScales.length !== 1 && weightScales.length !== channels) {
      throw fail(`layer "${name}" has ${grouped(weightScales.length)} weight scales for ${grouped(channels)} channels`);
    }
    const weights = read(`${name}/weights`, 'I8', taps * channels);
    return { weights, weightScales, bias: read(`${name}/bias`, 'I32', channels) };
  };
  switch (operation.operator) {
    case 'CONV_2D':
      return { ...operation, ...readWeights(operation.kernel[0] * operation.kernel[1] * inputChannels) };
    case 'DEPTHWISE_CONV_2D':
      return { ...operation, ...readWeights(operation.kernel[0] * operation.kernel[1]) };
    case 'FULLY_CONNECTED':
      return { ...operation, ...readWeights(rows * columns * inputChannels) };
    case 'MUL':
    case 'PRELU': {
      const factors = read(`${name}/factors`, 'I32', channels);
      const wide = factors.find((factor) => Math.abs(factor) > 255);
      if (wide !== undefined) throw fail(`layer "${name}" has the factor ${wide}, beyond ±255`);
      return { ...operation, factors };
    }
    case 'LOGISTIC':
    case 'TANH':
    case 'HARD_SWISH':
    case 'TABLE':
      return { ...operation, table: read(`${name}/table`, 'I8', 256) };
    case 'MAX_POOL_2D':
    case 'AVERAGE_POOL_2D':
    case 'MEAN':
    case 'ADD':
    case 'SUB':
    case 'CONCATENATION':
    case 'PAD':
    case 'RESHAPE':
      return operation;
  }
}

// The safetensors container: named tensors and string metadata in one file (https://github.com/huggingface/safetensors, "Format").
// Knows nothing of networks; reading a file and writing it are the caller's. What a run keeps is sealed with a digest of all its bytes.

import { grouped } from '../../proto/numbers.ts';
import { RetortError } from '../../proto/retort-error.ts';
import { sha256 } from './digest.ts';
import { parseJson } from './parse-json.ts';

export type Tensor = { readonly shape: readonly number[] } & (
  | { readonly dtype: 'F32'; readonly data: Float32Array }
  | { readonly dtype: 'I32'; readonly data: Int32Array }
  | { readonly dtype: 'I8'; readonly data: Int8Array }
  | { readonly dtype: 'U8'; readonly data: Uint8Array }
);

export interface Safetensors {
  readonly tensors: Map<string, Tensor>;
  readonly metadata: Record<string, string>;
}

/** Bytes that are not a safetensors file of the types above. */
export class SafetensorsError extends RetortError {
  readonly code = 'SAFETENSORS_INVALID';
  readonly category = 'input';
  override readonly name = 'SafetensorsError';
  /** Where the bytes came from: a path. */
  readonly source: string;

  constructor(source: string, problem: string) {
    super(`${source} is not a usable safetensors file: ${problem}; create it again`);
    this.source = source;
  }
}

const bytesPerElement = { F32: 4, I32: 4, I8: 1, U8: 1 } as const;
const metadataKey = '__metadata__';
const lengthBytes = 8;

/**
 * Bytes that depend on the contents alone: four-byte types first, then by name, so that every tensor is aligned; metadata by key.
 * @throws RangeError where a shape does not fit its data, or a tensor has the reserved name `__metadata__`
 */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const sorted = [...tensors].sort(
    ([nameA, a], [nameB, b]) => bytesPerElement[b.dtype] - bytesPerElement[a.dtype] || (nameA < nameB ? -1 : 1),
  );
  const entries: [string, unknown][] = [
    [metadataKey, Object.fromEntries(Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1)))],
  ];
  let end = 0;
  for (const [name, { dtype, shape, data }] of sorted) {
    if (name === metadataKey) throw new RangeError(`a tensor may not be named ${metadataKey}`);
    if (countElements(shape) !== data.length) {
      throw new RangeError(`tensor ${name} has shape [${shape.join(', ')}] but ${grouped(data.length)} elements`);
    }
    const begin = end;
    end += data.byteLength;
    entries.push([name, { dtype, shape, data_offsets: [begin, end] }]);
  }
  const header = encodeHeader(Object.fromEntries(entries));
  const bytes = new Uint8Array(header.length + end);
  bytes.set(header);
  let position = header.length;
  for (const [, { data }] of sorted) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), position);
    position += data.byteLength;
  }
  return bytes;
}

const sealKey = 'sha256';
const blankSeal = '0'.repeat(64);

/**
 * As encodeSafetensors; the metadata also hold the SHA-256 of the file, computed with 64 zeros in its place.
 * @throws RangeError
 */
export function encodeSealedSafetensors(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const bytes = encodeSafetensors(tensors, { ...metadata, [sealKey]: blankSeal });
  bytes.set(new TextEncoder().encode(sha256(bytes)), placeOfSeal(bytes, blankSeal));
  return bytes;
}

/**
 * As decodeSafetensors, for files of encodeSealedSafetensors: one changed bit anywhere is found. The metadata come without the seal.
 * @throws SafetensorsError
 */
export function decodeSealedSafetensors(bytes: Uint8Array, source: string): Safetensors {
  const { tensors, metadata } = decodeSafetensors(bytes, source);
  const { [sealKey]: seal, ...rest } = metadata;
  if (seal === undefined) {
    throw new SafetensorsError(source, 'it has no digest, so it is damaged or was written by an earlier version');
  }
  const place = seal.length === blankSeal.length ? placeOfSeal(bytes, seal) : -1;
  if (place < 0) throw new SafetensorsError(source, 'it is damaged: its digest is malformed');
  const blank = Uint8Array.from(bytes);
  blank.set(new TextEncoder().encode(blankSeal), place);
  const actual = sha256(blank);
  if (actual !== seal) throw new SafetensorsError(source, `it is damaged: its digest is ${actual}, not ${seal}`);
  return { tensors, metadata: rest };
}

/** Position of the digest's first character; below 0 where it is not written as encodeSealedSafetensors does. */
function placeOfSeal(bytes: Uint8Array, seal: string): number {
  const written = `"${sealKey}":"${seal}"`;
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(written);
  return at < 0 ? at : at + written.length - 1 - seal.length;
}

/** Length (u64, little-endian) and JSON, padded with spaces so that the data start at a multiple of eight. */
function encodeHeader(header: unknown): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const paddedLength = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(lengthBytes + paddedLength).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(paddedLength), true);
  bytes.set(json, lengthBytes);
  return bytes;
}

/**
 * The tensors, copied out of `bytes`, in the order of their data.
 * @param source named in errors
 * @throws SafetensorsError
 */
export function decodeSafetensors(bytes: Uint8Array, source: string): Safetensors {
  const fail = (problem: string) => new SafetensorsError(source, problem);
  if (bytes.length < lengthBytes)
    throw fail(`it has ${grouped(bytes.length)} bytes, but the header length alone takes 8`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = view.getBigUint64(0, true);
  if (headerLength > BigInt(bytes.length - lengthBytes)) {
    throw fail(`its header should have ${headerLength} bytes, but only ${grouped(bytes.length - lengthBytes)} follow`);
  }
  const dataStart = lengthBytes + Number(headerLength);
  const { [metadataKey]: metadata = {}, ...described } = parseHeader(bytes.subarray(lengthBytes, dataStart), fail);
  if (!isRecord(metadata) || !Object.values(metadata).every((value) => typeof value === 'string')) {
    throw fail('its metadata contains values that are not strings');
  }
  const data = bytes.subarray(dataStart);
  const ranges = Object.entries(described)
    .map(([name, entry]) => ({ name, ...checkEntry(name, entry, fail) }))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  const tensors = new Map<string, Tensor>();
  let position = 0;
  for (const { name, dtype, shape, begin, end } of ranges) {
    if (begin !== position)
      throw fail(`tensor ${name} starts at byte ${grouped(begin)} of the data instead of ${grouped(position)}`);
    if (end > data.length)
      throw fail(`tensor ${name} ends at byte ${grouped(end)} of ${grouped(data.length)}: the file is truncated`);
    tensors.set(name, toTensor(dtype, shape, new Uint8Array(data.subarray(begin, end)).buffer));
    position = end;
  }
  if (position !== data.length) throw fail(`${grouped(data.length - position)} bytes follow the last tensor`);
  return { tensors, metadata: metadata as Record<string, string> };
}

type Fail = (problem: string) => SafetensorsError;

function parseHeader(bytes: Uint8Array, fail: Fail): Record<string, unknown> {
  let header: unknown;
  try {
    header = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw fail(`its header is not JSON (${error instanceof Error ? error.message : error})`);
  }
  if (!isRecord(header)) throw fail('its header is not a JSON object');
  return header;
}

function checkEntry(name: string, entry: unknown, fail: Fail) {
  if (!isRecord(entry)) throw fail(`tensor ${name} is not described by an object`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (!isDtype(dtype))
    throw fail(`tensor ${name} has the type ${dtype}; supported are ${Object.keys(bytesPerElement)}`);
  if (!isSizes(shape)) throw fail(`tensor ${name} has the shape ${JSON.stringify(shape)}`);
  if (!isSizes(offsets) || offsets.length !== 2) {
    throw fail(`tensor ${name} has the data offsets ${JSON.stringify(offsets)}`);
  }
  const [begin, end] = offsets;
  const expected = countElements(shape) * bytesPerElement[dtype];
  if (end - begin !== expected) {
    throw fail(
      `tensor ${name} of shape [${shape.join(', ')}] and type ${dtype} takes ${grouped(expected)} bytes, not ${grouped(end - begin)}`,
    );
  }
  return { dtype, shape, begin, end };
}

function toTensor(dtype: Tensor['dtype'], shape: readonly number[], buffer: ArrayBufferLike): Tensor {
  switch (dtype) {
    case 'F32':
      return { dtype, shape, data: new Float32Array(buffer) };
    case 'I32':
      return { dtype, shape, data: new Int32Array(buffer) };
    case 'I8':
      return { dtype, shape, data: new Int8Array(buffer) };
    case 'U8':
      return { dtype, shape, data: new Uint8Array(buffer) };
  }
}

function countElements(shape: readonly number[]): number {
  return shape.reduce((count, size) => count * size, 1);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDtype(value: unknown): value is Tensor['dtype'] {
  return typeof value === 'string' && Object.hasOwn(bytesPerElement, value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

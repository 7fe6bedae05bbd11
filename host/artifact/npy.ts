// NumPy's .npy files (numpy/lib/format.py): reads versions 1 to 3, writes version 1. Never executes what pickles hold: objects have no type here.

import { grouped } from '../../proto/numbers.ts';

export interface NpyArray {
  /** NumPy's own name, such as `<f4`; its byte order is not looked at here. */
  readonly type: string;
  /** In C order. */
  readonly shape: readonly number[];
  /** A view of the file. */
  readonly data: Uint8Array;
}

const MAGIC = '\u0093NUMPY';

export function beginsAsNpy(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 6)).toString('latin1') === MAGIC;
}

/** `elementBytes`: those of a type that the caller takes. Throws what `fail` makes. */
export function decodeNpy(
  bytes: Uint8Array,
  elementBytes: (type: string) => number | undefined,
  fail: (problem: string) => Error,
): NpyArray {
  if (bytes.length < 12 || !beginsAsNpy(bytes)) throw fail('it does not start like a .npy file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6];
  if (version < 1 || version > 3) throw fail(`its format has version ${version}`);
  const start = version === 1 ? 10 : 12;
  const end = start + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (end > bytes.length)
    throw fail(`its header should end at byte ${grouped(end)} of ${grouped(bytes.length)}: it is truncated`);
  const header = new TextDecoder().decode(bytes.subarray(start, end));
  const type = /'descr':\s*'([^']*)'/.exec(header)?.[1] ?? 'records';
  const size = elementBytes(type);
  if (size === undefined) throw fail(`its elements are ${type}`);
  if (!/'fortran_order':\s*False/.test(header)) throw fail('it is in Fortran order');
  const shape = readShape(header);
  if (!shape.every((length) => Number.isSafeInteger(length) && length > 0)) {
    throw fail(`it has shape [${shape.join(', ')}]`);
  }
  const expected = shape.reduce((product, length) => product * length, size);
  if (bytes.length - end !== expected) {
    throw fail(
      `${shape.join(' × ')} elements take ${grouped(expected)} bytes, but it has ${grouped(bytes.length - end)}`,
    );
  }
  return { type, shape, data: bytes.subarray(end) };
}

function readShape(header: string): number[] {
  const parts = (/'shape':\s*\(([^)]*)\)/.exec(header)?.[1] ?? '').split(',').map((part) => part.trim());
  return parts.filter((part) => part !== '').map(Number);
}

/** `data`: the elements' bytes, little-endian, in C order. */
export function encodeNpy({ type, shape, data }: NpyArray): Uint8Array {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const header = `${text.padEnd(64 * Math.ceil((text.length + 11) / 64) - 11)}\n`;
  const start = Uint8Array.of(0x93, ...Buffer.from('NUMPY'), 1, 0, header.length & 255, header.length >> 8);
  return Buffer.concat([start, Buffer.from(header), data]);
}

// Tables of a flatbuffer that nobody has verified: every offset, length and field is checked before it is read, and what all reads together
// may take is bounded, since tables can overlap. The bytes are read by the flatbuffers library; which fields there are is tflite-schema.ts's.

import { ByteBuffer } from 'flatbuffers';
import { grouped } from '../../proto/numbers.ts';

/** Makes the error for a flatbuffer that is not whole. */
export type Fail = (problem: string) => Error;

/** Where several offsets lead to the same bytes, they are read several times: in honest files hardly ever. */
const MOST_READS_OF_A_BYTE = 16;
const ALLOWANCE = 65_536;

const utf8 = new TextDecoder();

interface Source {
  readonly buffer: ByteBuffer;
  readonly bytes: Uint8Array;
  readonly fail: Fail;
  left: number;
}

const scalars = {
  int8: { size: 1, read: (buffer: ByteBuffer, at: number) => buffer.readInt8(at) },
  uint8: { size: 1, read: (buffer: ByteBuffer, at: number) => buffer.readUint8(at) },
  int32: { size: 4, read: (buffer: ByteBuffer, at: number) => buffer.readInt32(at) },
  uint32: { size: 4, read: (buffer: ByteBuffer, at: number) => buffer.readUint32(at) },
  float32: { size: 4, read: (buffer: ByteBuffer, at: number) => buffer.readFloat32(at) },
  /** Beyond 2^53 no longer exact, which no bound that is checked here comes near. */
  int64: { size: 8, read: (buffer: ByteBuffer, at: number) => Number(buffer.readInt64(at)) },
  uint64: { size: 8, read: (buffer: ByteBuffer, at: number) => Number(buffer.readUint64(at)) },
} as const;
export type Scalar = keyof typeof scalars;

/** The root table. Throws what `fail` makes. */
export function readRoot(bytes: Uint8Array, identifier: string, fail: Fail): FlatbufferTable {
  if (bytes.length < 8) throw fail(`it has ${grouped(bytes.length)} bytes, fewer than a header's 8`);
  const buffer = new ByteBuffer(bytes);
  if (!buffer.__has_identifier(identifier)) throw fail(`bytes 4 to 7 are not its identifier "${identifier}"`);
  const source = { buffer, bytes, fail, left: MOST_READS_OF_A_BYTE * bytes.length + ALLOWANCE };
  return new FlatbufferTable(source, buffer.readUint32(0), 'model');
}

export class FlatbufferTable {
  readonly #source: Source;
  readonly #at: number;
  readonly #path: string;
  readonly #vtable: number;
  readonly #vtableSize: number;
  readonly #size: number;

  /** `at`: where the table begins; `path` names it in errors. Throws where its vtable is not whole. */
  constructor(source: Source, at: number, path: string) {
    this.#source = source;
    this.#at = at;
    this.#path = path;
    const { buffer } = source;
    this.#take(at, 4, 'table');
    this.#vtable = at - buffer.readInt32(at);
    this.#take(this.#vtable, 4, 'vtable');
    this.#vtableSize = buffer.readUint16(this.#vtable);
    this.#size = buffer.readUint16(this.#vtable + 2);
    this.#take(this.#vtable, this.#vtableSize, 'vtable');
    this.#take(at, this.#size, 'table');
  }

  /** `slot`: the field's number in the schema, from 0. */
  scalar(slot: number, type: Scalar, absent: number): number {
    const { size, read } = scalars[type];
    const at = this.#field(slot, size);
    return at === undefined ? absent : read(this.#source.buffer, at);
  }

  table(slot: number, name: string): FlatbufferTable | undefined {
    const at = this.#target(slot);
    return at === undefined ? undefined : new FlatbufferTable(this.#source, at, `${this.#path}.${name}`);
  }

  /** An absent vector is an empty one, as everywhere in flatbuffers. */
  tables(slot: number, name: string): FlatbufferTable[] {
    const { start, length } = this.#vector(slot, 4, name);
    return Array.from({ length }, (_, i) => {
      const at = start + 4 * i;
      return new FlatbufferTable(this.#source, this.#follow(at), `${this.#path}.${name}[${i}]`);
    });
  }

  numbers(slot: number, type: Scalar, name: string): number[] {
    const { size, read } = scalars[type];
    const { start, length } = this.#vector(slot, size, name);
    return Array.from({ length }, (_, i) => read(this.#source.buffer, start + size * i));
  }

  has(slot: number): boolean {
    return this.#field(slot, 4) !== undefined;
  }

  /** A view of the file. */
  bytes(slot: number, name: string): Uint8Array {
    const { start, length } = this.#vector(slot, 1, name, 0);
    return this.#source.bytes.subarray(start, start + length);
  }

  string(slot: number, name: string): string {
    const { start, length } = this.#vector(slot, 1, name);
    return utf8.decode(this.#source.bytes.subarray(start, start + length));
  }

  #vector(slot: number, size: number, name: string, share = 1): { start: number; length: number } {
    const at = this.#target(slot);
    if (at === undefined) return { start: 0, length: 0 };
    this.#take(at, 4, name);
    const length = this.#source.buffer.readUint32(at);
    this.#take(at + 4, length * size, name, share);
    return { start: at + 4, length };
  }

  #target(slot: number): number | undefined {
    const at = this.#field(slot, 4);
    return at === undefined ? undefined : this.#follow(at);
  }

  #follow(at: number): number {
    return at + this.#source.buffer.readUint32(at);
  }

  /** Where a field of `size` bytes lies; undefined where the table does without. */
  #field(slot: number, size: number): number | undefined {
    const entry = 4 + 2 * slot;
    if (entry + 2 > this.#vtableSize) return undefined;
    const offset = this.#source.buffer.readUint16(this.#vtable + entry);
    if (offset === 0) return undefined;
    if (offset + size > this.#size) {
      throw this.#source.fail(
        `field ${slot} of ${this.#path} lies at ${grouped(offset)} of a table of ${grouped(this.#size)} bytes`,
      );
    }
    return this.#at + offset;
  }

  /** Bytes `at` to `at + length` are to be read, `share` of them now. */
  #take(at: number, length: number, what: string, share = 1): void {
    const { bytes, fail } = this.#source;
    if (at < 0 || at + length > bytes.length) {
      throw fail(
        `${this.#path}: its ${what} would be ${grouped(length)} bytes at ${grouped(at)}, in a file of ${grouped(bytes.length)}`,
      );
    }
    this.#source.left -= length * share;
    if (this.#source.left < 0) throw fail(`${this.#path}: its tables overlap again and again`);
  }
}

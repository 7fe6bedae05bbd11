// An upload as the bridge keeps it until it is whole: meanwhile the board keeps what it has. It starts from the bytes of the image
// before it, so that a client that compares need send only what differs.
import { crc32 } from '../framing/crc32.ts';

export class StagedUpload {
  /** Who is sending it. */
  client: object;
  readonly imageId: number;
  readonly core: number;
  readonly payload: Uint8Array;
  /** Bytes without a gap from 0 on. */
  received = 0;
  /** 1 for each byte that a client sent. */
  readonly #sent: Uint8Array;

  /** @param before what a client that compares finds where it has sent nothing yet; the rest is 0 */
  constructor(client: object, imageId: number, core: number, length: number, before: Uint8Array) {
    this.client = client;
    this.imageId = imageId;
    this.core = core;
    this.payload = new Uint8Array(length);
    this.payload.set(before.subarray(0, length));
    this.#sent = new Uint8Array(length);
  }

  /** No byte is of the image before. */
  get isWhollySent(): boolean {
    return !this.#sent.includes(0);
  }

  isOf(imageId: number, length: number): boolean {
    return this.imageId === imageId && this.payload.length === length;
  }

  /** False where the piece does not lie within the payload. */
  write(offset: number, data: Uint8Array): boolean {
    const end = offset + data.length;
    if (end > this.payload.length) return false;
    this.payload.set(data, offset);
    this.#sent.fill(1, offset, end);
    if (offset <= this.received) this.received = Math.max(this.received, end);
    return true;
  }

  get crc(): number {
    return crc32(this.payload);
  }

  rangeCrc(address: number, length: number): number {
    return crc32(this.payload.subarray(address, address + length));
  }
}

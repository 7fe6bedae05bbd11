// An upload as the bridge keeps it until it is whole: the board goes on with what it has meanwhile.
import { crc32 } from '../framing/crc32.ts';

export class StagedUpload {
  /** Who is sending it. */
  client: object;
  readonly imageId: number;
  readonly core: number;
  readonly payload: Uint8Array;
  /** Bytes without a gap from 0 on. */
  received = 0;

  constructor(client: object, imageId: number, core: number, length: number) {
    this.client = client;
    this.imageId = imageId;
    this.core = core;
    this.payload = new Uint8Array(length);
  }

  isOf(imageId: number, length: number): boolean {
    return this.imageId === imageId && this.payload.length === length;
  }

  /** False where the piece does not lie within the payload. */
  write(offset: number, data: Uint8Array): boolean {
    const end = offset + data.length;
    if (end > this.payload.length) return false;
    this.payload.set(data, offset);
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

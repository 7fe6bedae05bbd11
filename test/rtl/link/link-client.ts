// A client of the link at the board's pins: requests out, replies in, with the framing and protobuf of the host's side. Keeps no rules of
// its own, so that a test can break any of them.

import { crc32 } from '../../../device-bridge/framing/crc32.ts';
import { encodeFrame, FrameDecoder } from '../../../device-bridge/framing/frame.ts';
import { createRandom } from '../../../host/artifact/random.ts';
import type { InputBits } from '../../../host/quantize/input-levels.ts';
import { retort } from '../../../proto/gen/messages.js';
import { BoardProcess } from './board-process.ts';

const { Request, Reply, ErrorCode } = retort.link.v1;
export type RequestFields = retort.link.v1.Request.$Properties;
export type ReplyFields = Record<string, unknown>;

export const core = 0x00030102;
export const memoryBytes = 131_072;

export class LinkClient {
  readonly board: BoardProcess;
  #decoder = new FrameDecoder();
  #replies: ReplyFields[] = [];

  constructor(board = new BoardProcess()) {
    this.board = board;
  }

  encode(request: RequestFields): Uint8Array {
    return Request.encode(request).finish();
  }

  async send(...requests: RequestFields[]): Promise<void> {
    for (const request of requests) await this.sendMessage(this.encode(request));
  }

  async sendMessage(message: Uint8Array): Promise<void> {
    await this.board.write(encodeFrame(message));
  }

  /** The next reply as a plain object, bytes as arrays of numbers; undefined when none comes in time. */
  async receive(cycles = 400_000): Promise<ReplyFields | undefined> {
    const end = (await this.board.observe()).cycles + cycles;
    for (;;) {
      const reply = this.#replies.shift();
      if (reply) return reply;
      const left = end - (await this.board.observe()).cycles;
      if (left <= 0) return undefined;
      this.#replies.push(...this.decode(await this.board.runUntilFrame(left)));
    }
  }

  /** The replies that end in these bytes from the board. */
  decode(bytes: Uint8Array): ReplyFields[] {
    return [...this.#decoder.push(bytes)].map((message) =>
      Reply.toObject(Reply.decode(message), { defaults: true, bytes: Array, enums: String }),
    );
  }

  async ask(request: RequestFields): Promise<ReplyFields | undefined> {
    await this.send(request);
    return this.receive();
  }

  async askMessage(message: Uint8Array): Promise<ReplyFields | undefined> {
    await this.sendMessage(message);
    return this.receive();
  }

  /** What the board's memory holds there. */
  async readMemory(address: number, length: number): Promise<number[]> {
    const reply = await this.ask({ id: 1, readMemory: { address, length } });
    return (reply as { memory: { data: number[] } }).memory.data;
  }

  /** Frames from the board that were no message. */
  get badFrames(): number {
    const { badCobs, badCrc, tooLong, tooShort } = this.#decoder.counters;
    return badCobs + badCrc + tooLong + tooShort;
  }

  async reset(): Promise<void> {
    await this.board.reset();
    this.#decoder = new FrameDecoder();
    this.#replies = [];
  }

  /** Uploads in pieces of 1,024 bytes and commits. */
  async flash(payload: Uint8Array, imageId: number, coreId = core): Promise<ReplyFields | undefined> {
    await this.ask({ id: 1, begin: { imageId, length: payload.length, core: coreId } });
    for (let offset = 0; offset < payload.length; offset += 1024)
      await this.ask({ id: 2, chunk: { offset, data: payload.subarray(offset, offset + 1024) } });
    return this.ask({ id: 3, commit: { imageId, crc: crc32(payload) } });
  }
}

/** What the link says when it refuses. */
export function refusal(id: number, code: keyof typeof ErrorCode, detail = 0): ReplyFields {
  return { id, error: { code, detail } };
}

export interface StandInImage {
  inputBytes: number;
  slotCount: number;
  inputBits?: InputBits;
  slotPitch?: number;
  pauseCycles?: number;
  faultAt?: number;
  logitsCount?: number;
  fields?: Readonly<Record<number, number>>;
  bytes?: number;
}

/** A payload for ./stand_in_core.v: a header as docs/core.md says, two words of "program", random bytes behind. */
export function standInPayload(image: StandInImage): Uint8Array {
  const payload = new Uint8Array(image.bytes ?? 200);
  const random = createRandom(7);
  for (let k = 80; k < payload.length; k++) payload[k] = random.integer(256);
  const view = new DataView(payload.buffer);
  const inputAddress = 8192;
  const logitsAddress = 4096;
  const slotPitch = image.slotPitch ?? ((image.inputBytes * 8) / (image.inputBits ?? 8) + 7) & ~7;
  const header = [
    0x54524552,
    core,
    64,
    inputAddress,
    image.inputBytes,
    slotPitch,
    image.slotCount,
    logitsAddress,
    image.logitsCount ?? 8,
    65_536,
    0, // cycle limit: the board's own
    image.inputBits ?? 0,
  ];
  for (const [index, value] of header.entries()) view.setUint32(4 * index, image.fields?.[4 * index] ?? value, true);
  view.setUint32(64, image.faultAt === undefined ? 1 : 0xee | (image.faultAt << 16), true);
  view.setUint32(68, image.pauseCycles ?? 0, true);
  view.setUint32(72, inputAddress, true);
  view.setUint32(76, logitsAddress, true);
  return payload;
}

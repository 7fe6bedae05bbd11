// A board's protocol without its core, for faults that the RTL cannot show (foreign ids, double answers) and for exact times. It
// models the line (rate, latency, one wire each way), not the core: a prediction's label is the input's first byte.
import { crc32 } from '../../device-bridge/framing/crc32.ts';
import { encodeFrame, FrameDecoder } from '../../device-bridge/framing/frame.ts';
import {
  type Answers,
  type Commands,
  decodeRequest,
  ErrorCode,
  encodeReply,
  type Reply,
  type Request,
} from '../../device-bridge/framing/message.ts';
import type { BytePort, BytePortEvents } from '../../device-bridge/link/link.ts';
import { SimulatedClock } from './simulated-clock.ts';

const startCyclesPerBit = 208;
const fallbackMs = 500;
const portBufferBytes = 4096;

export interface FakeBoardOptions {
  latencyMs?: number;
  inferenceMs?: number;
  slots?: number;
  inputBytes?: number;
  memoryBytes?: number;
  /** Says of each frame whether the line spoils it. */
  loses?(direction: 'toBoard' | 'toHost', message: Request | Reply): boolean;
  /** What the board sends instead of `reply`. */
  rewrite?(reply: Reply): Reply[];
}

export class FakeBoard implements BytePort {
  readonly name = 'fake:board';
  readonly clock = new SimulatedClock();
  readonly clockHz = 24_000_000;
  readonly core = 0x0003_0102;
  readonly memory: Uint8Array;
  imageId = 0;
  upload = { imageId: 0, length: 0, received: 0 };
  /** Of every good frame that came in. */
  readonly requests: Request[] = [];
  plugged = true;
  /** The port takes no more bytes, as that of a pseudo-terminal whose other end was stopped. */
  blocked = false;
  highestBaud = 6_000_000;
  readonly #options: Required<Omit<FakeBoardOptions, 'loses' | 'rewrite'>> & FakeBoardOptions;
  readonly #decoder = new FrameDecoder();
  readonly #lineFreeAt = { toBoard: 0, toHost: 0 };
  #events: BytePortEvents | undefined;
  #cyclesPerBit = startCyclesPerBit;
  #hostBaud = 115_200;
  #lastGoodAt = 0;
  #inferences = 0;
  #boot = 0;
  #input: { id: number; bytes: number[] } = { id: -1, bytes: [] };
  #running: { id: number; input: Uint8Array; stopAfter: number }[] = [];

  constructor(options: FakeBoardOptions = {}) {
    this.#options = { latencyMs: 1, inferenceMs: 2, slots: 4, inputBytes: 16, memoryBytes: 128 * 1024, ...options };
    this.memory = new Uint8Array(this.#options.memoryBytes);
  }

  start(events: BytePortEvents): void {
    this.#events = events;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (!this.#events) throw new Error('the port is not open');
    if (this.blocked) return new Promise(() => {});
    this.#transmit('toBoard', bytes, this.#hostBaud, (chunk) => this.#receive(chunk));
    const bufferedMs = (portBufferBytes * 10_000) / this.#hostBaud;
    const fullForMs = this.#lineFreeAt.toBoard - this.clock.now() - bufferedMs;
    if (fullForMs > 0) await new Promise<void>((resolve) => this.clock.after(fullForMs, resolve));
  }

  async setBaudRate(baud: number): Promise<void> {
    this.#hostBaud = baud;
  }

  async close(): Promise<void> {
    this.#events?.closed();
    this.#events = undefined;
  }

  /** The computer's side is gone, as when an adapter is pulled out. */
  fail(error: Error): void {
    this.#events?.closed(error);
    this.#events = undefined;
  }

  reset({ keepMemory = true }: { keepMemory?: boolean } = {}): void {
    this.#boot += 1;
    this.#cyclesPerBit = startCyclesPerBit;
    this.imageId = 0;
    this.upload = { imageId: 0, length: 0, received: 0 };
    this.#running = [];
    if (!keepMemory) this.memory.fill(0xa5);
  }

  get baud(): number {
    if (this.clock.now() - this.#lastGoodAt > fallbackMs) this.#cyclesPerBit = startCyclesPerBit;
    return this.clockHz / this.#cyclesPerBit;
  }

  /** Sends bytes of any kind to the host. */
  babble(bytes: Uint8Array): void {
    this.#events?.bytes(bytes);
  }

  answer(reply: Reply): void {
    for (const actual of this.#options.rewrite?.(reply) ?? [reply]) {
      if (this.#options.loses?.('toHost', actual)) continue;
      const deliver = (chunk: Uint8Array) => this.#events?.bytes(chunk);
      this.#transmit('toHost', encodeFrame(encodeReply(actual)), this.baud, deliver);
    }
  }

  #transmit(
    direction: 'toBoard' | 'toHost',
    bytes: Uint8Array,
    baud: number,
    deliver: (chunk: Uint8Array) => void,
  ): void {
    const now = this.clock.now();
    const freeAt = Math.max(now, this.#lineFreeAt[direction]) + (bytes.length * 10_000) / baud;
    this.#lineFreeAt[direction] = freeAt;
    this.clock.after(freeAt + this.#options.latencyMs - now, () => {
      const other = direction === 'toBoard' ? this.baud : this.#hostBaud;
      if (this.plugged && Math.abs(other / baud - 1) < 0.03) deliver(bytes);
    });
  }

  #receive(bytes: Uint8Array): void {
    for (const message of this.#decoder.push(bytes)) {
      const request = decodeRequest(message);
      if (this.#options.loses?.('toBoard', request)) continue;
      this.#lastGoodAt = this.clock.now();
      this.requests.push(request);
      this.#handle(request);
    }
  }

  #handle(request: Request): void {
    const reply = <K extends keyof Answers>(kind: K, value: Answers[K]) =>
      this.answer({ id: request.id, kind, value } as Reply);
    const refuse = (code: ErrorCode, detail = 0) => reply('error', { code, detail });
    const { upload } = this;
    switch (request.kind) {
      case 'identify': {
        const { core, clockHz, imageId } = this;
        reply('identity', { core, build: 1, macsPerCycle: 16, memoryBytes: this.memory.length, clockHz, imageId });
        break;
      }
      case 'getStatus': {
        const { imageId } = this;
        const { counters } = this.#decoder;
        const frames = { goodFrames: counters.frames, badFrames: counters.badCrc };
        reply('status', {
          imageId,
          uploadImageId: upload.imageId,
          received: upload.received,
          ...frames,
          inferences: this.#inferences,
        });
        break;
      }
      case 'setBaudRate':
        reply('baudRateSet', { cyclesPerBit: request.value.cyclesPerBit });
        if (this.clockHz / request.value.cyclesPerBit <= this.highestBaud)
          this.#cyclesPerBit = request.value.cyclesPerBit;
        else this.#cyclesPerBit = 999;
        break;
      case 'begin': {
        const { imageId, length, core } = request.value;
        if (core !== this.core) refuse(ErrorCode.ERROR_CODE_WRONG_CORE, this.core);
        else if (length > this.memory.length) refuse(ErrorCode.ERROR_CODE_TOO_LARGE, this.memory.length);
        else if (this.#running.length > 0) refuse(ErrorCode.ERROR_CODE_BUSY);
        else {
          if (upload.imageId !== imageId || upload.length !== length) this.upload = { imageId, length, received: 0 };
          this.imageId = 0;
          reply('ready', { received: this.upload.received });
        }
        break;
      }
      case 'chunk': {
        const { offset, data } = request.value;
        if (upload.imageId === 0) refuse(ErrorCode.ERROR_CODE_NO_UPLOAD);
        else if (offset + data.length > upload.length) refuse(ErrorCode.ERROR_CODE_BAD_RANGE, upload.length);
        else {
          this.memory.set(data, offset);
          if (offset <= upload.received) upload.received = Math.max(upload.received, offset + data.length);
          reply('chunkWritten', { offset, received: upload.received });
        }
        break;
      }
      case 'commit': {
        const crc = crc32(this.memory.subarray(0, upload.length));
        if (upload.imageId === 0 || upload.imageId !== request.value.imageId) refuse(ErrorCode.ERROR_CODE_NO_UPLOAD);
        else if (crc !== request.value.crc) {
          upload.received = 0;
          refuse(ErrorCode.ERROR_CODE_CRC_MISMATCH, crc);
        } else {
          this.imageId = upload.imageId;
          this.upload = { imageId: 0, length: 0, received: 0 };
          reply('committed', { imageId: this.imageId, cycles: 1 });
        }
        break;
      }
      case 'rangeCrc': {
        const { address, length } = request.value;
        reply('rangeCrcValue', { crc: crc32(this.memory.subarray(address, address + length)) });
        break;
      }
      case 'readMemory': {
        const { address, length } = request.value;
        reply('memory', { data: this.memory.slice(address, address + length) });
        break;
      }
      case 'infer': {
        const refusal = this.#takeInput(request.id, request.value);
        if (refusal) reply('error', refusal);
        break;
      }
    }
  }

  /** Why the piece is refused, if it is. */
  #takeInput(id: number, piece: Commands['infer']): { code: ErrorCode; detail: number } | undefined {
    const { offset, more, stopAfter, input } = piece;
    if (offset === 0) this.#input = { id, bytes: [] };
    const expected = this.#input.id === id ? this.#input.bytes.length : 0;
    if (this.imageId === 0) return { code: ErrorCode.ERROR_CODE_NO_IMAGE, detail: 0 };
    if (this.#running.length >= this.#options.slots) return { code: ErrorCode.ERROR_CODE_BUSY, detail: 0 };
    if (offset !== expected) return { code: ErrorCode.ERROR_CODE_INPUT_GAP, detail: expected };
    this.#input.bytes.push(...input);
    if (more) return undefined;
    const { bytes } = this.#input;
    const { inputBytes } = this.#options;
    this.#input = { id: -1, bytes: [] };
    if (bytes.length !== inputBytes) return { code: ErrorCode.ERROR_CODE_INPUT_LENGTH, detail: inputBytes };
    this.#running.push({ id, input: Uint8Array.from(bytes), stopAfter });
    if (this.#running.length === 1) this.#runNext();
    return undefined;
  }

  #runNext(): void {
    const next = this.#running[0];
    if (!next) return;
    const boot = this.#boot;
    const takesMs = next.stopAfter > 0 ? 0.1 : this.#options.inferenceMs;
    this.clock.after(takesMs, () => {
      if (boot !== this.#boot) return;
      this.#running.shift();
      this.#inferences += 1;
      const { id, input } = next;
      this.answer({
        id,
        kind: 'prediction',
        value: { label: input[0], cycles: (takesMs * this.clockHz) / 1000, logits: input.slice(0, 10) },
      });
      this.#runNext();
    });
  }
}

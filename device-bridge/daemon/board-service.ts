// Answers the requests of proto/link.proto in a board's place, so that a client notices no difference to a line, except that an
// upload is kept here until it is whole and the board runs what it has until then. Knows nothing of MQTT.
import { type Answers, type Commands, ErrorCode, type Reply, type Request } from '../framing/message.ts';
import type { Board } from '../session/board.ts';
import { BoardError } from '../session/errors.ts';
import type { SamplePrediction } from '../session/sample.ts';
import type { BoardKeeper } from './board-keeper.ts';
import { InferenceQueue } from './inference-queue.ts';
import { StagedUpload } from './staged-upload.ts';

/** Inputs that may wait; one more is refused as BUSY. */
const mostQueued = 512;
/** As the board itself: proto/link.proto, ReadMemory. */
const mostReadBytes = 1024;

export interface ServiceEvents {
  /** `imageId` is that of a prediction's image, and 0 for any other reply. */
  reply(client: string, reply: Reply, imageId: number): void;
  /** Every whole inference, for whoever watches; the sample's id is the client's. */
  predicted(client: string, imageId: number, prediction: SamplePrediction, input: Uint8Array, latencyMs: number): void;
}

export class BoardService {
  readonly #keeper: BoardKeeper;
  readonly #events: ServiceEvents;
  #upload: StagedUpload | undefined;
  #committing = false;
  #queue: InferenceQueue | undefined;
  #input: { id: number; client: string; bytes: Buffer } | undefined;

  constructor(keeper: BoardKeeper, events: ServiceEvents) {
    this.#keeper = keeper;
    this.#events = events;
  }

  /** Answers later, or never while the board is lost: then its clients ask again, as on a line. */
  handle(client: string, request: Request): void {
    const { board } = this.#keeper;
    if (!board) return;
    this.#answer(board, client, request).catch((error) => {
      if (error instanceof BoardError) this.#refuse(client, request.id, error.boardCode, error.detail);
      else this.#keeper.check();
    });
  }

  /** Resolves when what is under way is answered. */
  async drain(): Promise<void> {
    await this.#endQueue();
  }

  async #answer(board: Board, client: string, request: Request): Promise<void> {
    const { id } = request;
    switch (request.kind) {
      case 'identify':
        return this.#reply(client, id, 'identity', { ...board.identity, imageId: this.#keeper.imageId });
      case 'getStatus':
        return this.#reply(client, id, 'status', { ...(await board.status()), ...this.#uploadStatus(client) });
      case 'setBaudRate':
        return this.#reply(client, id, 'baudRateSet', request.value);
      case 'begin':
        return this.#begin(board, client, id, request.value);
      case 'chunk':
        return this.#chunk(client, id, request.value);
      case 'commit':
        return this.#commit(board, client, id, request.value);
      case 'infer':
        return this.#infer(board, client, id, request.value);
      case 'rangeCrc':
        return this.#reply(client, id, 'rangeCrcValue', { crc: await this.#rangeCrc(board, client, request.value) });
      case 'readMemory': {
        const { address, length } = request.value;
        if (length === 0 || length > mostReadBytes)
          return this.#refuse(client, id, ErrorCode.ERROR_CODE_BAD_RANGE, board.identity.memoryBytes);
        return this.#reply(client, id, 'memory', { data: await board.readMemory(address, length) });
      }
    }
  }

  #uploadStatus(client: string): { uploadImageId: number; received: number } {
    const upload = this.#upload?.client === client ? this.#upload : undefined;
    return { uploadImageId: upload?.imageId ?? 0, received: upload?.received ?? 0 };
  }

  /** Of the upload while its sender resumes it; of the board's memory otherwise. */
  async #rangeCrc(board: Board, client: string, { address, length }: Commands['rangeCrc']): Promise<number> {
    const upload = this.#upload;
    if (upload?.client === client && address + length <= upload.payload.length) return upload.rangeCrc(address, length);
    return board.rangeCrc(address, length);
  }

  #begin(board: Board, client: string, id: number, { imageId, length, core }: Commands['begin']): void {
    const { identity } = board;
    if (imageId === 0) return this.#refuse(client, id, ErrorCode.ERROR_CODE_MALFORMED, 0);
    if (core !== identity.core) return this.#refuse(client, id, ErrorCode.ERROR_CODE_WRONG_CORE, identity.core);
    if (length > identity.memoryBytes)
      return this.#refuse(client, id, ErrorCode.ERROR_CODE_TOO_LARGE, identity.memoryBytes);
    if (this.#committing) return this.#refuse(client, id, ErrorCode.ERROR_CODE_BUSY, 0);
    if (!this.#upload?.isOf(imageId, length)) this.#upload = new StagedUpload(client, imageId, core, length);
    this.#upload.client = client;
    this.#reply(client, id, 'ready', { received: this.#upload.received });
  }

  #chunk(client: string, id: number, { offset, data }: Commands['chunk']): void {
    const upload = this.#upload;
    if (upload?.client !== client) return this.#refuse(client, id, ErrorCode.ERROR_CODE_NO_UPLOAD, 0);
    if (this.#committing) return this.#refuse(client, id, ErrorCode.ERROR_CODE_BUSY, 0);
    if (!upload.write(offset, data))
      return this.#refuse(client, id, ErrorCode.ERROR_CODE_BAD_RANGE, upload.payload.length);
    this.#reply(client, id, 'chunkWritten', { offset, received: upload.received });
  }

  async #commit(board: Board, client: string, id: number, { imageId, crc }: Commands['commit']): Promise<void> {
    const upload = this.#upload;
    if (upload?.client !== client || upload.imageId !== imageId)
      return this.#refuse(client, id, ErrorCode.ERROR_CODE_NO_UPLOAD, 0);
    if (this.#committing) return this.#refuse(client, id, ErrorCode.ERROR_CODE_BUSY, 0);
    if (upload.crc !== crc) {
      upload.received = 0;
      return this.#refuse(client, id, ErrorCode.ERROR_CODE_CRC_MISMATCH, upload.crc);
    }
    this.#committing = true;
    try {
      await this.#endQueue();
      this.#keeper.setImageId(0);
      // Whole, or the board says that it has none; and written anew even where the board has it, as its sender asks for it.
      await board.flash({ payload: upload.payload, imageId, core: upload.core }, { force: true });
      this.#upload = undefined;
      this.#keeper.setImageId(imageId);
      this.#reply(client, id, 'committed', { imageId, cycles: 0 });
    } finally {
      this.#committing = false;
    }
  }

  #infer(board: Board, client: string, id: number, piece: Commands['infer']): void {
    const { imageId } = this.#keeper;
    const { offset, more, stopAfter, input } = piece;
    if (imageId === 0) return this.#refuse(client, id, ErrorCode.ERROR_CODE_NO_IMAGE, 0);
    if (this.#committing || (this.#queue?.length ?? 0) >= mostQueued)
      return this.#refuse(client, id, ErrorCode.ERROR_CODE_BUSY, 0);
    const begun = this.#input?.id === id && this.#input.client === client ? this.#input.bytes : Buffer.alloc(0);
    if (offset !== 0 && offset !== begun.length)
      return this.#refuse(client, id, ErrorCode.ERROR_CODE_INPUT_GAP, begun.length);
    const bytes = offset === 0 ? Buffer.from(input) : Buffer.concat([begun, input]);
    this.#input = undefined;
    if (bytes.length > board.identity.memoryBytes)
      return this.#refuse(client, id, ErrorCode.ERROR_CODE_INPUT_LENGTH, board.identity.memoryBytes);
    if (more) this.#input = { id, client, bytes };
    else this.#run(board, client, id, { imageId, input: bytes, stopAfter });
  }

  #run(
    board: Board,
    client: string,
    id: number,
    { imageId, input, stopAfter }: { imageId: number; input: Buffer; stopAfter: number },
  ): void {
    this.#queue ??= new InferenceQueue(board, () => {
      this.#queue = undefined;
      this.#keeper.check();
    });
    this.#queue.push({
      input,
      stopAfter,
      onPrediction: (prediction, latencyMs) => {
        const { label, cycles, logits } = prediction;
        const reply = { id, kind: 'prediction', value: { label, cycles, logits: bytesOf(logits) } } as const;
        this.#events.reply(client, reply, imageId);
        if (stopAfter === 0) this.#events.predicted(client, imageId, { ...prediction, sampleId: id }, input, latencyMs);
      },
      // A refusal ends the client's run too; after any other failure nothing is answered, and the client asks again.
      onFailure: (error) => {
        if (error instanceof BoardError) this.#refuse(client, id, error.boardCode, error.detail);
      },
    });
  }

  async #endQueue(): Promise<void> {
    const queue = this.#queue;
    await queue?.end();
    if (this.#queue === queue) this.#queue = undefined;
  }

  #reply<K extends keyof Answers>(client: string, id: number, kind: K, value: Answers[K]): void {
    this.#events.reply(client, { id, kind, value } as Reply, 0);
  }

  #refuse(client: string, id: number, code: ErrorCode, detail: number): void {
    this.#reply(client, id, 'error', { code, detail });
  }
}

function bytesOf({ buffer, byteOffset, length }: Int8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, length);
}

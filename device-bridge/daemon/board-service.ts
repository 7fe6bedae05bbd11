// Answers the requests of proto/link.proto in a board's place, so that a client notices no difference to a line, except that an
// upload is kept here until it is whole and the board runs what it has until then. Knows nothing of MQTT.

import type { Prediction } from '../../proto/prediction.ts';
import { type Answers, type Commands, ErrorCode, type Reply, type Request } from '../framing/message.ts';
import type { Board } from '../session/board.ts';
import { BoardError } from '../session/errors.ts';
import type { BoardKeeper } from './board-keeper.ts';
import { InferenceQueue } from './inference-queue.ts';
import { StagedUpload } from './staged-upload.ts';

/** Inputs that may wait; one more is refused as BUSY. */
const mostQueued = 512;
/** As the board itself: proto/link.proto, ReadMemory. */
const mostReadBytes = 1024;

export interface ServiceEvents<Client> {
  /** `imageId` is that of a prediction's image, and 0 for any other reply. */
  reply(client: Client, reply: Reply, imageId: number): void;
  /** Every whole inference, for whoever watches; the sample's id is the client's. */
  predicted(client: Client, imageId: number, prediction: Prediction, input: Uint8Array, latencyMs: number): void;
}

/** A client is told apart from others by its identity. */
export class BoardService<Client extends object> {
  readonly #keeper: BoardKeeper;
  readonly #events: ServiceEvents<Client>;
  #upload: StagedUpload | undefined;
  /** Of the image that was flashed last. Only a guess of what the next one has in common with it. */
  #lastPayload: Uint8Array = new Uint8Array(0);
  /** Of the board, with an upload that is whole. */
  #committing: Promise<Answers['committed']> | undefined;
  #queue: InferenceQueue | undefined;
  #input: { id: number; client: Client; bytes: Buffer } | undefined;

  constructor(keeper: BoardKeeper, events: ServiceEvents<Client>) {
    this.#keeper = keeper;
    this.#events = events;
  }

  /** Answers later, or never while the board is lost: then its clients ask again, as on a line. */
  handle(client: Client, request: Request): void {
    const { board } = this.#keeper;
    if (!board) return;
    const { id } = request;
    this.#answer(board, client, request).then(
      (answer) => answer && this.#events.reply(client, { id, ...answer } as Reply, 0),
      (error) => this.#onFailure(client, id, error),
    );
  }

  /** Resolves when what is under way is answered. */
  async drain(): Promise<void> {
    await this.#endQueue();
    await Promise.allSettled([this.#committing]);
  }

  /** Undefined where the answer comes with a prediction. @throws BoardError, and what a lost board gives */
  async #answer(board: Board, client: Client, request: Request): Promise<Answer | undefined> {
    switch (request.kind) {
      case 'identify':
        // Not from memory: a client that misses an answer looks for the board with this, and would not wait for one that is said to be there.
        return { kind: 'identity', value: { ...board.identity, imageId: (await board.status()).imageId } };
      case 'getStatus':
        return { kind: 'status', value: { ...(await board.status()), ...this.#uploadStatus(client) } };
      case 'setBaudRate':
        return { kind: 'baudRateSet', value: request.value };
      case 'begin':
        return { kind: 'ready', value: this.#begin(board, client, request.value) };
      case 'chunk':
        return { kind: 'chunkWritten', value: this.#chunk(client, request.value) };
      case 'commit':
        return { kind: 'committed', value: await this.#commit(board, client, request.value) };
      case 'rangeCrc':
        return { kind: 'rangeCrcValue', value: { crc: await this.#rangeCrc(board, client, request.value) } };
      case 'readMemory':
        return { kind: 'memory', value: { data: await this.#readMemory(board, request.value) } };
      case 'abort':
        return { kind: 'aborted', value: { ended: this.#abort(client) } };
      case 'infer':
        this.#infer(board, client, request.id, request.value);
        return undefined;
    }
  }

  #uploadStatus(client: Client): { uploadImageId: number; received: number } {
    const upload = this.#upload?.client === client ? this.#upload : undefined;
    return { uploadImageId: upload?.imageId ?? 0, received: upload?.received ?? 0 };
  }

  /** Of the upload while its sender resumes it; of the board's memory otherwise. */
  async #rangeCrc(board: Board, client: Client, { address, length }: Commands['rangeCrc']): Promise<number> {
    const upload = this.#upload;
    if (upload?.client === client && address + length <= upload.payload.length) return upload.rangeCrc(address, length);
    return board.rangeCrc(address, length);
  }

  async #readMemory(board: Board, { address, length }: Commands['readMemory']): Promise<Uint8Array> {
    if (length === 0 || length > mostReadBytes) {
      throw new BoardError('readMemory', ErrorCode.ERROR_CODE_BAD_RANGE, board.identity.memoryBytes);
    }
    return board.readMemory(address, length);
  }

  #begin({ identity }: Board, client: Client, { imageId, length, core }: Commands['begin']): Answers['ready'] {
    const refusal = (code: ErrorCode, detail = 0) => new BoardError('begin', code, detail);
    if (imageId === 0) throw refusal(ErrorCode.ERROR_CODE_MALFORMED);
    if (core !== identity.core) throw refusal(ErrorCode.ERROR_CODE_WRONG_CORE, identity.core);
    if (length > identity.memoryBytes) throw refusal(ErrorCode.ERROR_CODE_TOO_LARGE, identity.memoryBytes);
    if (this.#committing !== undefined) throw refusal(ErrorCode.ERROR_CODE_BUSY);
    if (!this.#upload?.isOf(imageId, length))
      this.#upload = new StagedUpload(client, imageId, core, length, this.#lastPayload);
    this.#upload.client = client;
    return { received: this.#upload.received };
  }

  #chunk(client: Client, { offset, data }: Commands['chunk']): Answers['chunkWritten'] {
    const refusal = (code: ErrorCode, detail = 0) => new BoardError('chunk', code, detail);
    const upload = this.#upload;
    if (upload?.client !== client) throw refusal(ErrorCode.ERROR_CODE_NO_UPLOAD);
    if (this.#committing !== undefined) throw refusal(ErrorCode.ERROR_CODE_BUSY);
    if (!upload.write(offset, data)) throw refusal(ErrorCode.ERROR_CODE_BAD_RANGE, upload.payload.length);
    return { offset, received: upload.received };
  }

  #commit(board: Board, client: Client, { imageId, crc }: Commands['commit']): Promise<Answers['committed']> {
    const refusal = (code: ErrorCode, detail = 0) => new BoardError('commit', code, detail);
    const upload = this.#upload;
    if (upload?.client !== client || upload.imageId !== imageId) throw refusal(ErrorCode.ERROR_CODE_NO_UPLOAD);
    if (this.#committing !== undefined) throw refusal(ErrorCode.ERROR_CODE_BUSY);
    if (upload.crc !== crc) {
      upload.received = 0;
      throw refusal(ErrorCode.ERROR_CODE_CRC_MISMATCH, upload.crc);
    }
    this.#committing = this.#write(board, upload).finally(() => (this.#committing = undefined));
    return this.#committing;
  }

  async #write(board: Board, upload: StagedUpload): Promise<Answers['committed']> {
    const { payload, imageId, core } = upload;
    await this.#endQueue();
    this.#keeper.setImageId(0);
    // Who sends every byte, as with force, wants every byte written, also where the board has it.
    await board.flash({ payload, imageId, core }, { force: upload.isWhollySent });
    this.#upload = undefined;
    this.#lastPayload = payload;
    this.#keeper.setImageId(imageId);
    return { imageId, cycles: 0 };
  }

  #infer(board: Board, client: Client, id: number, piece: Commands['infer']): void {
    const refusal = (code: ErrorCode, detail = 0) => new BoardError('infer', code, detail);
    const { imageId } = this.#keeper;
    const { offset, more, stopAfter, input } = piece;
    if (imageId === 0) throw refusal(ErrorCode.ERROR_CODE_NO_IMAGE);
    if (this.#committing !== undefined || (this.#queue?.length ?? 0) >= mostQueued)
      throw refusal(ErrorCode.ERROR_CODE_BUSY);
    const begun = this.#input?.id === id && this.#input.client === client ? this.#input.bytes : Buffer.alloc(0);
    if (offset !== 0 && offset !== begun.length) throw refusal(ErrorCode.ERROR_CODE_INPUT_GAP, begun.length);
    const bytes = offset === 0 ? Buffer.from(input) : Buffer.concat([begun, input]);
    this.#input = undefined;
    const { memoryBytes } = board.identity;
    if (bytes.length > memoryBytes) throw refusal(ErrorCode.ERROR_CODE_INPUT_LENGTH, memoryBytes);
    if (more) this.#input = { id, client, bytes };
    else this.#run(board, client, id, { imageId, input: bytes, stopAfter });
  }

  #run(
    board: Board,
    client: Client,
    id: number,
    { imageId, input, stopAfter }: { imageId: number; input: Buffer; stopAfter: number },
  ): void {
    this.#queue ??= new InferenceQueue(board, () => {
      this.#queue = undefined;
      this.#keeper.check();
    });
    this.#queue.push({
      owner: client,
      input,
      stopAfter,
      onPrediction: (prediction, latencyMs) => {
        const { label, cycles, logits } = prediction;
        const reply = { id, kind: 'prediction', value: { label, cycles, logits: bytesOf(logits) } } as const;
        this.#events.reply(client, reply, imageId);
        if (stopAfter === 0) this.#events.predicted(client, imageId, { ...prediction, sampleId: id }, input, latencyMs);
      },
      onFailure: (error) => this.#onFailure(client, id, error),
    });
  }

  /** Of this client's inferences alone. */
  #abort(client: Client): number {
    if (this.#input?.client === client) this.#input = undefined;
    return this.#queue?.abort(client) ?? 0;
  }

  async #endQueue(): Promise<void> {
    const queue = this.#queue;
    await queue?.end();
    if (this.#queue === queue) this.#queue = undefined;
  }

  /**
   * What the board or this service refuses is said; after any other failure no answer is sent, and the client tries
   * again.
   */
  #onFailure(client: Client, id: number, error: unknown): void {
    if (error instanceof BoardError) {
      const { boardCode: code, detail } = error;
      this.#events.reply(client, { id, kind: 'error', value: { code, detail } }, 0);
    } else this.#keeper.check();
  }
}

type Answer = { [K in keyof Answers]: { readonly kind: K; readonly value: Answers[K] } }[keyof Answers];

function bytesOf({ buffer, byteOffset, length }: Int8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, length);
}

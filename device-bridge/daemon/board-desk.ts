// One board's side of MQTT: who may ask, what is asked, and what goes back, in batches (proto/bridge.proto).
import { decodeRequest, encodeReply, MessageError, type Request } from '../framing/message.ts';
import {
  maxBatchBytes,
  type ObservedPrediction,
  predictionBatch,
  type Refusal,
  RefusalCode,
  replyBatch,
  requestBatch,
} from '../mqtt/messages.ts';
import type { topicsOf } from '../mqtt/names.ts';
import { BoardKeeper, type BoardPlace } from './board-keeper.ts';
import { BoardService } from './board-service.ts';
import { Lease } from './lease.ts';
import { Outbox } from './outbox.ts';

/** Clients whose last sequence number is remembered. */
const mostClients = 1000;

interface ReplyItem {
  readonly client: string;
  readonly bytes: Uint8Array;
  readonly imageId: number;
}

interface PredictionItem {
  readonly client: string;
  readonly imageId: number;
  readonly prediction: ObservedPrediction;
}

export class BoardDesk {
  readonly keeper: BoardKeeper;
  readonly #lease = new Lease();
  readonly #service: BoardService;
  readonly #topics: ReturnType<typeof topicsOf>;
  readonly #publish: (topic: string, payload: Buffer) => void;
  readonly #lastSequence = new Map<string, number>();
  readonly #replies: Outbox<ReplyItem>;
  readonly #predictions: Outbox<PredictionItem>;
  #published = 0;
  #stopping = false;

  /** @param onChange called after the board was found or lost or has another image */
  constructor(
    place: BoardPlace,
    topics: ReturnType<typeof topicsOf>,
    publish: (topic: string, payload: Buffer) => void,
    onChange: () => void,
  ) {
    this.#topics = topics;
    this.#publish = publish;
    this.keeper = new BoardKeeper(place, onChange);
    this.#replies = new Outbox(
      ({ bytes }) => bytes.length + 8,
      (items) => this.#sendReplies(items),
    );
    this.#predictions = new Outbox(
      ({ prediction }) => (prediction.input?.length ?? 0) + (prediction.logits?.length ?? 0) + 40,
      (items) => this.#sendPredictions(items),
    );
    this.#service = new BoardService(this.keeper, {
      reply: (client, reply, imageId) => this.#replies.add({ client, bytes: encodeReply(reply), imageId }),
      predicted: (client, imageId, { logits, ...rest }, input, latencyMs) => {
        const latencyUs = Math.round(1000 * latencyMs);
        const bytes = new Uint8Array(logits.buffer, logits.byteOffset, logits.length);
        this.#predictions.add({ client, imageId, prediction: { ...rest, latencyUs, logits: bytes, input } });
      },
    });
  }

  get leaseHolder(): string {
    return this.#lease.holder ?? '';
  }

  onBatch(client: string, payload: Buffer): void {
    const batch = payload.length > maxBatchBytes ? undefined : requestBatch.decode(payload);
    if (batch?.release) this.#letGo(client);
    else if (payload.length > maxBatchBytes)
      this.#refuse(client, RefusalCode.REFUSAL_CODE_MESSAGE_TOO_LARGE, `${maxBatchBytes} bytes at most`);
    else if (!batch) this.#refuse(client, RefusalCode.REFUSAL_CODE_MALFORMED, 'it is no RequestBatch');
    else if (this.#stopping) this.#refuse(client, RefusalCode.REFUSAL_CODE_STOPPING, '');
    else if (this.#isNew(client, batch.sequence)) {
      this.#lease.renew(client);
      for (const bytes of batch.requests) this.#onRequest(client, bytes);
    }
  }

  /** Answers what is under way, takes no more, and closes the board. */
  async close(): Promise<void> {
    this.#stopping = true;
    await this.#service.drain();
    await this.keeper.close();
    this.#replies.flush();
    this.#predictions.flush();
  }

  #onRequest(client: string, bytes: Uint8Array): void {
    const request = decodeOrUndefined(bytes);
    const onlyLooks = request?.kind === 'identify' || request?.kind === 'getStatus';
    if (!request) this.#refuse(client, RefusalCode.REFUSAL_CODE_MALFORMED, 'it holds what is no Request');
    else if (onlyLooks || this.#lease.take(client)) this.#service.handle(client, request);
    else this.#refuse(client, RefusalCode.REFUSAL_CODE_LEASED, this.leaseHolder);
  }

  /** Its next run counts its batches from the start again. */
  #letGo(client: string): void {
    this.#lease.release(client);
    this.#lastSequence.delete(client);
  }

  #isNew(client: string, sequence: number): boolean {
    if (sequence <= (this.#lastSequence.get(client) ?? 0)) return false;
    this.#lastSequence.delete(client);
    this.#lastSequence.set(client, sequence);
    if (this.#lastSequence.size > mostClients) this.#lastSequence.delete(this.#lastSequence.keys().next().value!);
    return true;
  }

  #refuse(client: string, code: RefusalCode, detail: string): void {
    const refusal: Refusal = { code, detail };
    this.#publish(this.#topics.reply(this.keeper.place.name, client), replyBatch.encode({ refusal }));
  }

  #sendReplies(items: readonly ReplyItem[]): void {
    for (const { client, imageId, group } of inRuns(items)) {
      const payload = replyBatch.encode({ replies: group.map(({ bytes }) => bytes), imageId });
      this.#publish(this.#topics.reply(this.keeper.place.name, client), payload);
    }
  }

  #sendPredictions(items: readonly PredictionItem[]): void {
    for (const { client, imageId, group } of inRuns(items)) {
      const predictions = group.map(({ prediction }) => prediction);
      const payload = predictionBatch.encode({ sequence: this.#published, imageId, client, predictions });
      this.#published = (this.#published + group.length) >>> 0;
      this.#publish(this.#topics.predictions(this.keeper.place.name), payload);
    }
  }
}

/** Neighbours of the same client and image, so that a batch speaks of one of each. */
function* inRuns<T extends { readonly client: string; readonly imageId: number }>(items: readonly T[]) {
  for (let from = 0, to = 0; from < items.length; from = to) {
    const { client, imageId } = items[from];
    while (to < items.length && items[to].client === client && items[to].imageId === imageId) to++;
    yield { client, imageId, group: items.slice(from, to) };
  }
}

function decodeOrUndefined(bytes: Uint8Array): Request | undefined {
  try {
    return decodeRequest(bytes);
  } catch (error) {
    if (error instanceof MessageError) return undefined;
    throw error;
  }
}

// One board's side of MQTT: who may ask, what is asked, and what goes back, in batches (proto/bridge.proto).
import { decodeRequest, encodeReply, MessageError, type Request } from '../framing/message.ts';
import {
  type ObservedPrediction,
  predictionBatch,
  RefusalCode,
  type RequestBatch,
  type replyBatch,
} from '../mqtt/messages.ts';
import type { topicsOf } from '../mqtt/names.ts';
import { isOfFlashing } from '../mqtt/rights.ts';
import { BoardKeeper, type BoardPlace } from './board-keeper.ts';
import { BoardService } from './board-service.ts';
import { Lease } from './lease.ts';
import { Outbox } from './outbox.ts';
import type { Session } from './sessions.ts';

interface ReplyItem {
  readonly client: Session;
  readonly bytes: Uint8Array;
  readonly imageId: number;
}

interface PredictionItem {
  readonly client: Session;
  readonly imageId: number;
  readonly prediction: ObservedPrediction;
}

export type ReplyFields = NonNullable<Parameters<typeof replyBatch.encode>[0]>;

export interface DeskEvents {
  /** Goes to the session's client, sealed. */
  reply(session: Session, fields: ReplyFields): void;
  publish(topic: string, payload: Buffer): void;
  /** The board was found or lost or has another image. */
  change(): void;
}

export class BoardDesk {
  readonly keeper: BoardKeeper;
  readonly #lease = new Lease<Session>();
  readonly #service: BoardService<Session>;
  readonly #topics: ReturnType<typeof topicsOf>;
  readonly #events: DeskEvents;
  readonly #replies: Outbox<ReplyItem>;
  readonly #predictions: Outbox<PredictionItem>;
  #published = 0;
  #stopping = false;

  constructor(place: BoardPlace, topics: ReturnType<typeof topicsOf>, events: DeskEvents) {
    this.#topics = topics;
    this.#events = events;
    this.keeper = new BoardKeeper(place, () => events.change());
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

  get leaseHolder(): Session | undefined {
    return this.#lease.holder;
  }

  /** @param mayFlash as the topic of the batch says */
  onBatch(session: Session, { sequence, requests, releaseHash }: RequestBatch, mayFlash: boolean): void {
    if (sequence <= session.lastSequence) return;
    session.lastSequence = sequence;
    session.releaseHash = Buffer.from(releaseHash);
    if (this.#stopping) {
      this.#refuse(session, RefusalCode.REFUSAL_CODE_STOPPING, '');
      return;
    }
    this.#lease.renew(session);
    if (requests.length === 0) this.#events.reply(session, { acknowledged: sequence });
    for (const bytes of requests) this.#onRequest(session, bytes, mayFlash);
  }

  release(session: Session): void {
    this.#lease.release(session);
  }

  /** Answers what is under way, but no longer than `drainMs`, takes no more, and closes the board. */
  async close(drainMs: number): Promise<void> {
    this.#stopping = true;
    await within(drainMs, this.#service.drain());
    await within(closeMs, this.keeper.close());
    this.#replies.flush();
    this.#predictions.flush();
  }

  #onRequest(session: Session, bytes: Uint8Array, mayFlash: boolean): void {
    const request = decodeOrUndefined(bytes);
    const onlyLooks = request?.kind === 'identify' || request?.kind === 'getStatus';
    if (!request) this.#refuse(session, RefusalCode.REFUSAL_CODE_MALFORMED, 'it does not hold a Request');
    else if (isOfFlashing(request.kind) && !mayFlash) {
      const topic = this.#topics.flash(this.keeper.place.name, session.name);
      this.#refuse(session, RefusalCode.REFUSAL_CODE_WRONG_TOPIC, topic);
    } else if (onlyLooks || this.#lease.take(session)) this.#service.handle(session, request);
    else this.#refuse(session, RefusalCode.REFUSAL_CODE_LEASED, this.leaseHolder?.name ?? '');
  }

  #refuse(session: Session, code: RefusalCode, detail: string): void {
    this.#events.reply(session, { refusal: { code, detail } });
  }

  #sendReplies(items: readonly ReplyItem[]): void {
    for (const { client, imageId, group } of inRuns(items)) {
      this.#events.reply(client, { replies: group.map(({ bytes }) => bytes), imageId });
    }
  }

  #sendPredictions(items: readonly PredictionItem[]): void {
    for (const { client, imageId, group } of inRuns(items)) {
      const predictions = group.map(({ prediction }) => prediction);
      const batch = { sequence: this.#published, imageId, client: client.name, predictions };
      this.#published = (this.#published + group.length) >>> 0;
      this.#events.publish(this.#topics.predictions(this.keeper.place.name), predictionBatch.encode(batch));
    }
  }
}

/** Of a port, after its board was told to end. */
const closeMs = 2000;

/** Resolves when `work` has settled, and after `milliseconds` in any case. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([Promise.allSettled([work]), timeout]);
  clearTimeout(timer);
}

/** Neighbours of the same client and image, so that a batch speaks of one of each. */
function* inRuns<T extends { readonly client: Session; readonly imageId: number }>(items: readonly T[]) {
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

// The messages of proto/bridge.proto as bytes and back. External input decodes to a message or to undefined.
import { retort } from '../../proto/gen/messages.js';

const v1 = retort.bridge.v1;
export const RefusalCode = v1.RefusalCode;
export type RefusalCode = retort.bridge.v1.RefusalCode;

/** Longest MQTT payload that a bridge takes. */
export const maxBatchBytes = 65_536;

interface Codec<T extends object, P> {
  new (properties?: P): T;
  encode(message: P): { finish(): Uint8Array };
  decode(bytes: Uint8Array): T;
}

/** Both ways for one kind of message; what is absent on the wire reads as its default. */
function codecOf<T extends object, P>(codec: Codec<T, P>) {
  return {
    encode: (message: P): Buffer => {
      const bytes = codec.encode(message).finish();
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    },
    /** Undefined where `bytes` are none. */
    decode(bytes: Uint8Array): T | undefined {
      try {
        return codec.decode(bytes);
      } catch {
        return undefined;
      }
    },
  };
}

/** Nothing of a bridge for so long, which says that it lives every 3 s: what the broker keeps of it is stale. */
export const staleMs = 7000;

/** In which a bridge puts right a state that somebody else wrote: what rests on a state waits so long. */
export const correctionMs = 700;

/** Longest of the fields with which a batch is sealed and its session named. */
export const batchRoom = 256;

export const bridgeState = codecOf(v1.BridgeState);
export const bridgeClaim = codecOf(v1.BridgeClaim);
export const boardState = codecOf(v1.BoardState);
export const requestBatch = codecOf(v1.RequestBatch);
export const replyBatch = codecOf(v1.ReplyBatch);
export const predictionBatch = codecOf(v1.PredictionBatch);

export type RequestBatch = retort.bridge.v1.RequestBatch;
export type ReplyBatch = retort.bridge.v1.ReplyBatch;
export type BridgeState = retort.bridge.v1.BridgeState;
export type BoardState = retort.bridge.v1.BoardState;
export interface Refusal {
  readonly code: RefusalCode;
  readonly detail: string;
}
export type LineHealth = retort.bridge.v1.LineHealth.$Properties;
export type ObservedPrediction = retort.bridge.v1.ObservedPrediction.$Properties;

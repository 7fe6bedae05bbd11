// Who speaks to the bridge: a session is a client's public key, and what is said in its name proves that it holds the private one.

import type { RequestBatch } from '../mqtt/messages.ts';
import { deriveKey, isSealed, type KeyPair, releaseHashOf, seal } from '../mqtt/seal.ts';

/** Sessions that are remembered; a holder of a lease is never forgotten. */
const mostSessions = 1000;

export interface Session {
  /** The client's name: a part of topics, chosen by the client, so no proof of anything. */
  readonly name: string;
  readonly board: string;
  readonly key: Buffer;
  lastSequence: number;
  releaseHash: Buffer;
}

export class Sessions {
  readonly #own: KeyPair;
  readonly #isNeeded: (session: Session) => boolean;
  /** By the client's public key; the one heard last stands last. */
  readonly #sessions = new Map<string, Session>();
  #replies = 0;

  /** @param isNeeded whether a session holds a lease */
  constructor(own: KeyPair, isNeeded: (session: Session) => boolean) {
    this.#own = own;
    this.#isNeeded = isNeeded;
  }

  /** Whose batch this is; undefined where the proof is missing or wrong, or was made for another board's or client's topic. */
  find(
    place: { readonly board: string; readonly client: string },
    batch: RequestBatch,
    topic: string,
    payload: Buffer,
  ) {
    const id = Buffer.from(batch.key).toString('base64');
    const known = this.#sessions.get(id);
    if (known && (known.board !== place.board || known.name !== place.client)) return undefined;
    const key = known?.key ?? deriveKey(this.#own, Buffer.from(batch.key), 'bridge');
    if (!key || !isSealed(key, topic, payload)) return undefined;
    const session = known ?? {
      name: place.client,
      board: place.board,
      key,
      lastSequence: 0,
      releaseHash: Buffer.alloc(0),
    };
    this.#sessions.delete(id);
    this.#sessions.set(id, session);
    if (this.#sessions.size > mostSessions) this.#forgetOne();
    return session;
  }

  /** Whose lease a release gives back; undefined where its secret is wrong. */
  findReleased({ key, releaseSecret }: RequestBatch): Session | undefined {
    const session = this.#sessions.get(Buffer.from(key).toString('base64'));
    return session?.releaseHash.equals(releaseHashOf(releaseSecret)) ? session : undefined;
  }

  /** Each reply counts up, so that one that was recorded is of no use. */
  seal(session: Session, topic: string, encode: (sequence: number) => Buffer): Buffer {
    this.#replies += 1;
    return seal(session.key, topic, encode(this.#replies));
  }

  #forgetOne(): void {
    for (const [id, session] of this.#sessions) {
      if (this.#isNeeded(session)) continue;
      this.#sessions.delete(id);
      return;
    }
  }
}

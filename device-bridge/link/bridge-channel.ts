// A client's proofs towards a bridge (../mqtt/seal.ts): one key pair, one sealed batch for each public key under which the bridge was announced,
// and of what comes back only what is sealed with such a key. A bridge that answers is kept; another key is tried once it is silent.
import { randomBytes } from 'node:crypto';
import { type ReplyBatch, replyBatch, requestBatch } from '../mqtt/messages.ts';
import { deriveKey, isSealed, makeKeyPair, releaseHashOf, seal } from '../mqtt/seal.ts';

/** Announced and not heard yet; more than a few come only from somebody who makes them up. */
const mostKeys = 4;
const silentMs = 1000;

interface Announced {
  readonly publicKey: Buffer;
  readonly key: Buffer;
  /** Of the replies. */
  lastSequence: number;
}

export class BridgeChannel {
  readonly #own = makeKeyPair();
  readonly #replyTopic: string;
  /** The one that has answered, if any, then the others, newest last. */
  #announced: Announced[] = [];
  #heardAt = Number.NEGATIVE_INFINITY;
  #sequence = 0;
  #secret = randomBytes(32);

  constructor(replyTopic: string) {
    this.#replyTopic = replyTopic;
  }

  /** Of the last batch; 0: none. */
  get sequence(): number {
    return this.#sequence;
  }

  /** When the bridge last proved that it is there, by performance.now(). */
  get heardAt(): number {
    return this.#heardAt;
  }

  /** A public key from a BridgeState, which anybody may have written there. */
  announce(publicKey: Buffer): void {
    if (this.#announced.some((announced) => announced.publicKey.equals(publicKey))) return;
    const key = deriveKey(this.#own, publicKey, 'client');
    if (!key) return;
    if (this.#announced.length === mostKeys) this.#announced.splice(this.#hasHeard ? 1 : 0, 1);
    this.#announced.push({ publicKey, key, lastSequence: 0 });
  }

  /** One batch for each key that may be the bridge's: it takes the one that was sealed for it. */
  seal(topic: string, what: { readonly requests?: Uint8Array[]; readonly padding?: Buffer }): Buffer[] {
    this.#sequence += 1;
    const named = { sequence: this.#sequence, key: this.#own.publicKey, releaseHash: releaseHashOf(this.#secret) };
    const payload = requestBatch.encode({ ...what, ...named });
    const isSure = this.#hasHeard && performance.now() - this.#heardAt < silentMs;
    return this.#announced.slice(0, isSure ? 1 : undefined).map(({ key }) => seal(key, topic, payload));
  }

  /** Undefined for what the bridge did not say, or said before. */
  open(payload: Buffer): ReplyBatch | undefined {
    const from = this.#announced.find(({ key }) => isSealed(key, this.#replyTopic, payload));
    const batch = from && replyBatch.decode(payload);
    const sequence = Number(batch?.sequence); // a Long to protobufjs
    if (!batch || sequence <= from.lastSequence) return undefined;
    from.lastSequence = sequence;
    this.#announced = [from, ...this.#announced.filter((announced) => announced !== from)];
    this.#heardAt = performance.now();
    return batch;
  }

  /** Gives the lease back; whoever reads it knows the secret, so it is made again for every connection whose will it is. */
  renewRelease(): Buffer {
    this.#secret = randomBytes(32);
    return this.release();
  }

  release(): Buffer {
    return requestBatch.encode({ release: true, key: this.#own.publicKey, releaseSecret: this.#secret });
  }

  get #hasHeard(): boolean {
    return this.#heardAt > Number.NEGATIVE_INFINITY;
  }
}

// One bridge of a name: a newcomer asks whether there is one, and ends where that one objects to it by name (proto/bridge.proto,
// BridgeClaim). Once established, a bridge ends for nobody's claim, since MQTT does not say who sent it.
import type { Broker } from '../mqtt/broker.ts';
import { BridgeNameTakenError, BrokerMessageTooLargeError } from '../mqtt/errors.ts';
import { bridgeClaim, maxBatchBytes } from '../mqtt/messages.ts';

const claimMs = 1000;
/** For the longest message, on a slow way to the broker. */
const echoMs = 5000;
/** Of a claim's own fields. */
const claimBytes = 64;

export class Claim {
  readonly #broker: Broker;
  readonly #topic: string;
  readonly #name: string;
  readonly #instance: string;
  readonly #onRival: () => void;
  #establishedMs = 0;
  #heard = { own: false, longest: false };
  #onHeard = () => {};
  #onObjection = () => {};

  /** @param onRival called when another established bridge of this name is heard */
  constructor(broker: Broker, topic: string, name: string, instance: string, onRival: () => void) {
    this.#broker = broker;
    this.#topic = topic;
    this.#name = name;
    this.#instance = instance;
    this.#onRival = onRival;
  }

  /**
   * Resolves once nobody has objected.
   * @throws BridgeNameTakenError; BrokerMessageTooLargeError where the broker carries the short claim but not one of the longest message's length
   */
  async establish(): Promise<void> {
    const objected = new Promise<never>((_, reject) => {
      this.#onObjection = () => reject(new BridgeNameTakenError(this.#name, this.#broker.name));
    });
    objected.catch(() => {}); // raced below
    await this.#broker.subscribe(this.#topic, (_, payload, retained) => retained || this.#onClaim(payload));
    this.assert();
    await Promise.race([pause(claimMs), objected]);
    if (this.#heard.own) await Promise.race([this.#tryLongest(), objected]);
    this.#onObjection = () => {};
    this.#establishedMs = Date.now();
    this.assert();
  }

  /** Says who has the name: after a reconnection the other one may have missed it. */
  assert(): void {
    this.#say({});
  }

  async #tryLongest(): Promise<void> {
    const heard = new Promise<void>((resolve) => (this.#onHeard = resolve));
    this.#say({ padding: Buffer.alloc(maxBatchBytes - claimBytes) });
    await Promise.race([heard, pause(echoMs)]);
    if (!this.#heard.longest) throw new BrokerMessageTooLargeError(this.#broker.name, maxBatchBytes);
  }

  #say(more: { readonly objectsTo?: string; readonly padding?: Buffer }): void {
    const message = { instance: this.#instance, establishedMs: this.#establishedMs, ...more };
    this.#broker.publish(this.#topic, bridgeClaim.encode(message));
  }

  #onClaim(payload: Buffer): void {
    const claim = bridgeClaim.decode(payload);
    if (!claim?.instance) return;
    const { instance, objectsTo, padding } = claim;
    const isEstablished = Number(claim.establishedMs) > 0;
    if (instance === this.#instance) this.#onOwn(padding.length);
    else if (objectsTo === this.#instance) this.#onObjection();
    else if (this.#establishedMs > 0) isEstablished ? this.#onRival() : this.#say({ objectsTo: instance });
    // Two newcomers: the one with the larger instance says again that it is there, which the other one may have missed.
    else if (objectsTo === '') this.#say(this.#instance < instance ? { objectsTo: instance } : {});
  }

  #onOwn(paddingBytes: number): void {
    this.#heard.own = true;
    if (paddingBytes === 0) return;
    this.#heard.longest = true;
    this.#onHeard();
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

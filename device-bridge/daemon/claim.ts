// One bridge of a name: a newcomer asks whether there is one, and of two the one that was first stays (proto/bridge.proto, BridgeClaim).
import type { Broker } from '../mqtt/broker.ts';
import { bridgeClaim } from '../mqtt/messages.ts';

const claimMs = 1000;

export class Claim {
  readonly #broker: Broker;
  readonly #topic: string;
  readonly #instance: string;
  readonly #onLost: () => void;
  #establishedMs = 0;

  /** @param onLost called when another bridge has the name, however late that shows */
  constructor(broker: Broker, topic: string, instance: string, onLost: () => void) {
    this.#broker = broker;
    this.#topic = topic;
    this.#instance = instance;
    this.#onLost = onLost;
  }

  /** Resolves once nobody has objected. */
  async establish(): Promise<void> {
    await this.#broker.subscribe(this.#topic, (_, payload) => this.#onClaim(payload));
    this.assert();
    await new Promise((resolve) => setTimeout(resolve, claimMs));
    this.#establishedMs = Date.now();
    this.assert();
  }

  /** Says who has the name: after a reconnection the other one may have missed it. */
  assert(): void {
    const message = { instance: this.#instance, establishedMs: this.#establishedMs };
    this.#broker.publish(this.#topic, bridgeClaim.encode(message));
  }

  #onClaim(payload: Buffer): void {
    const other = bridgeClaim.decode(payload);
    if (!other?.instance || other.instance === this.#instance) return;
    const mine: Rank = [this.#establishedMs || Number.POSITIVE_INFINITY, this.#instance];
    const theirs: Rank = [Number(other.establishedMs) || Number.POSITIVE_INFINITY, other.instance];
    if (comesFirst(mine, theirs)) this.assert();
    else this.#onLost();
  }
}

/** When it was established, and its instance. */
type Rank = readonly [establishedMs: number, instance: string];

function comesFirst([mineMs, mine]: Rank, [theirMs, their]: Rank): boolean {
  return mineMs === theirMs ? mine < their : mineMs < theirMs;
}

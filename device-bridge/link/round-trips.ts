// Finds out what a broker does not carry, as MQTT 3.1.1 does not say it: empty batches, short and long ones, on each topic in use, and
// which of them the bridge acknowledged.

/** Below this a batch is short. */
const longBytes = 1024;
/** A connection cut so often, each time soon after a batch and without an answer in between, is not a coincidence. */
const cutsToTell = 3;
const soonMs = 1000;
const mostPings = 32;

export type Missing =
  | { readonly kind: 'rights'; readonly topic: string }
  | { readonly kind: 'size'; readonly bytes: number };

interface Ping {
  readonly topic: string;
  readonly bytes: number;
  readonly at: number;
}

export class RoundTrips {
  readonly #pings = new Map<number, Ping>();
  /** The longest batch on each topic in use. */
  readonly #longest = new Map<string, number>();
  /** The longest empty batch that was acknowledged on each. */
  readonly #passed = new Map<string, number>();
  #last: Ping | undefined;
  /** Since requests were last answered after a batch of that kind. */
  readonly #cuts = { short: 0, long: 0 };

  /** A batch with requests went out. Returns whether it is the first one on its topic. */
  sent(topic: string, bytes: number): boolean {
    const before = this.#longest.get(topic);
    this.#last = { topic, bytes, at: performance.now() };
    this.#longest.set(topic, Math.max(before ?? 0, bytes));
    return before === undefined;
  }

  /** What is to be tried now and then: a short one on each topic in use, and one as long as the longest where that was not acknowledged yet. */
  *toTry(): Generator<{ readonly topic: string; readonly bytes: number }> {
    for (const [topic, longest] of this.#longest) {
      yield { topic, bytes: 0 };
      if (longest > Math.max(longBytes, this.#passed.get(topic) ?? 0)) yield { topic, bytes: longest };
    }
  }

  /** An empty batch went out. */
  pinged(sequence: number, topic: string, bytes: number): void {
    this.#pings.set(sequence, { topic, bytes, at: performance.now() });
    if (this.#pings.size > mostPings) this.#pings.delete(this.#pings.keys().next().value!);
  }

  acknowledged(sequence: number): void {
    const ping = this.#pings.get(sequence);
    if (!ping) return;
    const passed = Math.max(this.#passed.get(ping.topic) ?? 0, ping.bytes);
    this.#passed.set(ping.topic, passed);
    for (const [other, { topic, bytes }] of this.#pings)
      if (topic === ping.topic && bytes <= passed) this.#pings.delete(other);
  }

  /** Requests were answered. */
  answered(): void {
    if (this.#last) this.#cuts[kindOf(this.#last)] = 0;
  }

  /** The bridge went or came back: what was under way proves nothing. */
  forget(): void {
    this.#pings.clear();
  }

  /** The connection was lost. */
  cut(): void {
    this.forget();
    if (this.#last && performance.now() - this.#last.at < soonMs) this.#cuts[kindOf(this.#last)] += 1;
  }

  /**
   * What does not get through although the bridge is there; undefined where that is not known.
   * @param heardAt when the bridge last showed that it lives: what was lost with a bridge or a broker proves nothing
   */
  missing(heardAt: number): Missing | undefined {
    if (this.#cuts.long >= cutsToTell) return { kind: 'size', bytes: Math.max(...this.#longest.values()) };
    if (this.#last && this.#cuts.short >= cutsToTell) return { kind: 'rights', topic: this.#last.topic };
    for (const { topic, bytes, at } of this.#pings.values()) {
      if (heardAt < at + soonMs) continue;
      if (!this.#passed.has(topic)) return { kind: 'rights', topic };
      if (bytes > longBytes) return { kind: 'size', bytes };
    }
    return undefined;
  }
}

function kindOf({ bytes }: Ping): 'short' | 'long' {
  return bytes > longBytes ? 'long' : 'short';
}

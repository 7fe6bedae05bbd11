// Finds out what a broker does not carry, as MQTT 3.1.1 does not say it: empty batches, short and long ones, on each topic in use, and
// which of them the bridge acknowledged.

/** Below this a batch is short. */
const longBytes = 1024;
/** A connection cut so often, each time soon after a batch and without an answer in between, is no accident. */
const cutsToTell = 3;
const soonMs = 1000;

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
  readonly #passed = new Set<string>();
  #last: Ping | undefined;
  #longest = 0;
  #longestPassed = longBytes;
  #cuts = 0;

  /** A batch with requests went out. */
  sent(topic: string, bytes: number): void {
    this.#last = { topic, bytes, at: performance.now() };
    this.#longest = Math.max(this.#longest, bytes);
  }

  /** The topics in use that are to be tried, and with how many bytes besides an empty batch; 0: none. */
  get toTry(): { readonly topic: string; readonly paddedBytes: number } | undefined {
    if (!this.#last) return undefined;
    return { topic: this.#last.topic, paddedBytes: this.#longest > this.#longestPassed ? this.#longest : 0 };
  }

  /** An empty batch went out. */
  pinged(sequence: number, topic: string, bytes: number): void {
    this.#pings.set(sequence, { topic, bytes, at: performance.now() });
    if (this.#pings.size > 16) this.#pings.delete(this.#pings.keys().next().value!);
  }

  acknowledged(sequence: number): void {
    const ping = this.#pings.get(sequence);
    if (!ping) return;
    this.#pings.delete(sequence);
    this.#passed.add(ping.topic);
    this.#longestPassed = Math.max(this.#longestPassed, ping.bytes);
  }

  /** Requests were answered. */
  answered(): void {
    this.#cuts = 0;
  }

  /** The connection was lost. */
  cut(): void {
    if (this.#last && performance.now() - this.#last.at < soonMs) this.#cuts += 1;
  }

  /** What does not get through although the bridge is there; undefined where that is not known. */
  missing(): Missing | undefined {
    const { topic, bytes } = this.#last ?? {};
    if (topic === undefined || bytes === undefined) return undefined;
    if (this.#cuts >= cutsToTell && bytes > longBytes) return { kind: 'size', bytes };
    const lost = [...this.#pings.values()].filter(
      (ping) => ping.topic === topic && performance.now() - ping.at > soonMs,
    );
    if (this.#cuts >= cutsToTell || (!this.#passed.has(topic) && lost.length > 0)) return { kind: 'rights', topic };
    return lost.some((ping) => ping.bytes > this.#longestPassed) ? { kind: 'size', bytes: this.#longest } : undefined;
  }
}

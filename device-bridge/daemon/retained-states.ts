// What the bridge has a broker retain: says it, sees whether it comes back, and puts right what somebody else wrote there, but not more
// often than twice a second and topic, so that two who disagree do not flood the broker.
import type { Broker } from '../mqtt/broker.ts';

/** How often `tick` is to be called, and the least time between two corrections. */
export const tickMs = 500;
/** Without our own words for so long, the broker does not return them. */
const unheardMs = 9000;

interface Said {
  readonly payload: Buffer;
  isWrong: boolean;
}

export class RetainedStates {
  readonly #broker: Broker;
  readonly #onHeard: (heard: boolean) => void;
  readonly #said = new Map<string, Said>();
  #lastHeard = performance.now();
  #isHeard = true;

  /** @param onHeard called when what is said stops coming back, and when it does again */
  constructor(broker: Broker, onHeard: (heard: boolean) => void) {
    this.#broker = broker;
    this.#onHeard = onHeard;
  }

  say(topic: string, payload: Buffer): void {
    this.#said.set(topic, { payload, isWrong: false });
    this.#broker.publish(topic, payload, { retain: true, qos: 1 });
  }

  /** Whether this is what was said there last. */
  isSaid(topic: string, payload: Buffer): boolean {
    return this.#said.get(topic)?.payload.equals(payload) ?? false;
  }

  hear(topic: string, payload: Buffer): void {
    const said = this.#said.get(topic);
    if (!said) return;
    if (!said.payload.equals(payload)) said.isWrong = true;
    else {
      this.#lastHeard = performance.now();
      this.#setHeard(true);
    }
  }

  /** A broker that was restarted may have forgotten everything. */
  sayAllAgain(): void {
    this.#lastHeard = performance.now();
    for (const [topic, { payload }] of this.#said) this.say(topic, payload);
  }

  tick(): void {
    for (const [topic, { payload, isWrong }] of this.#said) if (isWrong) this.say(topic, payload);
    if (this.#broker.connected && performance.now() - this.#lastHeard > unheardMs) this.#setHeard(false);
  }

  #setHeard(heard: boolean): void {
    if (heard === this.#isHeard) return;
    this.#isHeard = heard;
    this.#onHeard(heard);
  }
}

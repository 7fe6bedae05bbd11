// The time by which a session with a virtual board in a thread waits: the board's own while it has anything to do, however long the computer
// takes for it, and the computer's while it has not, when nothing is on its way and an answer that is missing will not come.
import type { Clock } from '../../device-bridge/link/link.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

export class BoardClock implements Clock {
  readonly #timers = new Set<Timer>();
  /** At the board's last report, or when it last had nothing to do. */
  #time = 0;
  /** On the computer's clock; undefined while the board works. */
  #idleSince: number | undefined = performance.now();
  #wait: NodeJS.Timeout | undefined;

  now(): number {
    return this.#idleSince === undefined ? this.#time : this.#time + performance.now() - this.#idleSince;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: this.now() + milliseconds, callback };
    this.#timers.add(timer);
    this.#waitForNext();
    return () => {
      this.#timers.delete(timer);
      this.#waitForNext();
    };
  }

  /** The board has been given something to do. */
  start(): void {
    this.#time = this.now();
    this.#idleSince = undefined;
    this.#waitForNext();
  }

  /** So many milliseconds of the board's time have passed while it worked. */
  pass(milliseconds: number): void {
    this.#time += milliseconds;
    this.#callDue();
  }

  /** The board has done all that it was given, and what it had to say has been heard. */
  rest(): void {
    this.#idleSince ??= performance.now();
    this.#waitForNext();
  }

  /** No timer calls any more. */
  stop(): void {
    this.#timers.clear();
    this.#waitForNext();
  }

  #waitForNext(): void {
    clearTimeout(this.#wait);
    if (this.#idleSince === undefined || this.#timers.size === 0) return;
    const next = Math.min(...[...this.#timers].map(({ at }) => at));
    this.#wait = setTimeout(() => this.#callDue(), Math.max(Math.ceil(next - this.now()), 0));
  }

  #callDue(): void {
    const now = this.now();
    for (const due of [...this.#timers].filter(({ at }) => at <= now).sort((a, b) => a.at - b.at))
      if (this.#timers.delete(due)) due.callback();
    this.#waitForNext();
  }
}

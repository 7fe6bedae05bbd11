// A clock whose time passes only while a test waits: the same run every time, and half a second costs nothing.
import type { Clock } from '../../device-bridge/link/link.ts';

interface Due {
  readonly at: number;
  readonly callback: () => void;
}

export class SimulatedClock implements Clock {
  #now = 0;
  readonly #due: Due[] = [];

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const due = { at: this.#now + milliseconds, callback };
    const before = this.#due.findLastIndex(({ at }) => at <= due.at);
    this.#due.splice(before + 1, 0, due);
    return () => {
      const at = this.#due.indexOf(due);
      if (at >= 0) this.#due.splice(at, 1);
    };
  }

  /** Lets time pass until `work` settles. */
  async run<T>(work: Promise<T>): Promise<T> {
    let settled = false;
    const settle = () => {
      settled = true;
    };
    work.then(settle, settle);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (settled) return work;
      const next = this.#due.shift();
      if (!next) throw new Error('the work waits for something that no timer brings');
      this.#now = next.at;
      next.callback();
    }
  }

  wait(milliseconds: number): Promise<void> {
    return this.run(new Promise<void>((resolve) => this.after(milliseconds, resolve)));
  }
}

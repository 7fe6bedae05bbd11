// So many bytes per second, and a few seconds' worth at once.

const burstSeconds = 4;

export class Budget {
  readonly #perSecond: number;
  #left: number;
  #atMs: number | undefined;

  constructor(bytesPerSecond: number) {
    this.#perSecond = bytesPerSecond;
    this.#left = burstSeconds * bytesPerSecond;
  }

  /** Whether there are as many left, which are then gone. */
  take(bytes: number, nowMs: number): boolean {
    const seconds = Math.max(0, nowMs - (this.#atMs ?? nowMs)) / 1000;
    this.#atMs = nowMs;
    this.#left = Math.min(burstSeconds * this.#perSecond, this.#left + seconds * this.#perSecond);
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }
}

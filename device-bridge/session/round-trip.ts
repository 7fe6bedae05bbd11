// The measured round trip, and how long to wait for an answer because of it (RFC 6298's estimator).

export class RoundTrip {
  /** The shortest seen, in milliseconds. */
  least = Number.POSITIVE_INFINITY;
  #smoothed: number | undefined;
  #variation = 0;

  add(milliseconds: number): void {
    this.least = Math.min(this.least, milliseconds);
    if (this.#smoothed === undefined) {
      this.#smoothed = milliseconds;
      this.#variation = milliseconds / 2;
      return;
    }
    this.#variation += (Math.abs(milliseconds - this.#smoothed) - this.#variation) / 4;
    this.#smoothed += (milliseconds - this.#smoothed) / 8;
  }

  /** Milliseconds after which an answer is overdue, or undefined before the first one. */
  get overdueMs(): number | undefined {
    return this.#smoothed === undefined ? undefined : this.#smoothed + Math.max(4 * this.#variation, 5);
  }
}

// Values that arrive a fixed number of cycles after they were sent (retort_delay).

export class InFlight<T> {
  readonly #values: (T | undefined)[];
  #at = 0;

  constructor(cycles: number) {
    this.#values = new Array<T | undefined>(cycles).fill(undefined);
  }

  /** One cycle: sends `value`, returns what was sent `cycles` cycles ago. */
  tick(value: T | undefined): T | undefined {
    const arrived = this.#values[this.#at];
    this.#values[this.#at] = value;
    this.#at = this.#at + 1 === this.#values.length ? 0 : this.#at + 1;
    return arrived;
  }
}

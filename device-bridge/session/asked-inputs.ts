// The inputs that a board was asked for and has not settled. The board runs inputs in the order in which they came and the link
// keeps order, so a prediction settles its own input and shows that those asked before it will never be answered.

export interface Asked<T> {
  readonly id: number;
  /** What was asked for; undefined for a probe, whose prediction only settles what came before it. */
  readonly sample: T | undefined;
  /** A piece of it was refused; whether another answer to it is still to come is not known. */
  refused: boolean;
}

export class AskedInputs<T> {
  #asked: Asked<T>[] = [];

  /** Without probes. */
  get sampleCount(): number {
    return this.#asked.filter(({ sample }) => sample !== undefined).length;
  }

  get hasProbe(): boolean {
    return this.#asked.some(({ sample }) => sample === undefined);
  }

  get oldestSample(): T | undefined {
    return this.#asked.find(({ sample }) => sample !== undefined)?.sample;
  }

  get allRefused(): boolean {
    return this.#asked.every(({ refused }) => refused);
  }

  /** The ids asked, oldest first. */
  get ids(): number[] {
    return this.#asked.map(({ id }) => id);
  }

  find(id: number): Asked<T> | undefined {
    return this.#asked.find((asked) => asked.id === id);
  }

  add(id: number, sample: T | undefined): void {
    this.#asked.push({ id, sample, refused: false });
  }

  remove(id: number): void {
    this.#asked = this.#asked.filter((asked) => asked.id !== id);
  }

  /** Takes out the input of this id and those asked before it. */
  settle(id: number): { answered: Asked<T>; lost: Asked<T>[] } | undefined {
    const at = this.#asked.findIndex((asked) => asked.id === id);
    if (at < 0) return undefined;
    const lost = this.#asked.splice(0, at + 1);
    const answered = lost.pop()!;
    return { answered, lost };
  }
}

// Who has a board: one client at a time, as on a serial port. Whoever says nothing for a while loses it.

export const leaseMs = 10_000;

export class Lease<Client> {
  readonly #now: () => number;
  #holder: Client | undefined;
  #until = 0;

  /** @param now milliseconds from any start */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** The client that has the board; undefined where it is free. */
  get holder(): Client | undefined {
    if (this.#holder !== undefined && this.#now() > this.#until) this.#holder = undefined;
    return this.#holder;
  }

  /** Takes the lease if it is free; true where `client` has it now. */
  take(client: Client): boolean {
    if ((this.holder ?? client) !== client) return false;
    this.#holder = client;
    this.#until = this.#now() + leaseMs;
    return true;
  }

  renew(client: Client): void {
    if (this.holder === client) this.#until = this.#now() + leaseMs;
  }

  release(client: Client): void {
    if (this.#holder === client) this.#holder = undefined;
  }
}

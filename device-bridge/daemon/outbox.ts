// What goes out in one turn of the event loop in one MQTT message, up to the size that a client takes.
import { maxBatchBytes } from '../mqtt/messages.ts';

/** Room for a batch's own fields. */
const room = maxBatchBytes - 256;

export class Outbox<Item> {
  readonly #sizeOf: (item: Item) => number;
  readonly #send: (items: Item[]) => void;
  #items: Item[] = [];
  #bytes = 0;

  constructor(sizeOf: (item: Item) => number, send: (items: Item[]) => void) {
    this.#sizeOf = sizeOf;
    this.#send = send;
  }

  add(item: Item): void {
    const bytes = this.#sizeOf(item);
    if (this.#bytes + bytes > room) this.flush();
    if (this.#items.length === 0) setImmediate(() => this.flush());
    this.#items.push(item);
    this.#bytes += bytes;
  }

  flush(): void {
    const items = this.#items;
    this.#items = [];
    this.#bytes = 0;
    if (items.length > 0) this.#send(items);
  }
}

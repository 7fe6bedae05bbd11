// Operand words on their way (retort_operands): asked for ahead of use, at most two in the queue.
import type { Descriptor } from '../../image/descriptor.ts';
import { Walk } from './walk.ts';

const QUEUE_WORDS = 2;

export class Operands {
  readonly #asker: Walk;
  #walking = true;
  #coming = 0;
  #queued = 0;

  constructor(d: Descriptor, inside: Uint8Array) {
    this.#asker = new Walk(d, inside);
  }

  get there(): boolean {
    return this.#queued > 0;
  }

  #asks(taken: boolean): boolean {
    return this.#walking && this.#queued + this.#coming < QUEUE_WORDS + (taken ? 1 : 0);
  }

  /** Whether the port is wanted, in a cycle in which the word at hand is `taken` or not. */
  reads(taken: boolean): boolean {
    return this.#asks(taken) && this.#asker.inside;
  }

  /** One cycle: what was asked for arrives, and where there is room the next word is asked for; one outside needs no port. */
  tick(taken: boolean, portFree: boolean): void {
    const asks = this.#asks(taken) && (portFree || !this.#asker.inside);
    this.#queued += this.#coming - (taken ? 1 : 0);
    this.#coming = asks ? 1 : 0;
    if (!asks) return;
    this.#walking = !this.#asker.layerLast;
    this.#asker.advance();
  }
}

// Operand words on their way (retort_operands): walked to, asked for ahead of use, answered, queued.
import type { Descriptor } from '../../image/descriptor.ts';
import type { CoreTiming } from './core-timing.ts';
import { InFlight } from './in-flight.ts';
import { Walk } from './walk.ts';

/** Of the queue before its head, those of words on their way included. */
const PLACES = 8;
/** Where an answer comes in the next cycle; a place may then be asked for in the cycle in which it is left. */
const PLACES_AT_ONCE = 2;

export class Operands {
  readonly #walker: Walk;
  readonly #coming: InFlight<'word'>;
  readonly #atOnce: boolean;
  #walking = true;
  /** The word that is asked for next, if it has been walked to. */
  #planned: { readonly inside: boolean } | undefined;
  #free: number;
  #queued = 0;
  #head = false;

  constructor(d: Descriptor, inside: Uint8Array, { readLatency }: CoreTiming) {
    this.#walker = new Walk(d, inside);
    this.#coming = new InFlight(readLatency);
    this.#atOnce = readLatency === 1;
    this.#free = this.#atOnce ? PLACES_AT_ONCE : PLACES;
  }

  get there(): boolean {
    return this.#head;
  }

  /** Whether a word goes from its place to the head. */
  #leaves(taken: boolean): boolean {
    return this.#queued > 0 && (!this.#head || taken);
  }

  #hasRoom(taken: boolean): boolean {
    return this.#free > 0 || (this.#atOnce && this.#leaves(taken));
  }

  /** Whether a port is wanted, in a cycle in which the word at the head is `taken` or not. */
  reads(taken: boolean): boolean {
    return this.#planned?.inside === true && this.#hasRoom(taken);
  }

  /** One cycle: what was asked for arrives, and where there is room the planned word is asked for; one outside needs no port. */
  tick(taken: boolean, portFree: boolean): void {
    const planned = this.#planned;
    const asks = planned !== undefined && this.#hasRoom(taken) && (portFree || !planned.inside);
    const leaves = this.#leaves(taken);
    const comes = this.#coming.tick(asks ? 'word' : undefined) !== undefined;
    this.#head = leaves || (this.#head && !taken);
    this.#queued += (comes ? 1 : 0) - (leaves ? 1 : 0);
    this.#free += (leaves ? 1 : 0) - (asks ? 1 : 0);
    if (planned !== undefined && !asks) return;
    this.#planned = this.#walking ? { inside: this.#walker.inside } : undefined;
    if (!this.#walking) return;
    this.#walking = !this.#walker.layerLast;
    this.#walker.advance();
  }
}

// What happens to a board rather than to a sample, found in the stream of watch events: flashes, losses, leases. Draws and keeps nothing.
import { hex32 } from '../../proto/numbers.ts';
import type { LinkHealth } from '../session/connection.ts';
import type { WatchEvent } from './observation.ts';

export type BoardEventKind =
  | 'flash'
  | 'lost'
  | 'found'
  | 'recovered'
  | 'lease'
  | 'bridge'
  | 'broker'
  | 'drift'
  | 'feed'
  | 'job'
  | 'end';

export interface BoardEvent {
  readonly kind: BoardEventKind;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** For people, such as `image 0x4f83e011 is in effect`. */
  readonly text: string;
  /** Whether the board cannot be used, or is not to be trusted, from here on. */
  readonly isTrouble: boolean;
}

/** Compares each watch event with what was known before it. One for each board. */
export class BoardEventFinder {
  readonly #now: () => number;
  #present: boolean | undefined;
  #imageId: number | undefined;
  #leaseHolder = '';
  #bridgeOnline: boolean | undefined;
  #brokerConnected = true;
  #health: Readonly<LinkHealth> | undefined;

  /** @param now milliseconds since 1970 */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Those that `event` tells of, mostly none. */
  take(event: WatchEvent): BoardEvent[] {
    switch (event.kind) {
      case 'predictions':
        return this.#image(event.imageId);
      case 'board':
        return [
          ...this.#presence(event.present, event.problem),
          ...(event.present ? this.#image(event.imageId) : []),
          ...this.#lease(event.leaseHolder ?? ''),
        ];
      case 'bridge':
        return this.#bridge(event.online);
      case 'broker':
        return this.#broker(event.connected);
      case 'health':
        return this.#recoveries(event.health);
      case 'fed':
        return event.problem === undefined ? [] : this.#event('feed', event.problem);
    }
  }

  #event(kind: BoardEventKind, text: string, isTrouble = false): BoardEvent[] {
    return [{ kind, atMs: this.#now(), text, isTrouble }];
  }

  #image(imageId: number): BoardEvent[] {
    const before = this.#imageId;
    if (before === imageId) return [];
    this.#imageId = imageId;
    if (before === undefined) return [];
    if (imageId === 0) return this.#event('flash', 'the board has no image: it is being flashed, or was reset', true);
    return this.#event('flash', `image 0x${hex32(imageId)} is in effect`);
  }

  #presence(present: boolean, problem = ''): BoardEvent[] {
    const before = this.#present;
    this.#present = present;
    if (before === undefined || before === present) return [];
    if (present) return this.#event('found', 'the board is online again');
    return this.#event('lost', problem === '' ? 'the board is offline' : `the board is offline: ${problem}`, true);
  }

  #lease(holder: string): BoardEvent[] {
    const before = this.#leaseHolder;
    if (before === holder) return [];
    this.#leaseHolder = holder;
    return this.#event('lease', holder === '' ? `${before} released the board` : `${holder} has the board`);
  }

  #bridge(online: boolean): BoardEvent[] {
    const before = this.#bridgeOnline;
    this.#bridgeOnline = online;
    if (before === online || (before === undefined && online)) return [];
    return this.#event('bridge', online ? 'the bridge is online again' : 'the bridge is offline', !online);
  }

  #broker(connected: boolean): BoardEvent[] {
    if (this.#brokerConnected === connected) return [];
    this.#brokerConnected = connected;
    return this.#event('broker', connected ? 'the broker is back' : 'the broker is gone', !connected);
  }

  #recoveries(health: Readonly<LinkHealth>): BoardEvent[] {
    const before = this.#health;
    this.#health = { ...health };
    // A bridge counts from the last time that it found the board.
    if (before === undefined || health.recoveries <= before.recoveries) return [];
    return this.#event('recovered', 'the link to the board was lost and recovered');
  }
}

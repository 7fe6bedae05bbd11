// A link that answers from a record: the same requests get the same replies, lost ones stay lost, spoiled frames are counted, and the link ends
// where it ended. No board, no waiting but for what was lost.
import { type FrameCounters, FrameDecoder } from '../../../device-bridge/framing/frame.ts';
import { decodeRequest, encodeReply, type Request } from '../../../device-bridge/framing/message.ts';
import {
  type Link,
  LinkClosedError,
  LinkEndError,
  type LinkEvents,
  systemClock,
} from '../../../device-bridge/link/link.ts';
import { type Conversation, type Exchange, isLook, keyOf } from './exchanges.ts';

/** The link was lost when the record was made. */
export class ReplayedLossError extends LinkEndError {
  readonly code = 'RECORD_LINK_LOST';
  readonly category = 'board';
  override readonly name = 'ReplayedLossError';

  constructor(link: string, reason: string) {
    super(`${link} was lost, as recorded: ${reason}`);
  }
}

/** The suite asks what it did not ask when the record was made. */
export class ReplayDivergedError extends LinkEndError {
  readonly code = 'RECORD_DIVERGED';
  readonly category = 'usage';
  override readonly name = 'ReplayDivergedError';
  readonly request: string;

  constructor(link: string, { kind, id }: Request) {
    const what = kind === 'infer' ? `an inference of sample ${id}, or of other values under its id` : `"${kind}"`;
    super(
      `the record of ${link} has no answer to ${what}: suite, student or data are not those of the record; restore them, or record again`,
    );
    this.request = kind;
  }
}

/** In which what was answered so far may end the run, as it did when the record was made: a replay is faster, so it asks further ahead. */
const divergedMs = 500;

export function createReplayLink({ link: name, exchanges, lost }: Conversation): Link {
  const counters: FrameCounters = { ...new FrameDecoder().counters };
  const finder = new ExchangeFinder(exchanges);
  let events: LinkEvents | undefined;
  let ended: Error | undefined;
  const end = (error: LinkEndError) => {
    ended ??= error;
    setImmediate(() => events?.closed(error));
  };
  const answer = ({ replies, spoiled }: Exchange, id: number) => {
    for (const kind of ['badCobs', 'badCrc', 'tooLong', 'tooShort'] as const) counters[kind] += spoiled[kind];
    for (const reply of replies) {
      const bytes = encodeReply({ ...reply, id });
      counters.frames += 1;
      counters.bytes += bytes.length;
      setImmediate(() => {
        if (!ended) events?.message(bytes);
      });
    }
  };
  return {
    name: `${name} (record)`,
    clock: systemClock,
    counters,
    hasBaudRate: true,
    start(handlers) {
      events = handlers;
    },
    async send(message) {
      if (ended) throw ended;
      const request = decodeRequest(message);
      const found = finder.find(request);
      if (found) answer(found, request.id);
      else if (lost === undefined) systemClock.after(divergedMs, () => end(new ReplayDivergedError(name, request)));
      if (lost !== undefined && finder.isAtEnd) end(new ReplayedLossError(name, lost));
    },
    async setBaudRate() {},
    async close() {
      if (ended) return;
      ended = new LinkClosedError(name);
      events?.closed();
    },
  };
}

/** Which exchange of the record a request of now is. */
class ExchangeFinder {
  readonly #exchanges: readonly Exchange[];
  readonly #byKey = new Map<string, number[]>();
  readonly #used: Uint8Array;
  /** The first exchange that changes something and was not asked yet. */
  #frontier = 0;

  constructor(exchanges: readonly Exchange[]) {
    this.#exchanges = exchanges;
    this.#used = new Uint8Array(exchanges.length);
    for (const [at, { key }] of exchanges.entries()) this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), at]);
    this.#advance();
  }

  /** Everything that changes something was asked, as it was until the link was lost. */
  get isAtEnd(): boolean {
    return this.#frontier === this.#exchanges.length;
  }

  find(request: Request): Exchange | undefined {
    const places = this.#byKey.get(keyOf(request)) ?? [];
    const at = isLook(request) ? this.#findLook(places) : this.#findChange(request, places);
    if (at === undefined) return undefined;
    this.#used[at] = 1;
    this.#advance();
    return this.#exchanges[at];
  }

  /** The next time that it was asked; of what is not an inference also the last time, since a computer that is late asks again. */
  #findChange({ kind }: Request, places: readonly number[]): number | undefined {
    return places.find((place) => !this.#used[place]) ?? (kind === 'infer' ? undefined : places.at(-1));
  }

  /** What the board said at about this point: the next time it was asked before the frontier, else the last time. */
  #findLook(places: readonly number[]): number | undefined {
    const before = places.filter((place) => place < this.#frontier);
    const since = before.filter((place) => place > this.#lastChange());
    return since.find((place) => !this.#used[place]) ?? before.at(-1) ?? places[0];
  }

  #lastChange(): number {
    for (let at = this.#frontier - 1; at >= 0; at--) if (!isLook(this.#exchanges[at].request)) return at;
    return -1;
  }

  #advance(): void {
    while (this.#frontier < this.#exchanges.length) {
      if (!isLook(this.#exchanges[this.#frontier].request) && !this.#used[this.#frontier]) return;
      this.#frontier++;
    }
  }
}

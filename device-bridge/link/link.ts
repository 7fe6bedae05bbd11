// What carries messages between a host and a board. A session (../session) speaks the protocol of proto/link.proto over any Link; a
// BytePort is a wire for bytes, which ./framed-link.ts turns into a Link.
import { RetortError } from '../../proto/retort-error.ts';
import type { FrameCounters } from '../framing/frame.ts';

/** Called by the link; a handler must not throw. */
export interface LinkEvents {
  /** One whole message, its CRC already checked. */
  message(bytes: Uint8Array): void;
  /** Called once, when the link has ended; without an error after close(). */
  closed(error?: Error | LinkEndError): void;
}

/** Carries whole messages (encoded Request one way, Reply the other), in order, but may lose some. */
export interface Link {
  /** For people: `serial:/dev/ttyUSB1`, `virtual:up5k`, `mqtt://host:1883/lab/bench/ttyUSB1`. */
  readonly name: string;
  readonly clock: Clock;
  /** Bytes received so far and how many were not part of a message; absent if the link does not count bytes. */
  readonly counters?: Readonly<FrameCounters>;
  /** False if the link has no baud rate to raise. */
  readonly hasBaudRate: boolean;
  /** Milliseconds to wait for an answer to a small request; absent where the session's own default serves. */
  readonly answerMs?: number;
  start(events: LinkEvents): void;
  /** Why nothing answers, where the link knows better than "silent". */
  explainSilence?(): Error | undefined;
  /** What the link does not carry however often it is sent, although the board answers other requests. */
  explainLoss?(): Error | undefined;
  /** Resolves when there is room for more. Rejects once the link is closed. */
  send(message: Uint8Array): Promise<void>;
  /** Baud rate of our side; never called where the link has none. */
  setBaudRate(baud: number): Promise<void>;
  close(): Promise<void>;
}

export interface BytePortEvents {
  bytes(chunk: Uint8Array): void;
  closed(error?: Error): void;
}

/** A wire for bytes in both directions, which may lose or change some. */
export interface BytePort {
  readonly name: string;
  readonly clock: Clock;
  start(events: BytePortEvents): void;
  /** Resolves when there is room for more (at most a few KB are under way). Rejects once closed. */
  write(bytes: Uint8Array): Promise<void>;
  /** Of our side; for what is written after it has resolved. What is still under way may go out at either rate. */
  setBaudRate(baud: number): Promise<void>;
  close(): Promise<void>;
}

/** The time by which a session waits: the computer's, or, for a board simulated in lockstep with its host, the simulation's. */
export interface Clock {
  /** Milliseconds from an arbitrary start. */
  now(): number;
  /** Calls back once after `milliseconds`; the result cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** Why a link ended, where there is more to say than that it did; whoever waits on the link gets this very error. */
export abstract class LinkEndError extends RetortError {}

/** What was sent or awaited after the link's end. */
export class LinkClosedError extends RetortError {
  readonly code = 'LINK_CLOSED';
  readonly category = 'board';
  override readonly name = 'LinkClosedError';
  readonly link: string;

  constructor(link: string, cause?: Error) {
    const reason = cause ? `${link} was lost: ${cause.message}` : `${link} is closed`;
    super(`${reason}; make sure the board is plugged in, then open it again`, { cause });
    this.link = link;
  }
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

// Finds the board at its starting rate and raises the rate of the line. Used at the start, and again when a board was lost.
import type { Identity } from '../framing/message.ts';
import type { Connection } from './connection.ts';
import { BaudRateError, BoardSilentError, NoAnswerError, WrongBaudError } from './errors.ts';
import { RoundTrip } from './round-trip.ts';
import type { Timing } from './timing.ts';

/** The rate of every board after power-up, and half a second after the last good frame. */
export const startBaud = 115_200;
const raiseAttempts = 3;
/** Within the half second after which the board falls back. */
const verifyAttempts = 3;

/**
 * Asks at the starting rate until the board answers; a board that is still at a higher rate falls back meanwhile.
 * @throws BoardSilentError, WrongBaudError, LinkClosedError, the signal's reason
 */
export async function findBoard(connection: Connection, timing: Timing, signal?: AbortSignal): Promise<Identity> {
  const { link } = connection;
  if (link.hasBaudRate) await changeRate(connection, startBaud);
  const before = link.counters ? { ...link.counters } : undefined;
  const attempts = Math.max(1, Math.ceil(timing.silentMs / timing.answerMs));
  try {
    return await connection.ask('identify', {}, { timeoutMs: timing.answerMs, attempts, signal });
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    const bytes = before && link.counters ? link.counters.bytes - before.bytes : 0;
    const frames = before && link.counters ? link.counters.frames - before.frames : 0;
    if (bytes > 0 && frames === 0) throw new WrongBaudError(link.name, startBaud, bytes);
    throw link.explainSilence?.() ?? new BoardSilentError(link.name, link.hasBaudRate ? startBaud : 0, timing.silentMs);
  }
}

/**
 * Raises the line to `baud` and sees that the board answers there; where it does not, the line is back at the starting rate. Returns the rate,
 * 0 for a link that has none.
 * @throws BaudRateError, and what findBoard throws
 */
export async function raiseRate(
  connection: Connection,
  identity: Identity,
  baud: number,
  timing: Timing,
  signal?: AbortSignal,
): Promise<number> {
  if (!connection.link.hasBaudRate) return 0;
  const cyclesPerBit = planCyclesPerBit(identity.clockHz, baud);
  if (baud === startBaud) return startBaud;
  for (let attempt = 0; attempt < raiseAttempts; attempt++) {
    const once = { timeoutMs: timing.answerMs, attempts: 1, signal };
    // No answer may mean that only the answer was lost: the new rate is tried all the same.
    await unlessUnanswered(connection.ask('setBaudRate', { cyclesPerBit }, once));
    const changed = await changeRate(connection, baud).then(
      () => true,
      () => false,
    );
    const verify = { timeoutMs: timing.answerMs, attempts: verifyAttempts, signal };
    if (changed && (await unlessUnanswered(connection.ask('identify', {}, verify)))) return baud;
    await findBoard(connection, timing, signal);
    if (!changed) break;
  }
  return startBaud;
}

/**
 * The divisor of the board's clock for `baud`.
 * @throws BaudRateError where it misses by more than a receiver bears (2 %)
 */
export function planCyclesPerBit(clockHz: number, baud: number): number {
  const cyclesPerBit = nearestCyclesPerBit(clockHz, baud);
  if (!canMakeBaud(clockHz, baud)) throw new BaudRateError(baud, Math.round(clockHz / cyclesPerBit));
  return cyclesPerBit;
}

/** Whether the board's clock makes `baud` as closely as a receiver needs it. */
export function canMakeBaud(clockHz: number, baud: number): boolean {
  return Math.abs(clockHz / nearestCyclesPerBit(clockHz, baud) / baud - 1) <= 0.02;
}

function nearestCyclesPerBit(clockHz: number, baud: number): number {
  return Math.min(Math.max(Math.round(clockHz / baud), 4), 65_535);
}

async function changeRate(connection: Connection, baud: number): Promise<void> {
  await connection.link.setBaudRate(baud);
  connection.baud = baud;
  connection.roundTrip = new RoundTrip();
}

async function unlessUnanswered<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NoAnswerError) return undefined;
    throw error;
  }
}

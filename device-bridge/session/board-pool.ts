// Several boards behind the interface of one: the same image on each, the samples dealt out in turn (./deal-samples.ts), every error with
// the name of the board that it came from.
import type { Identity, Status } from '../framing/message.ts';
import type { Board } from './board.ts';
import { BoardsDifferError, nameBoard } from './board-pool-errors.ts';
import { inferInTurn } from './deal-samples.ts';
import type { FlashEvent, FlashImage, FlashOptions, FlashResult } from './flash.ts';
import { signalForAll } from './signal-for-all.ts';

/**
 * One board of `boards`, which must be alike. Its identity is that of each, its health their sum, its rate that of the slowest line. Memory is read, and
 * layers are run, on the first board. Closing it closes all.
 * @throws BoardsDifferError
 */
export function poolBoards(name: string, boards: readonly Board[]): Board {
  const [first] = boards;
  requireAlike(
    boards,
    boards.map(({ identity }) => kindOf(identity)),
  );
  const onAll = <T>(work: (board: Board) => Promise<T>) => settleAll(boards, work);
  const onFirst = <T>(work: Promise<T>) => work.catch((error) => Promise.reject(nameBoard(error, first.name)));
  return {
    name,
    get identity() {
      return first.identity;
    },
    get baud() {
      return Math.min(...boards.map(({ baud }) => baud));
    },
    get health() {
      return sumHealth(boards.map(({ health }) => health));
    },
    async status() {
      const states = await onAll((board) => board.status());
      requireAlike(
        boards,
        states.map(({ imageId, uploadImageId, received }) => ({ imageId, uploadImageId, received })),
      );
      return sumStatus(states);
    },
    flash: (image, options) => flashAll(boards, image, options),
    infer: (samples, options) => inferInTurn(boards, samples, options),
    runLayers: (input, stopAfter) => onFirst(first.runLayers(input, stopAfter)),
    rangeCrc: (address, length) => onFirst(first.rangeCrc(address, length)),
    readMemory: (address, length) => onFirst(first.readMemory(address, length)),
    async close() {
      await onAll((board) => board.close());
    },
  };
}

/** Opens all or none: where one fails, those that did open are closed. @throws the first failure */
export async function openAll<T>(opening: readonly Promise<T>[], close: (opened: T) => Promise<void>): Promise<T[]> {
  const settled = await Promise.allSettled(opening);
  const opened = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = settled.find((one) => one.status === 'rejected');
  if (!failed) return opened;
  await Promise.all(opened.map(close));
  throw failed.reason;
}

/** Waits for every board. @throws the signal's reason, or the first failure with the board's name */
async function settleAll<T>(
  boards: readonly Board[],
  work: (board: Board, index: number) => Promise<T>,
  signal?: AbortSignal,
): Promise<T[]> {
  const settled = await Promise.allSettled(boards.map(work));
  signal?.throwIfAborted();
  return settled.map((one, index) => {
    if (one.status === 'rejected') throw nameBoard(one.reason, boards[index].name);
    return one.value;
  });
}

/** Progress is that of the board that has come least far. The figures are those of the board that needed most, the time that of the slowest. */
async function flashAll(
  boards: readonly Board[],
  image: FlashImage,
  { onEvent, ...options }: FlashOptions = {},
): Promise<FlashResult> {
  const written = boards.map(() => 0);
  const hear = (index: number) => (event: FlashEvent) => {
    if (event.kind !== 'progress') return onEvent?.(event);
    written[index] = event.bytes;
    onEvent?.({ ...event, bytes: Math.min(...written) });
  };
  const signal = signalForAll([options.signal]);
  const work = (board: Board, index: number) => board.flash(image, { ...options, signal, onEvent: hear(index) });
  const results = await settleAll(boards, work, signal);
  const needed = ({ skipped, sentBytes }: FlashResult) => (skipped ? -1 : sentBytes);
  const shown = results.reduce((most, one) => (needed(one) > needed(most) ? one : most));
  return { ...shown, seconds: Math.max(...results.map(({ seconds }) => seconds)) };
}

/** What one board of a kind has like any other: not its image, which a flash brings. */
function kindOf({ core, build, macsPerCycle, memoryBytes, clockHz }: Identity) {
  return { core, build, macsPerCycle, memoryBytes, clockHz };
}

function requireAlike(boards: readonly Board[], facts: readonly Readonly<Record<string, number>>[]): void {
  for (const [index, fact] of facts.entries()) {
    for (const [what, value] of Object.entries(fact)) {
      const expected = facts[0][what];
      if (value !== expected) throw new BoardsDifferError(what, boards[0].name, expected, boards[index].name, value);
    }
  }
}

function sumStatus(states: readonly Status[]): Status {
  const sum = (count: (status: Status) => number) => states.reduce((total, status) => (total + count(status)) >>> 0, 0);
  return {
    ...states[0],
    goodFrames: sum(({ goodFrames }) => goodFrames),
    badFrames: sum(({ badFrames }) => badFrames),
    inferences: sum(({ inferences }) => inferences),
  };
}

function sumHealth(parts: readonly Board['health'][]): Board['health'] {
  const frames = parts.flatMap((part) => part.frames ?? []);
  const link = sumCounters(parts.map(({ frames: _, ...counters }) => counters));
  return { ...link, ...(frames.length > 0 && { frames: sumCounters(frames) }) };
}

function sumCounters<T extends { [K in keyof T]: number }>(counters: readonly T[]): T {
  const names = Object.keys(counters[0]) as (keyof T)[];
  return Object.fromEntries(names.map((name) => [name, counters.reduce((sum, one) => sum + one[name], 0)])) as T;
}

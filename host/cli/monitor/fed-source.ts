// A board that this process feeds itself, as a source of observations: a serial port cannot be watched from beside.

import type { WatchEvent } from '../../../device-bridge/monitor/observation.ts';
import type { LiveSource } from '../steps/live-source.ts';
import type { FedBoard, Feed } from '../steps/open-fed-board.ts';
import type { FeedNote } from '../steps/play-inputs.ts';
import type { BoardSource } from './board-source.ts';
import { watchedConnection } from './watched-connection.ts';

const healthMs = 500;

/**
 * Closing it closes the board. While the board is borrowed it is not fed, and what its borrower asks is observed.
 * @param openFeedOf what a board is fed that comes back with another image; nothing if undefined
 */
export function createFedSource(
  { connection, feed }: FedBoard,
  openFeedOf: (imageId: number) => Promise<Feed | undefined> = async () => undefined,
): BoardSource {
  const feeds = new Map([[feed.image.imageId, Promise.resolve<Feed | undefined>(feed)]]);
  const feedOf = (imageId: number) => {
    const known = feeds.get(imageId) ?? openFeedOf(imageId);
    feeds.set(imageId, known);
    known.catch(() => feeds.delete(imageId));
    return known;
  };
  const { board } = connection;
  const stop = new AbortController();
  let pause = new AbortController();
  let feeding: Promise<void> = Promise.resolve();
  let fed: LiveSource | undefined;
  let emit: (event: WatchEvent) => void = () => {};
  let end: (error?: Error) => void = () => {};

  const tellFed = (problem?: string) => {
    if (fed) emit({ kind: 'fed', counts: { ...fed.counts }, problem });
  };
  /** Resolves with whether the feed has come to its end. */
  const feedUntil = async (signal: AbortSignal): Promise<boolean> => {
    const { imageId } = await board.status();
    emit({ kind: 'board', present: true, imageId, clockHz: board.identity.clockHz });
    const chosen = imageId === 0 ? undefined : await feedOf(imageId);
    if (!chosen) return false;
    fed = chosen.live;
    const onNote = ({ note, isProblem }: FeedNote) => {
      if (isProblem) tellFed(note);
    };
    for await (const { prediction, named, label, input, latencyMs } of chosen.play(board, { signal, onNote })) {
      const known = named === undefined || label === undefined ? {} : { trueLabel: label };
      const observation = { ...prediction, input, latencyMs, ...known };
      tellFed();
      emit({ kind: 'predictions', imageId, missed: 0, observations: [observation] });
    }
    return true;
  };
  const start = () => {
    pause = new AbortController();
    const { signal } = pause;
    feeding = feedUntil(AbortSignal.any([stop.signal, signal])).then(
      (isAtEnd) => {
        if (isAtEnd) end();
      },
      (error) => {
        if (!signal.aborted) end(stop.signal.aborted ? undefined : error);
      },
    );
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    name: board.name,
    start(onEvent, onEnd) {
      emit = onEvent;
      end = (error) => {
        clearInterval(timer);
        tell();
        onEnd(error);
      };
      const tell = () => {
        onEvent({ kind: 'health', health: board.health });
        tellFed();
      };
      timer = setInterval(tell, healthMs);
      start();
    },
    async prepare(imageId) {
      await feedOf(imageId);
    },
    async borrow() {
      pause.abort(new Error('the board is borrowed'));
      await feeding;
      return watchedConnection(connection, (event) => emit(event), start);
    },
    async close() {
      stop.abort(new Error('the monitor has ended'));
      clearInterval(timer);
      await feeding;
      await board.close();
    },
  };
}

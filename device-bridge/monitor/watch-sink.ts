// The one place to attach whatever keeps what is watched, such as a history: everything a monitor hears of a board, in order.
import type { BoardEvent } from './board-events.ts';
import type { WatchEvent } from './observation.ts';
import type { Judged } from './tally.ts';

/** Called while events arrive: each method returns at once and must not throw. `atMs`: milliseconds since 1970. */
export interface WatchSink {
  /** Every event of the source, each batch of predictions included. @param board its name as the monitor shows it */
  take(board: string, event: WatchEvent, atMs: number): void;
  /** A prediction that was compared; most are at low rates, few at high ones. */
  judge?(board: string, judged: Judged, atMs: number): void;
  /** A flash, a loss, a lease, an alarm. */
  mark?(board: string, event: BoardEvent): void;
  /** Once, after the last event; resolves when all of it is kept. */
  close?(): Promise<void>;
}

// What a page is told of its history, as JSON at /history. Types alone, imported by the page too.

export type HistoryStatus =
  /** Nothing is kept: --no-history. */
  | { readonly kind: 'off' }
  | {
      readonly kind: 'kept';
      readonly where: string;
      readonly keepDays: number;
      readonly predictions: number;
      readonly events: number;
      /** Starts of a monitor. */
      readonly sessions: number;
      /** Milliseconds since 1970; absent while there is nothing. */
      readonly sinceMs?: number;
      /** Of the whole database. */
      readonly bytes: number;
      /** Rows that wait to be written. */
      readonly queued: number;
      /** Since this monitor started. */
      readonly notWritten: number;
      readonly inputsLeftOut: number;
      /** Why the last write failed; absent while all is well. */
      readonly problem?: string;
    }
  | {
      readonly kind: 'replay';
      readonly where: string;
      readonly fromMs: number;
      readonly toMs: number;
      readonly atMs: number;
      readonly speed: number;
      readonly isEnded: boolean;
    };

// What passes between a virtual board's thread and its owner.
import type { VirtualBoardOptions } from './options.ts';
import type { LineFrame } from './virtual-board.ts';

export interface WorkerStart {
  readonly options: VirtualBoardOptions;
  /** Take the board's own bit time, whatever the host's: a pseudo-terminal does not tell. */
  readonly followBaud: boolean;
}

export type ToWorker =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'bit time'; readonly cycles: number }
  | { readonly kind: 'reset' | 'power cut' | 'cut' | 'frames' | 'close' };

export type FromWorker =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** Bytes that have passed the board's pin since the last report. */
  | { readonly kind: 'taken'; readonly bytes: number }
  | { readonly kind: 'frames'; readonly frames: readonly LineFrame[] };

// What passes between a virtual board's thread and its owner.
import type { VirtualBoardOptions } from './options.ts';
import type { LineFrame } from './virtual-board.ts';

export interface WorkerStart {
  readonly options: VirtualBoardOptions;
}

export type ToWorker =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'bit time'; readonly cycles: number }
  | { readonly kind: 'reset' | 'power cut' | 'cut' | 'frames' | 'close' };

export type FromWorker =
  /** The board is there; sent once, before anything else. */
  | { readonly kind: 'ready'; readonly clockHz: number }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** Bytes that have passed the board's pin, or were lost before it, since the last report. */
  | { readonly kind: 'taken'; readonly bytes: number }
  /** Milliseconds of the board's time in which it worked, since the last report; before the bytes that came of it. */
  | { readonly kind: 'worked'; readonly milliseconds: number }
  /** Nothing is under way; `obeyed` counts the messages to it so far. */
  | { readonly kind: 'idle'; readonly obeyed: number }
  | { readonly kind: 'frames'; readonly frames: readonly LineFrame[] };

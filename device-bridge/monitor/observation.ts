// What a monitor is told of a board, whoever tells it: a bridge's prediction stream, or a board that this process feeds itself.
import type { LinkHealth } from '../session/connection.ts';

/** One prediction as the board made it, with the input that it was made of. */
export interface Observation {
  /** The asker's number for it. */
  readonly sampleId: number;
  /** Index of the largest logit. */
  readonly label: number;
  /** int8 [classes] */
  readonly logits: Int8Array;
  /** Of the board's clock. */
  readonly cycles: number;
  /** From the board's host taking the input to its having the prediction. */
  readonly latencyMs: number;
  /** In the layout of the board's image. */
  readonly input: Uint8Array;
  /** The true class, where whoever feeds the board knows it. */
  readonly trueLabel?: number;
}

export type WatchEvent =
  | {
      readonly kind: 'predictions';
      /** What was on the board. */
      readonly imageId: number;
      /** Predictions before these that were made, but did not reach this watcher. */
      readonly missed: number;
      readonly observations: readonly Observation[];
    }
  | {
      readonly kind: 'board';
      readonly present: boolean;
      /** Why it is not present. */
      readonly problem?: string;
      readonly imageId: number;
      /** 0 until the board was first found. */
      readonly clockHz: number;
      /** The client that has the board; empty or absent: nobody. */
      readonly leaseHolder?: string;
    }
  /** `staleSeconds` where the broker still keeps that it is online, but it says nothing: since it last did, by its own clock. */
  | { readonly kind: 'bridge'; readonly online: boolean; readonly staleSeconds?: number }
  | { readonly kind: 'broker'; readonly connected: boolean }
  /** Of the host's own line, where this process feeds the board. */
  | { readonly kind: 'health'; readonly health: Readonly<LinkHealth> }
  /** Of a live source that this process feeds to the board: what came so far, by name, and what could not be fed just now. */
  | { readonly kind: 'fed'; readonly counts: Readonly<Record<string, number>>; readonly problem?: string };

export interface ObservationSource {
  /** The board, for people. */
  readonly name: string;
  /** Called once; `onEvent` is called from then on and must not throw. `onEnd` is called once, when nothing more will come. */
  start(onEvent: (event: WatchEvent) => void, onEnd: (error?: Error) => void): void;
  close(): Promise<void>;
}

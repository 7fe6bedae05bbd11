// What server and page say to each other over the WebSocket, as JSON: the one list of message types, imported by both. Types alone.
import type { BoardEvent } from '../../device-bridge/monitor/board-events.ts';
import type { Judgement, Snapshot } from '../../device-bridge/monitor/tally.ts';
import type { LinkHealth } from '../../device-bridge/session/connection.ts';
import type { DriftState } from './drift.ts';
import type { Count } from './wilson.ts';

/** What is fed to a board, as a person can look at it. */
export type ShownInput =
  /** A history has left it out. */
  | { readonly kind: 'absent' }
  | {
      /** A spectrogram is a picture whose rows are bands of frequency, the highest first, and whose columns are time. */
      readonly kind: 'picture' | 'spectrogram';
      readonly rows: number;
      readonly columns: number;
      /** base64 of [rows, columns, 3] bytes */
      readonly rgb: string;
    }
  | {
      readonly kind: 'table';
      readonly features: readonly {
        readonly name: string;
        readonly value: number;
        /** Of the way from the least to the largest value that the board can be fed, 0…1. */
        readonly share: number;
      }[];
    };

/** By class, label or output: probabilities 0…1, or real values where the output is no probability. */
export interface Scores {
  readonly board: readonly number[];
  readonly reference?: readonly number[];
  readonly teacher?: readonly number[];
}

/** A prediction beside what it was compared with. */
export interface ShownPrediction
  extends Pick<
    Judgement,
    'label' | 'labels' | 'confidence' | 'referenceLabel' | 'bitExact' | 'teacherLabel' | 'question'
  > {
  readonly sampleId: number;
  readonly trueLabel?: number;
  readonly latencyMs: number;
  readonly cycles: number;
  readonly input: ShownInput;
  /** Absent where the output is a map, such as a detection's. */
  readonly scores?: Scores;
  /** Such as `2 cat, 1 dog`; absent where the output is no boxes. */
  readonly boxes?: string;
}

/** One of the last disagreements and mistakes. */
export interface GalleryItem extends ShownPrediction {
  /** Counts up over all that were found on this board. */
  readonly id: number;
  readonly atMs: number;
  /** Of which image. */
  readonly imageId: number;
}

export type BoardState =
  | 'live'
  | 'quiet'
  | 'empty'
  | 'unknown-student'
  | 'lost'
  | 'bridge-offline'
  | 'broker-gone'
  | 'ended';

/** What is known of a board beside its predictions. */
export interface BoardInfo {
  /** Of this session; what `watch` names. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** Absent while the board has none that this monitor knows. */
  readonly student?: {
    readonly imageId: number;
    readonly name: string;
    readonly classes: readonly string[];
    readonly scores: 'probabilities' | 'values';
  };
  /** Why there is nothing to compare with. */
  readonly noReference?: string;
  readonly noTeacher?: string;
}

/** A tile of the map. */
export interface BoardSummary extends Pick<Snapshot, 'predictions' | 'perSecond'> {
  readonly id: string;
  readonly name: string;
  readonly state: BoardState;
  /** Why, where the state says not enough. */
  readonly problem: string;
  readonly studentName?: string;
  readonly agreement: Count;
  readonly right: Count;
  readonly bitExact: Count;
  readonly isDrifting: boolean;
}

/** What is redrawn, ten times a second at most. */
export interface LiveFrame
  extends Pick<
    Snapshot,
    'seconds' | 'predictions' | 'perSecond' | 'missed' | 'notCompared' | 'bitExact' | 'agreement' | 'right' | 'clockHz'
  > {
  readonly state: BoardState;
  readonly problem: string;
  readonly imageId: number;
  readonly latest?: ShownPrediction;
  readonly health?: Readonly<LinkHealth>;
  /** Absent where the output names no class. */
  readonly drift?: DriftState;
  /** Came between two frames of this page; a frame shows one. */
  readonly notDrawn: number;
}

/** One second of a board, for the charts. */
export interface SecondOfBoard {
  /** Seconds since 1970. */
  readonly at: number;
  readonly predictions: number;
  readonly missed: number;
  readonly agreement: Count;
  readonly right: Count;
  readonly bitExact: Count;
  /** How often each class was named. */
  readonly classes: readonly number[];
  /** Mean probability of the named class; null where none was named. */
  readonly confidence: number | null;
  readonly latencyMs: { readonly median: number; readonly p99: number } | null;
  /** Median of the board's clock. */
  readonly cycles: number | null;
  /** What the link had to do again. */
  readonly repeated: number;
  /** log10 of the drift test's wealth at the end of the second. */
  readonly drift: number;
}

export type ServerMessage =
  | {
      readonly kind: 'hello';
      readonly version: string;
      readonly boards: readonly BoardInfo[];
    }
  | { readonly kind: 'map'; readonly boards: readonly BoardSummary[] }
  | { readonly kind: 'board'; readonly board: BoardInfo }
  /** In answer to `watch`: what was so far. */
  | {
      readonly kind: 'history';
      readonly board: string;
      readonly seconds: readonly SecondOfBoard[];
      readonly events: readonly BoardEvent[];
      readonly gallery: readonly GalleryItem[];
    }
  | { readonly kind: 'frame'; readonly board: string; readonly frame: LiveFrame }
  | { readonly kind: 'second'; readonly board: string; readonly second: SecondOfBoard }
  | { readonly kind: 'event'; readonly board: string; readonly event: BoardEvent }
  | { readonly kind: 'gallery'; readonly board: string; readonly items: readonly GalleryItem[] };

/** The page follows one board at a time. */
export type PageMessage = { readonly kind: 'watch'; readonly board: string };

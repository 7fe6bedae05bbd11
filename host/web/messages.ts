// What server and page say to each other over the WebSocket, as JSON: the one list of message types, imported by both. Types alone.
import type { BoardEvent } from '../../device-bridge/monitor/board-events.ts';
import type { Judgement, Snapshot } from '../../device-bridge/monitor/tally.ts';
import type { LinkHealth } from '../../device-bridge/session/connection.ts';
import type { PairedComparison } from '../validate/compare-answers.ts';
import type { Proportion } from '../validate/statistics.ts';
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
  /** Its title, while one runs on the board. */
  readonly job?: string;
}

/** What is drawn five times per second. */
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
  /** Of a live source that the monitor feeds: what came so far, by name. */
  readonly fed?: Readonly<Record<string, number>>;
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

/** A student that the page may put on a board. */
export interface StudentChoice {
  readonly id: string;
  readonly name: string;
  readonly imageId: number;
  /** Its file or run folder, for people. */
  readonly place: string;
}

/** What the page asks of a board, as the JSON of `POST /jobs`. */
export type JobRequest = { readonly board: string } & (
  | { readonly kind: 'flash'; readonly student: string }
  /** `samples`: only the first ones of the test split. */
  | { readonly kind: 'validate'; readonly student: string; readonly samples?: number }
  | { readonly kind: 'compare'; readonly students: readonly [string, string]; readonly samples?: number }
);

export type JobState = 'running' | 'done' | 'failed' | 'cancelled';

/** Of a validation. */
export interface ValidatedFigures {
  readonly student: string;
  readonly samples: number;
  readonly bitExact: Count;
  /** Absent where the output says nothing that the task knows. */
  readonly accuracy?: Proportion;
  /** What `accuracy` is called, such as `accuracy` or `mAP`. */
  readonly measure: string;
  /** With the teacher, where there is one. */
  readonly agreement?: Proportion;
  readonly cycles?: number;
  /** Which of the job's reports is this student's, at `/report?job=ID&number=N`. */
  readonly report?: number;
  /** Why there is none. */
  readonly noReport?: string;
}

export type JobResult =
  | { readonly kind: 'flash'; readonly text: string }
  | { readonly kind: 'validate'; readonly figures: ValidatedFigures }
  | {
      readonly kind: 'compare';
      readonly first: ValidatedFigures;
      readonly second: ValidatedFigures;
      readonly paired: PairedComparison;
    };

/** A flash, a validation or a comparison on a board. */
export interface Job {
  readonly id: string;
  readonly board: string;
  /** Such as `validation of student`. */
  readonly title: string;
  readonly state: JobState;
  /** Milliseconds since 1970. */
  readonly startedMs: number;
  /** What is under way, or was last. */
  readonly step: string;
  /** Of the step, 0…1, where it is known. */
  readonly share?: number;
  readonly notes: readonly string[];
  readonly result?: JobResult;
  /** Why it failed, or what cancelling it has left behind. */
  readonly error?: { readonly code: string; readonly message: string };
}

/** Answer to a refused request, as JSON. */
export interface RefusedRequest {
  readonly error: { readonly code: string; readonly message: string };
}

export type ServerMessage =
  | {
      readonly kind: 'hello';
      readonly version: string;
      readonly boards: readonly BoardInfo[];
      /** What may be put on the boards; absent where the page is read-only. */
      readonly students?: readonly StudentChoice[];
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
  | { readonly kind: 'gallery'; readonly board: string; readonly items: readonly GalleryItem[] }
  /** Of the followed board, the newest first: after `history`, and whenever one changes. */
  | { readonly kind: 'jobs'; readonly board: string; readonly jobs: readonly Job[] };

/** The page follows one board at a time. */
export type PageMessage = { readonly kind: 'watch'; readonly board: string };

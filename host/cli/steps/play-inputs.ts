// Plays inputs to a board, whoever makes them: a data set (play-samples.ts) or a live source (open-live-source.ts).

import type { Board } from '../../../device-bridge/session/board.ts';
import type { Sample } from '../../../device-bridge/session/sample.ts';
import { hex32 } from '../../../proto/numbers.ts';
import type { Prediction } from '../../../proto/prediction.ts';
import { RetortError } from '../../../proto/retort-error.ts';
import { decodePrediction } from '../../image/decode-output.ts';
import { classOf } from '../../image/head.ts';
import type { StudentImage } from '../../image/student-image.ts';

/** One input for the board. */
export interface FedInput {
  readonly sampleId: number;
  /** In the layout of the board's image. */
  readonly input: Uint8Array;
  /** The true class, where it is known. */
  readonly label?: number;
  /** The line for a log, of what the board says of it; nothing where it is not worth one. */
  readonly line?: (said: string) => string | undefined;
}

/** What a source says between its inputs. */
export interface FeedNote {
  readonly note: string;
  /** Something was not fed that should have been. */
  readonly isProblem: boolean;
}

/** What a source gives: inputs, and notes in their order. */
export type Feeding = AsyncGenerator<FedInput | FeedNote, void, void>;

export interface Played extends Omit<FedInput, 'sampleId'> {
  readonly prediction: Prediction;
  /** The class that the prediction names, undefined where the head names none. */
  readonly named: number | undefined;
  /** From giving the input to having the prediction. */
  readonly latencyMs: number;
}

export interface PlayContext {
  /** Inputs under way at once. */
  readonly inFlight: number;
  readonly signal: AbortSignal;
  /** Called for each note, once the inputs before it are answered. */
  readonly onNote?: (note: FeedNote) => void;
}

/** The board does not hold the image that is to be played to. */
export class OtherImageError extends RetortError {
  readonly code = 'BOARD_OTHER_IMAGE';
  readonly category = 'board';
  override readonly name = 'OtherImageError';
  readonly expected: number;
  readonly actual: number;

  constructor(expected: number, actual: number) {
    const has = actual === 0 ? 'no image' : `image 0x${hex32(actual)}`;
    super(
      `the board has ${has}, not 0x${hex32(expected)}: flash it first ("retort flash"), or name its image with --image`,
    );
    this.expected = expected;
    this.actual = actual;
  }
}

/** A run of inferences remembers each of its samples, so an endless source needs several. */
const longestRun = 4_096;

interface Given {
  readonly fed: FedInput;
  readonly at: number;
  readonly notes: FeedNote[];
}

/**
 * Sample ids count up, or begin again with a new pass.
 * @param open starts the source, which ends or throws soon after the signal is aborted
 * @throws OtherImageError, and what Board.infer and the source throw
 */
export async function* playInputs(
  board: Board,
  image: StudentImage,
  open: (signal: AbortSignal) => Feeding,
  { inFlight, signal: outer, onNote = () => {} }: PlayContext,
): AsyncGenerator<Played, void, void> {
  const { imageId } = await board.status();
  if (imageId !== image.imageId) throw new OtherImageError(image.imageId, imageId);
  const stop = new AbortController();
  const signal = AbortSignal.any([outer, stop.signal]);
  const given = new Map<number, Given>();
  let last: Given | undefined;
  const inputs = withoutNotes(open(signal), (note) => {
    if (last && given.get(last.fed.sampleId) === last) last.notes.push(note);
    else onNote(note);
  });
  try {
    let next = await inputs.next();
    const run = async function* (): AsyncGenerator<Sample, void, void> {
      let lastId = -1;
      for (let length = 0; !next.done && next.value.sampleId > lastId && length < longestRun; length++) {
        const fed = next.value;
        lastId = fed.sampleId;
        last = { fed, at: performance.now(), notes: [] };
        given.set(lastId, last);
        yield fed;
        next = await inputs.next();
      }
    };
    while (!next.done) {
      for await (const prediction of board.infer(run(), { inFlight, signal })) {
        const { fed, at, notes } = given.get(prediction.sampleId)!;
        const named = classOf(image, decodePrediction(image, prediction));
        const { sampleId: _, ...rest } = fed;
        yield { ...rest, prediction, named, latencyMs: performance.now() - at };
        given.delete(prediction.sampleId);
        notes.forEach(onNote);
      }
    }
  } finally {
    stop.abort(new Error('the feed has ended'));
    await inputs.return();
  }
}

async function* withoutNotes(feeding: Feeding, onNote: (note: FeedNote) => void): AsyncGenerator<FedInput, void, void> {
  for await (const one of feeding) {
    if ('note' in one) onNote(one);
    else yield one;
  }
}

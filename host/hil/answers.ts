// What a board answered to a set of samples, with all that a matcher needs to judge it and to say how to reproduce a failure.
import type { Identity } from '../../device-bridge/framing/message.ts';
import type { Prediction } from '../../proto/prediction.ts';
import type { TestSamples } from './test-samples.ts';

export interface Answers {
  readonly board: {
    /** As the kit was given it, such as `virtual:up5k`; passwords hidden. */
    readonly url: string;
    readonly identity: Identity;
  };
  readonly samples: TestSamples;
  /** In the order in which they came, without padding. */
  readonly predictions: readonly Prediction[];
  /** From the moment that a sample was handed to the link to its prediction, by this computer's clock, in the order of `predictions`. */
  readonly roundTripsMs: readonly number[];
  readonly losses: Losses;
}

/** What went wrong on the way during the run and was put right by the protocol. */
export interface Losses {
  /** Inputs that were sent again. */
  readonly asked: number;
  /** Frames that arrived spoiled, on both sides. */
  readonly spoiled: number;
  /** Times that the board was lost and found again. */
  readonly recoveries: number;
}

/** The command that shows a sample of `answers` layer by layer. @param row its place among the samples */
export function traceCommandOf({ board, samples }: Answers, row: number): string {
  return `retort trace ${samples.student.path} --on '${board.url}' --sample ${row}`;
}

/** By the sample's place among the samples; undefined for a sample without an answer. */
export function byRow({ predictions, samples }: Answers): (Prediction | undefined)[] {
  const bySample = new Map(predictions.map((prediction) => [prediction.sampleId, prediction]));
  return Array.from(samples.ids, (id) => bySample.get(id));
}

/** Of the reference's outputs or of the teacher's logits, those of one sample. */
export function rowOf<Values extends Int8Array | Float32Array>(all: Values, row: number, samples: number): Values {
  const size = all.length / samples;
  return all.subarray(row * size, (row + 1) * size) as Values;
}

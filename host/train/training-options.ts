// All options of a training run.

import type { Split } from '../dataset/dataset.ts';
import type { Weights } from '../network/network.ts';
import type { Recipe } from './recipe.ts';
import type { TrainingEvent } from './training-events.ts';
import type { TrainingTask } from './training-task.ts';

export interface EpochTransform {
  /** With every setting: a resumed run is checked against it. */
  readonly description: string;
  /** Whether it makes weights 0 that are to stay so: the recipe must then say `keepZeros`. */
  readonly prunes?: boolean;
  /** New weights, or those given. What an optimizer keeps of a weight that becomes 0 is forgotten. @param epoch from 1 */
  apply(weights: Weights, epoch: number, epochs: number): Weights;
}

export interface TrainingOptions extends Recipe, TrainingTask {
  readonly seed: number;
  /** Where the weights start; drawn from the seed where absent. */
  readonly start?: Weights;
  /** What is done to the weights before each epoch, as a pruning schedule does. */
  readonly beforeEpoch?: EpochTransform;
  /** Judged after each epoch, up to 1,000 samples of it, for the watch; it does not decide anything. */
  readonly validation?: Split;
  /** Written after each epoch and when aborted; if the file already exists, training resumes from it. */
  readonly checkpointPath?: string;
  /** Data sets in memory of more bytes are fed batch by batch, as streamed ones are, rather than kept in the graph; 512 MiB where absent. */
  readonly residentLimitBytes?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TrainingEvent) => void;
}

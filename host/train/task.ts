// What a training needs besides a recipe: where its samples come from, and what is to be made small.
import type { Preprocessing, Split, StreamedSplit } from '../dataset/dataset.ts';
import type { Network } from '../network/network.ts';
import type { Loss } from './loss.ts';

export interface Task {
  readonly network: Network;
  /** Streamed pictures train to the same bytes as those in memory. */
  readonly split: Split | StreamedSplit;
  readonly preprocessing: Preprocessing;
  readonly loss: Loss;
}

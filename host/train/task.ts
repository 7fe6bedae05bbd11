// What a training needs besides a recipe: where its samples come from, and what is to be made small.
import type { Preprocessing, Split } from '../dataset/dataset.ts';
import type { Network } from '../network/network.ts';
import type { Loss } from './loss.ts';

export interface Task {
  readonly network: Network;
  readonly split: Split;
  readonly preprocessing: Preprocessing;
  readonly loss: Loss;
}

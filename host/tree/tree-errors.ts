// How a tree can be refused.

import { RetortError } from '../../proto/retort-error.ts';

/** A number that no tree can be grown by. */
export class TreeSettingError extends RetortError {
  readonly code = 'TREE_SETTING';
  readonly category = 'usage';
  override readonly name = 'TreeSettingError';
  readonly setting: string;
  readonly value: number;

  constructor(setting: string, value: number, valid: string) {
    super(`the tree's ${setting} is ${value}: it must be ${valid}`);
    this.setting = setting;
    this.value = value;
  }
}

/** Samples of which a tree has nothing to tell apart. */
export class NothingToSplitError extends RetortError {
  readonly code = 'TREE_NOTHING_TO_SPLIT';
  readonly category = 'input';
  override readonly name = 'NothingToSplitError';

  constructor() {
    super(
      'the tree has nothing to split: all samples have the same target, or all pictures are identical; use data of at least two classes',
    );
  }
}

/** Samples that the board's int8 values do not tell apart as the tree does. */
export class TreeInputError extends RetortError {
  readonly code = 'TREE_INPUT';
  readonly category = 'input';
  override readonly name = 'TreeInputError';

  constructor(problem: string) {
    super(`a tree compares input values that are each one int8 value on the board: ${problem}`);
  }
}

/** A network read as a decision tree that is not one. */
export class NotATreeError extends RetortError {
  readonly code = 'TREE_NOT_ONE';
  readonly category = 'usage';
  override readonly name = 'NotATreeError';
  readonly network: string;

  constructor(network: string, problem: string) {
    super(`network "${network}" is not a decision tree: ${problem}; 'retort distill --student tree:8' grows one`);
    this.network = network;
  }
}

// What a folder's layout says of its pictures, however it says it, and which names mean which split.
import { DataFormatError } from './errors.ts';
import type { Unusable } from './folder-tree.ts';

export type SplitName = 'train' | 'validation' | 'test';

/** A picture with its class; with `reason`, one that cannot be used. */
export interface Labelled {
  readonly path: string;
  readonly className: string;
  /** Absent where the layout leaves it open. */
  readonly split?: SplitName;
  readonly reason?: string;
}

export interface Layout {
  readonly pictures: readonly Labelled[];
  /** Without a class. */
  readonly unlabelled: readonly Unusable[];
  /** How a split that the layout names is made, in words. */
  readonly origins: Readonly<Partial<Record<SplitName, string>>>;
  readonly warnings: readonly string[];
}

const splitNames: Readonly<Record<SplitName, RegExp>> = {
  train: /^(train|training|trn)$/,
  // FER-2013 has two that are called test.
  validation: /^(val|valid|validation|validate|dev|development|eval|evaluation|publictest)$/,
  test: /^(test|testing|tst|holdout|privatetest)$/,
};

/** `Train`, `training_set` and `test2017` too. */
export function splitOfName(name: string): SplitName | undefined {
  const bare = name.toLowerCase().replace(/[-_ ]?(set|data|dataset|images|split|samples)?\d*$/, '');
  const names = Object.keys(splitNames) as SplitName[];
  return names.find((split) => splitNames[split].test(bare));
}

/** @throws DataFormatError of `source`, where the word names none */
export function requireSplit(word: string, source: string): SplitName {
  const split = splitOfName(word);
  if (split) return split;
  throw new DataFormatError(
    source,
    `has the split "${word}"; write train, validation or test, or give the column another name`,
  );
}

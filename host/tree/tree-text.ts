// A decision tree in words: a line for each decision and each leaf, indented by its depth.
import { argmax } from '../network/logits.ts';
import { type Decision, isLeaf, type Tree } from './tree.ts';

export interface TreeWords {
  /** Of a picture, [rows, columns, channels]. */
  readonly shape: readonly [number, number, number];
  /** Names. */
  readonly classes: readonly string[];
}

/** `pixel (row 3, column 5) ≤ 96:`, then what is below it. Rows and columns count from 0. */
export function treeText(tree: Tree, words: TreeWords, indent = ''): string {
  if (isLeaf(tree)) return `${indent}${answerOf(tree.values, words)}`;
  const { threshold, low, high } = tree;
  const pixel = pixelText(tree, words);
  return [
    `${indent}${pixel} ≤ ${threshold}:`,
    treeText(low, words, `${indent}  `),
    `${indent}${pixel} > ${threshold}:`,
    treeText(high, words, `${indent}  `),
  ].join('\n');
}

/** The class that a leaf's values name. */
export function answerOf(values: readonly number[], { classes }: TreeWords): string {
  return classes[argmax(values)];
}

export function pixelText({ feature }: Decision, { shape }: TreeWords): string {
  const { row, column, channel } = placeOf(feature, shape);
  return `pixel (row ${row}, column ${column}${shape[2] > 1 ? `, channel ${channel}` : ''})`;
}

/** Of a value of the picture, HWC order. */
export function placeOf(feature: number, [, columns, channels]: TreeWords['shape']) {
  const pixel = Math.floor(feature / channels);
  return { row: Math.floor(pixel / columns), column: pixel % columns, channel: feature % channels };
}

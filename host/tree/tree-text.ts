// A decision tree in words: a line for each decision and each leaf, indented by its depth.
import type { Preprocessing } from '../dataset/dataset.ts';
import { preprocessingOfLevels } from '../dataset/preprocessing.ts';
import { short } from '../dataset/sample-values.ts';
import { argmax } from '../network/logits.ts';
import { type Decision, isLeaf, type Tree } from './tree.ts';

export interface TreeWords {
  /** Of a picture, [rows, columns, channels]. */
  readonly shape: readonly [number, number, number];
  /** Names. */
  readonly classes: readonly string[];
  /** Of a table, whose features have names and units. */
  readonly preprocessing?: Preprocessing;
}

/** `pixel (row 3, column 5) ≤ 96:`, or `feature "speed" ≤ 1.25:`, then what is below it. Rows and columns count from 0. */
export function treeText(tree: Tree, words: TreeWords, indent = ''): string {
  if (isLeaf(tree)) return `${indent}${answerOf(tree.values, words)}`;
  const { low, high } = tree;
  const { value, most } = questionOf(tree, words);
  return [
    `${indent}${value} ≤ ${most}:`,
    treeText(low, words, `${indent}  `),
    `${indent}${value} > ${most}:`,
    treeText(high, words, `${indent}  `),
  ].join('\n');
}

/** The class that a leaf's values name. */
export function answerOf(values: readonly number[], { classes }: TreeWords): string {
  return classes[argmax(values)];
}

/** What a decision asks about, and up to where it goes low: a pixel value, or a feature's value in its own unit. */
export function questionOf({ feature, threshold }: Decision, { shape, preprocessing }: TreeWords) {
  if (preprocessing && 'features' in preprocessing) {
    const { features, scale, offset } = preprocessing;
    const levels = preprocessingOfLevels(preprocessing);
    const real = (threshold + 0.5) * levels.scale + levels.offset;
    return { value: `feature "${features[feature]}"`, most: short((real - offset[feature]) / scale[feature]) };
  }
  const { row, column, channel } = placeOf(feature, shape);
  return {
    value: `pixel (row ${row}, column ${column}${shape[2] > 1 ? `, channel ${channel}` : ''})`,
    most: threshold,
  };
}

/** The same decisions, each with its threshold as it is written: of a table in the feature's unit. */
export function inUnits(tree: Tree, words: TreeWords): Tree {
  if (isLeaf(tree)) return tree;
  const { feature, low, high } = tree;
  return { feature, threshold: questionOf(tree, words).most, low: inUnits(low, words), high: inUnits(high, words) };
}

/** Of a value of the picture, HWC order. */
export function placeOf(feature: number, [, columns, channels]: TreeWords['shape']) {
  const pixel = Math.floor(feature / channels);
  return { row: Math.floor(pixel / columns), column: pixel % columns, channel: feature % channels };
}

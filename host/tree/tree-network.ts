// A decision tree as a trained network (network/tree-architecture.ts), and back. Float network, integer reference and board reach the same leaf and say
// the same of it for every picture; what is rounded is what the leaves say, here, before any of them. The same holds of a table's rows, which are
// rounded to int8 first; exactly halfway between two steps, the float network rounds to the even one, and the others away from 0.
import type { Preprocessing } from '../dataset/dataset.ts';
import { preprocessingOfLevels, tableQuantization } from '../dataset/preprocessing.ts';
import { argmax } from '../network/logits.ts';
import type { TrainedNetwork, Weight } from '../network/network.ts';
import { type ActivationShape, sizeOf } from '../network/shapes.ts';
import { treeNetwork } from '../network/tree-architecture.ts';
import { decisionsOf, isLeaf, type Leaf, leavesOf, type Tree } from './tree.ts';
import { NotATreeError, NothingToSplitError, TreeInputError } from './tree-errors.ts';

export interface TreeSite {
  /** The network's name. */
  readonly name: string;
  /** Of a picture, [rows, columns, channels]. */
  readonly shape: ActivationShape;
  readonly preprocessing: Preprocessing;
}

/** Of the logits, in either direction. */
const largestLogit = 127;

/** @throws NothingToSplitError of a tree that asks nothing; TreeInputError */
export function treeToNetwork(tree: Tree, { name, shape, preprocessing }: TreeSite): TrainedNetwork {
  checkPreprocessing(preprocessing);
  const decisions = decisionsOf(tree);
  if (decisions.length === 0) throw new NothingToSplitError();
  const leaves = leavesOf(tree);
  const classes = leaves[0].values.length;
  const { step, logits } = roundLeaves(leaves);
  const { scale, offset } = preprocessingOfLevels(preprocessing);
  const margins = new Float32Array(sizeOf(shape) * decisions.length);
  for (const [i, { feature }] of decisions.entries()) margins[feature * decisions.length + i] = 1;
  const thresholds = decisions.map(({ threshold }) => -((threshold + 0.5) * scale + offset));
  const { turns, highs } = layOutPaths(tree, decisions.length, leaves.length);
  const input = 'features' in preprocessing ? tableQuantization : undefined;
  const parts = { decisions: decisions.length, leaves: leaves.length, step: scale, logitStep: step, input };
  return {
    network: treeNetwork(name, shape, classes, parts),
    weights: new Map<string, Weight>([
      ['margins/kernel', { shape: [sizeOf(shape), decisions.length], data: margins }],
      ['margins/bias', vector(thresholds)],
      ['paths/kernel', { shape: [decisions.length, leaves.length], data: turns }],
      ['paths/bias', vector(highs.map((count) => 0.5 - count))],
      ['logits/kernel', { shape: [leaves.length, classes], data: Float32Array.from(logits, (q) => q * step) }],
      ['logits/bias', vector(new Array<number>(classes).fill(0))],
    ]),
  };
}

/**
 * The tree of which `treeToNetwork` made this network, with what its leaves say as it is rounded.
 * @throws NotATreeError
 */
export function networkToTree({ network, weights }: TrainedNetwork, preprocessing: Preprocessing): Tree {
  const { scale, offset } = preprocessingOfLevels(preprocessing);
  const read = (name: string): Weight => {
    const weight = weights.get(name);
    if (!weight) throw new NotATreeError(network.name, `it has no ${name}`);
    return weight;
  };
  const [margins, thresholds, paths, logits] = ['margins/kernel', 'margins/bias', 'paths/kernel', 'logits/kernel'].map(
    read,
  );
  const [count, leaves] = paths.shape;
  const turnAt = (decision: number, leaf: number) => paths.data[decision * leaves + leaf];
  const featureOf = (decision: number) =>
    margins.data.findIndex((weight, i) => i % count === decision && weight !== 0) / count;
  const build = (reached: readonly number[], asked: ReadonlySet<number>): Tree => {
    if (reached.length === 1) return { values: [...rowOf(logits, reached[0])] };
    const next = Array.from({ length: count }, (_, i) => i).find(
      (i) => !asked.has(i) && reached.every((leaf) => turnAt(i, leaf) !== 0),
    );
    if (next === undefined) throw new NotATreeError(network.name, `no decision tells ${reached.length} leaves apart`);
    const part = (turn: number) =>
      build(
        reached.filter((leaf) => turnAt(next, leaf) === turn),
        new Set([...asked, next]),
      );
    const threshold = Math.round((-thresholds.data[next] - offset) / scale - 0.5);
    return { feature: Math.floor(featureOf(next)), threshold, low: part(-1), high: part(1) };
  };
  return build(
    Array.from({ length: leaves }, (_, i) => i),
    new Set(),
  );
}

const vector = (values: readonly number[]): Weight => ({ shape: [values.length], data: Float32Array.from(values) });

function rowOf({ data, shape: [, columns] }: Weight, row: number): Float32Array {
  return data.subarray(row * columns, (row + 1) * columns);
}

/** So that q = pixel − 128, or larger values of a feature have larger int8 ones: then a threshold between two pixels is one between two int8 values. */
function checkPreprocessing(preprocessing: Preprocessing): void {
  if ('features' in preprocessing) {
    const at = preprocessing.scale.findIndex((each) => !(each > 0));
    if (at < 0) return;
    const { features, scale } = preprocessing;
    throw new TreeInputError(
      `with the scale ${scale[at]}, larger values of "${features[at]}" become smaller ones; use a scale above 0`,
    );
  }
  const { scale, offset } = preprocessing;
  const shift = offset / scale;
  const isWhole = Math.abs(shift - Math.round(shift)) < 1e-3;
  if (scale > 0 && isWhole && shift <= 0 && shift >= -255) return;
  throw new TreeInputError(
    `pixels that become value · ${scale} + ${offset} are not; use a scale above 0 and an offset of −255 … 0 times it`,
  );
}

/** [decisions, leaves]: 1 where the way to the leaf goes high, −1 where it goes low, else 0; and how often each goes high. */
function layOutPaths(tree: Tree, decisions: number, leaves: number) {
  const turns = new Float32Array(decisions * leaves);
  const highs: number[] = [];
  let next = 0;
  const visit = (node: Tree, path: readonly (readonly [decision: number, turn: number])[]): void => {
    if (isLeaf(node)) {
      const leaf = highs.push(path.filter(([, turn]) => turn > 0).length) - 1;
      for (const [decision, turn] of path) turns[decision * leaves + leaf] = turn;
      return;
    }
    const own = next++;
    visit(node.low, [...path, [own, -1]]);
    visit(node.high, [...path, [own, 1]]);
  };
  visit(tree, []);
  return { turns, highs };
}

/** All in one step, so that −127 … 127 of it are exact in int8, and each leaf's answer stays: the largest value, the first of equals. */
function roundLeaves(leaves: readonly Leaf[]): { readonly step: number; readonly logits: number[] } {
  const largest = Math.max(...leaves.flatMap(({ values }) => values.map(Math.abs)));
  const step = largest === 0 ? 1 : Math.fround(largest / largestLogit);
  const logits = leaves.flatMap(({ values }) => {
    const rounded = values.map((value) => Math.max(-largestLogit, Math.min(largestLogit, Math.round(value / step))));
    const answer = argmax(values);
    if (argmax(rounded) === answer) return rounded;
    // Rounding makes equals at most.
    const peak = rounded[answer];
    if (peak < largestLogit) return rounded.with(answer, peak + 1);
    return rounded.map((q, i) => (i !== answer && q === peak ? q - 1 : q));
  });
  return { step, logits };
}

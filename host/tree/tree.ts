// A decision tree over pixels, or a table's features as int8 levels: what it asks, and what it says of a sample. Growing it is grow-tree.ts's matter, running it on a board
// tree-network.ts's.

export interface Decision {
  /** Of the sample's values, [rows, columns, channels] flattened. */
  readonly feature: number;
  /** 0 … 254: a pixel above it goes `high`, or a feature whose int8 value + 128 is. */
  readonly threshold: number;
  readonly low: Tree;
  readonly high: Tree;
}

export interface Leaf {
  /** What it says, a value for each output. */
  readonly values: readonly number[];
}

export type Tree = Decision | Leaf;

export function isLeaf(tree: Tree): tree is Leaf {
  return 'values' in tree;
}

/** @param samples [n, features], of which `row` is asked about */
export function descend(tree: Tree, samples: ArrayLike<number>, features: number, row = 0): Leaf {
  let node = tree;
  while (!isLeaf(node)) node = samples[row * features + node.feature] > node.threshold ? node.high : node.low;
  return node;
}

/** From the lowest to the highest, as they are drawn from left to right. */
export function leavesOf(tree: Tree): Leaf[] {
  return isLeaf(tree) ? [tree] : [...leavesOf(tree.low), ...leavesOf(tree.high)];
}

/** Each before what is below it, the low side first. */
export function decisionsOf(tree: Tree): Decision[] {
  return isLeaf(tree) ? [] : [tree, ...decisionsOf(tree.low), ...decisionsOf(tree.high)];
}

/** Decisions on the longest way to a leaf. */
export function depthOf(tree: Tree): number {
  return isLeaf(tree) ? 0 : 1 + Math.max(depthOf(tree.low), depthOf(tree.high));
}

/** The same decisions with other leaves. */
export function mapLeaves(tree: Tree, change: (leaf: Leaf) => Leaf): Tree {
  if (isLeaf(tree)) return change(tree);
  return { ...tree, low: mapLeaves(tree.low, change), high: mapLeaves(tree.high, change) };
}

// A decision tree in place of a trained student: grown from the labels, or from what teachers say of the training split and of samples around it.
import type { Split } from '../dataset/dataset.ts';
import type { SampleValues } from '../dataset/sample-values.ts';
import type { TrainedNetwork } from '../network/network.ts';
import { treeDepth } from '../network/tree-architecture.ts';
import { quantizeToLevels } from '../reference/quantize-input.ts';
import { taskOf } from '../task/task-of.ts';
import { growTree } from '../tree/grow-tree.ts';
import { leavesOf, mapLeaves, type Tree } from '../tree/tree.ts';
import { NotATreeError, NothingToSplitError, TreeInputError } from '../tree/tree-errors.ts';
import { treeToNetwork } from '../tree/tree-network.ts';
import type { MethodContext } from './method.ts';

export interface GrowingSource {
  /** Of the data set, or in `levelsOf` it. Its labels are not read. */
  readonly split: Pick<Split, 'ids' | 'images'>;
  /** [n, classes] */
  readonly targets: Float32Array;
  /** What the leaves' means are: logits stay, shares become the logarithms that a softmax makes shares of again. */
  readonly means: 'logits' | 'shares';
  /** At most; as many as the tree of the labels has where absent. */
  readonly leaves?: number;
}

/** The student of the labels alone: a split parts classes as by the Gini impurity. @throws as growStudent */
export async function growFromLabels(context: MethodContext): Promise<TrainedNetwork> {
  return toStudent(await growLabelTree(context), context);
}

/**
 * Where no number of leaves is given, it is that of the labels' tree: else a larger tree passes for an effect.
 * @throws NotATreeError where the student is to be another network, TreeInputError, FloatSamplesError, NothingToSplitError; the signal's reason
 * when aborted
 */
export async function growStudent(source: GrowingSource, context: MethodContext): Promise<TrainedNetwork> {
  const leaves = source.leaves ?? leavesOf(await growLabelTree(context)).length;
  if (leaves < 2) throw new NothingToSplitError();
  return toStudent(await grow(source, context, Math.min(leaves, 2 ** depthIn(context))), context);
}

function growLabelTree(context: MethodContext): Promise<Tree> {
  const { train: split } = context.data;
  const targets = taskOf(context.data).targets(split.labels, [...split.ids.keys()]);
  return grow({ split, targets, means: 'shares' }, context);
}

async function grow(
  { split, targets, means }: GrowingSource,
  context: MethodContext,
  most = 2 ** depthIn(context),
): Promise<Tree> {
  const { data, signal, report } = context;
  const depth = depthIn(context);
  if (taskOf(data).name !== 'classification')
    throw new TreeInputError('a tree predicts a class, but this data set has another task');
  const levels = levelsOf(split.images, context);
  const onSplit = (done: number) => report('tree', { type: 'growing', leaves: done, most });
  const tree = await growTree(levels, targets, split.ids.length, { depth, leaves: most, signal, onSplit });
  return means === 'logits' ? tree : mapLeaves(tree, ({ values }) => ({ values: values.map(toLogit) }));
}

/**
 * What a tree asks about: pixels, or a table's features as the board has them.
 * @param values of the data set, or levels of them
 * @throws FloatSamplesError
 */
export function levelsOf(values: SampleValues, { data: { preprocessing } }: Pick<MethodContext, 'data'>): Uint8Array {
  if (values instanceof Uint8Array) return values;
  return quantizeToLevels('a decision tree', values, preprocessing, 'use another student');
}

function depthIn({ network }: MethodContext): number {
  const depth = treeDepth(network);
  if (depth === undefined) throw new NotATreeError(network.name, 'its layers are not those of a tree’s name');
  return depth;
}

/** Of a share, 0 included. */
function toLogit(share: number): number {
  return Math.log(Math.max(share, smallestShare));
}

const smallestShare = 1e-3;

function toStudent(tree: Tree, { network: { name }, data: { shape, preprocessing } }: MethodContext): TrainedNetwork {
  return treeToNetwork(tree, { name, shape, preprocessing });
}

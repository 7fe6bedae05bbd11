// The decision tree that a student is, for a report.
import type { Preprocessing } from '../../dataset/dataset.ts';
import type { Tree } from '../../tree/tree.ts';
import type { ImageStudent } from './image-student.ts';

/** @returns `undefined` where it is another network. @throws NotATreeError */
export async function treeOf(
  { trained }: Pick<ImageStudent, 'trained'>,
  preprocessing: Preprocessing,
): Promise<Tree | undefined> {
  const { hasSteps } = await import('../../network/network.ts');
  if (!hasSteps(trained.network)) return undefined;
  const { networkToTree } = await import('../../tree/tree-network.ts');
  return networkToTree(trained, preprocessing);
}

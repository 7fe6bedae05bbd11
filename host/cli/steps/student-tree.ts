// The decision tree that a run folder's student is, for a report.

import { existsSync } from 'node:fs';
import type { Preprocessing } from '../../dataset/dataset.ts';
import type { Tree } from '../../tree/tree.ts';
import { pathToWrite } from '../run-folder.ts';

/** @returns `undefined` where it is another network, or not the student of this digest. @throws TrainedNetworkFileError, NotATreeError */
export async function treeOf(
  folder: string,
  studentDigest: string | undefined,
  preprocessing: Preprocessing,
): Promise<Tree | undefined> {
  const path = pathToWrite(folder, 'student');
  if (studentDigest === undefined || !existsSync(path)) return undefined;
  const { loadTrainedNetwork } = await import('../../network/trained-network-file.ts');
  const { hasSteps } = await import('../../network/network.ts');
  const { networkToTree } = await import('../../tree/tree-network.ts');
  const { digest, trained } = await loadTrainedNetwork(path);
  return digest === studentDigest && hasSteps(trained.network) ? networkToTree(trained, preprocessing) : undefined;
}

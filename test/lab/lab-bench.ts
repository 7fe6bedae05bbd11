// A laboratory small enough for a test: the tiny data set, its network, and a trained teacher or two.

import type { LabTeacher } from '../../host/lab/method.ts';
import type { Bench } from '../../host/lab/run-cell.ts';
import { withholdTest } from '../../host/lab/withhold-test.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { computeTeacherOutputs, indexTeacherOutputs } from '../../host/teacher/teacher-outputs.ts';
import { labelLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { createTinyDataset, tinyNetwork } from '../support/tiny-dataset.ts';

export const tinyDataset = createTinyDataset();
export const tinyRecipe = { epochs: 2, batchSize: 32, learningRate: 0.01 };

export async function trainTinyTeacher(seed: number, network = tinyNetwork): Promise<LabTeacher> {
  const { train: split, preprocessing } = tinyDataset;
  const recipe = { ...tinyRecipe, epochs: 6, seed };
  const trained = await trainNetwork({ ...recipe, network, split, preprocessing, loss: labelLoss });
  const logitsOf = indexTeacherOutputs(await computeTeacherOutputs(trained, tinyDataset));
  return { digest: digestTrainedNetwork(trained), logitsOf, trained };
}

/** @param folder for cells and checkpoints */
export function openTinyBench(folder: string, teachers: readonly LabTeacher[], signal?: AbortSignal): Bench {
  const versions = { retort: 'test' };
  return {
    ...withholdTest(tinyDataset),
    network: tinyNetwork,
    teachers,
    folder,
    cache: folder,
    versions,
    int8: true,
    signal,
  };
}

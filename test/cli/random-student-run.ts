// A run folder of the demo's student with random weights, for `glyphs`: as large as a real one, and nobody need train it.

import { loadDataset } from '../../host/dataset/load.ts';
import { studentNetwork } from '../../host/network/architectures.ts';
import { quantizeNetwork } from '../../host/quantize/quantize.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';
import { writeRunFolder } from './write-run-folder.ts';

export async function makeRandomStudentRun(out: string): Promise<void> {
  const dataset = await loadDataset('glyphs');
  const trained = makeRandomTrained(studentNetwork(dataset.shape, dataset.classes.length), 1);
  await writeRunFolder(out, dataset, await quantizeNetwork(trained, dataset.validation, dataset.preprocessing));
}

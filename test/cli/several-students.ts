// Students beside that of ./small-run.ts, for the same data: `worse` never names the last class, `foreign` is for another core.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadDataset } from '../../host/dataset/load.ts';
import { ulx3s85 } from '../../host/image/core-description.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import type { FullyConnectedOperation } from '../../host/quantize/quantized-network.ts';
import { columnsNetwork } from './small-run.ts';
import { writeRunFolder } from './write-run-folder.ts';

/** Writes the run folder `worse` and the image `foreign/foreign.retort` into `folder`. */
export async function makeStudents(folder: string, csv: string): Promise<void> {
  const dataset = await loadDataset(csv);
  const worse = columnsNetwork();
  const { weights } = worse.operations[0] as FullyConnectedOperation;
  weights.fill(0, -16);
  await writeRunFolder(join(folder, 'worse'), dataset, { ...worse, name: 'three-columns' });
  await mkdir(join(folder, 'foreign'));
  const { classes: labels, preprocessing } = dataset;
  const provenance = { toolVersion: '0.1.0' };
  const image = packStudentImage({ quantized: columnsNetwork(), labels, preprocessing, provenance, core: ulx3s85 });
  await writeFile(join(folder, 'foreign', 'foreign.retort'), image);
}

// Loads the data set that the settings name, and says what was left out of it.

import type { Dataset } from '../../dataset/dataset.ts';
import { runStep } from '../output.ts';
import type { CommandContext } from '../run-command.ts';
import type { Settings } from '../settings/settings.ts';
import { grouped } from '../text/format.ts';
import { unusedLine, warningLine } from '../text/reading-text.ts';

/** The path that the settings name as data; `undefined` where they name a set. */
export async function pathOfData({ data }: Pick<Settings, 'data'>): Promise<string | undefined> {
  const { datasetNames } = await import('../../dataset/load.ts');
  return datasetNames.includes(data) ? undefined : data;
}

export async function loadData(
  { data, dataDir, dataSettings }: Pick<Settings, 'data' | 'dataDir' | 'dataSettings'>,
  { output, signal }: CommandContext,
): Promise<Dataset> {
  const { loadDataset } = await import('../../dataset/load.ts');
  const dataset = await runStep(output, `data set ${data}`, async (update) => {
    const dataset = await loadDataset(data, {
      ...dataSettings,
      dataDir,
      signal,
      onEvent: (event) => {
        if (event.type === 'download')
          update(`downloading ${event.url}, ${grouped(event.receivedBytes)} of ${grouped(event.totalBytes)} bytes`);
        if (event.type === 'read') update(`${grouped(event.samples)} samples read`);
      },
    });
    const sizes = [dataset.train, dataset.validation, dataset.test].map(({ ids }) => grouped(ids.length));
    return {
      result: dataset,
      text: `${sizes.join(' + ')} samples (training, validation, test) of ${dataset.shape.join('×')}, ${dataset.classes.length} classes`,
    };
  });
  for (const unused of dataset.reading.unused) output.note(unusedLine(unused));
  for (const warning of dataset.reading.warnings) output.note(warningLine(warning));
  return dataset;
}

import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { datasetNames, loadDataset } from '../../host/dataset/load.ts';
import { namedForms } from '../../host/dataset/named-forms.ts';
import { hasBoxes } from '../../host/task/detection.ts';
import { dataFolder } from '../support/data-folder.ts';

it('every named data set has its form', () => {
  expect(Object.keys(namedForms).sort()).toEqual([...datasetNames].sort());
});

for (const name of datasetNames) {
  it.skipIf(name !== 'glyphs' && !existsSync(dataFolder))(`the form of ${name} is that of the loaded set`, async () => {
    const { shape, classes, train, task } = await loadDataset(name, { dataDir: dataFolder });
    const boxes = hasBoxes(task) ? { detection: true } : {};
    expect(namedForms[name]).toEqual({ shape, classes: classes.length, samples: train.ids.length, ...boxes });
  });
}

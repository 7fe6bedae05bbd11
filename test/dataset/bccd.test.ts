import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadDataset } from '../../host/dataset/load.ts';
import { scoreOutputs } from '../../host/task/task.ts';
import { countByClass } from '../../host/task/task-of.ts';
import { dataFolder } from '../support/data-folder.ts';

it.skipIf(!existsSync(dataFolder))('BCCD is read as published, without its two boxes that have no area', async () => {
  const dataset = await loadDataset('bccd', { dataDir: dataFolder });
  const { train, validation, test, reading } = dataset;
  expect([train, validation, test].map(({ ids }) => ids.length)).toEqual([205, 87, 72]);
  expect(reading.unused).toEqual([
    {
      reason: 'a box without an area',
      count: 2,
      examples: expect.arrayContaining([expect.stringMatching(/^BCCD\/Annotations\/BloodImage_00338\.xml:\d+$/)]),
    },
  ]);
  const counts = [train, validation, test].map(({ labels }) => countByClass(dataset, labels));
  const sums = dataset.classes.map((_, label) => counts.reduce((sum, one) => sum + one[label], 0));
  expect(sums).toEqual([4155 - 2, 372, 361]);
  // What its cells cannot hold, two middles in one of them, is lost for any network.
  const { outputs, targets } = dataset.task!;
  const channels = dataset.task!.channels!.length;
  const sure = targets(test.labels, [...test.ids.keys()]).map((value, i) => (i % channels < 4 ? 20 * value : value));
  expect(sure.length).toBe(test.ids.length * outputs.length);
  expect(scoreOutputs(dataset.task!, sure, test.labels).value).toBeGreaterThan(0.99);
});

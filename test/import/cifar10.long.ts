import { expect, it } from 'vitest';
import { loadDataset } from '../../host/dataset/load.ts';
import { importTflite } from '../../host/import/import-tflite.ts';
import { createReference } from '../../host/reference/reference.ts';
import { mlperfFound, mlperfMissing, readMlperfNetwork } from '../support/mlperf-tiny.ts';

const title = 'ResNet-8 classifies 87.8 % of the 1,000 CIFAR-10 test images, as in LiteRT';

it.skipIf(!mlperfFound)(`${title}${mlperfFound ? '' : ` (${mlperfMissing})`}`, async () => {
  const reference = createReference(importTflite(readMlperfNetwork('pretrainedResnet_quant').tflite, 'ResNet-8'));
  const { test } = await loadDataset('cifar10');
  const pixels = test.images.length / test.labels.length;
  const right = test.labels.filter((label, sample) => {
    const picture = test.images.subarray(sample * pixels, (sample + 1) * pixels);
    const scores = [...reference.run(Int8Array.from(picture, (pixel) => pixel - 128))];
    return scores.indexOf(Math.max(...scores)) === label;
  });
  expect(test.labels).toHaveLength(1000);
  expect(Math.abs(right.length / 10 - 87.8), `${right.length / 10} %`).toBeLessThanOrEqual(0.5);
});

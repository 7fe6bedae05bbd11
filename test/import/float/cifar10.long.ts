import { expect, it } from 'vitest';
import { loadDataset } from '../../../host/dataset/load.ts';
import { importFloatTflite } from '../../../host/import/float/import-float-tflite.ts';
import { computeLogits } from '../../../host/train/evaluate.ts';
import { accuracy } from '../../support/accuracy.ts';
import { mlperfFound, mlperfMissing, readMlperfFile } from '../../support/mlperf-tiny.ts';

const title = 'the float ResNet-8 classifies 88.1 % of the 1,000 CIFAR-10 test images, as in LiteRT';

it.skipIf(!mlperfFound)(`${title}${mlperfFound ? '' : ` (${mlperfMissing})`}`, async () => {
  const { trained } = importFloatTflite(readMlperfFile('pretrainedResnet.tflite'), 'ResNet-8');
  const { test } = await loadDataset('cifar10');
  const logits = await computeLogits(trained, test.images, { scale: 1, offset: 0 });
  expect(test.labels).toHaveLength(1000);
  expect(accuracy(logits, test.labels)).toBeCloseTo(0.881, 6);
});

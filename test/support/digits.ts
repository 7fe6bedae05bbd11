// UCI's digits, and networks trained on them: small, real, and with a loss to measure.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset, Split } from '../../host/dataset/dataset.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import { softmax } from '../../host/network/logits.ts';
import type { Layer, Network, TrainedNetwork } from '../../host/network/network.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { labelLoss } from '../../host/train/loss.ts';
import type { Recipe } from '../../host/train/recipe.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { dataFolder } from './data-folder.ts';

/** Tests of digits skip without. */
export const hasDigits = existsSync(join(dataFolder, 'digits'));

export function loadDigits(): Promise<Dataset> {
  return loadDataset('digits', { dataDir: dataFolder });
}

/** 64 inputs, one hidden layer, 10 classes. */
export function digitsPerceptron(units: number): Network {
  const hidden: Layer = { type: 'dense', name: 'hidden', units, activation: 'relu' };
  return {
    name: `perceptron ${units}`,
    inputShape: [8, 8, 1],
    layers: [hidden, { type: 'dense', name: 'logits', units: 10 }],
  };
}

/** Every layer with a kernel, and a batch-norm. */
export const digitsConvolutional: Network = {
  name: 'small convolutional',
  inputShape: [8, 8, 1],
  layers: [
    { type: 'conv2d', name: 'conv', filters: 6, kernel: [3, 3], padding: 'same', activation: 'relu' },
    { type: 'depthwiseConv2d', name: 'deep', kernel: [3, 3], strides: [2, 2], padding: 'same', useBias: false },
    { type: 'batchNorm', name: 'norm', activation: 'relu' },
    {
      type: 'conv2d',
      name: 'point',
      filters: 8,
      kernel: [2, 2],
      strides: [2, 2],
      padding: 'valid',
      activation: 'relu',
    },
    { type: 'dense', name: 'logits', units: 10 },
  ],
};

export function trainOnDigits(data: Dataset, network: Network, recipe: Partial<Recipe> = {}): Promise<TrainedNetwork> {
  const { train: split, preprocessing } = data;
  const plain = { epochs: 40, batchSize: 64, learningRate: 0.01, seed: 1 };
  return trainNetwork({ network, split, preprocessing, loss: labelLoss, ...plain, ...recipe });
}

/** The mean cross-entropy with the labels, summed in float64. */
export async function meanLoss(trained: TrainedNetwork, split: Split, { preprocessing }: Dataset): Promise<number> {
  const logits = await computeLogits(trained, split.images, preprocessing);
  const classes = logits.length / split.labels.length;
  const losses = Array.from(split.labels, (label, row) => {
    return -Math.log(softmax(logits.subarray(row * classes, (row + 1) * classes))[label]);
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

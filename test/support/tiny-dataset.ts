// A data set small enough to train on in a test: 8×8 pictures of a bar at one of three places, with noise.
import { createRandom } from '../../host/artifact/random.ts';
import { createDataset, type Dataset, type Samples } from '../../host/dataset/dataset.ts';
import type { Network } from '../../host/network/network.ts';
import { labelLoss } from '../../host/train/loss.ts';

const side = 8;

function drawBars(count: number, seed: number): Samples {
  const random = createRandom(seed);
  const images = new Uint8Array(count * side * side);
  const labels = new Uint8Array(count);
  for (let sample = 0; sample < count; sample++) {
    labels[sample] = random.integer(3);
    const row = 1 + 2 * labels[sample] + random.integer(2);
    for (let pixel = 0; pixel < side * side; pixel++) {
      const isBar = Math.floor(pixel / side) === row;
      images[sample * side * side + pixel] = Math.min(255, (isBar ? 90 : 0) + random.integer(160));
    }
  }
  return { images, labels };
}

export function createTinyDataset(): Dataset {
  const shape = [side, side, 1] as const;
  return createDataset('bars', {
    shape,
    classes: ['top', 'middle', 'bottom'],
    train: drawBars(300, 1),
    validation: drawBars(60, 2),
    test: drawBars(120, 3),
  });
}

/** Every kind of layer that matters to training, for the tiny data set. */
export const tinyNetwork: Network = {
  name: 'tiny',
  inputShape: [side, side, 1],
  layers: [
    { type: 'conv2d', name: 'first', filters: 4, kernel: [3, 3], strides: [2, 2], padding: 'same', activation: 'relu' },
    { type: 'conv2d', name: 'second', filters: 4, kernel: [3, 3], padding: 'same', useBias: false },
    { type: 'batchNorm', name: 'norm', activation: 'relu' },
    { type: 'add', name: 'sum', inputs: ['first', 'norm'], activation: 'relu6' },
    { type: 'dropout', name: 'drop', rate: 0.2 },
    { type: 'dense', name: 'logits', units: 3 },
  ],
};

/** A training of the tiny network: ten steps an epoch. */
export const tinyTraining = {
  network: tinyNetwork,
  split: createTinyDataset().train,
  preprocessing: createTinyDataset().preprocessing,
  loss: labelLoss,
  epochs: 2,
  batchSize: 32,
  learningRate: 0.01,
  seed: 1,
};

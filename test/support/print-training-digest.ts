// A process of its own that trains the tiny network and prints the digest of what came out: for test/train/engine.test.ts.
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { labelLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { createTinyDataset, tinyNetwork } from './tiny-dataset.ts';

const { train: split, preprocessing } = createTinyDataset();
const recipe = { epochs: 3, batchSize: 32, learningRate: 0.01, seed: 1 };
console.log(
  digestTrainedNetwork(await trainNetwork({ network: tinyNetwork, split, preprocessing, loss: labelLoss, ...recipe })),
);

// Buciluǎ, Caruana, Niculescu-Mizil 2006 on UCI digits: an 8-wide student of an ensemble's logits, with pseudo data by MUNGE and without.
// All students make equally many steps. Each one's learning rate, p, s and the teachers' weight decay were chosen on the validation split
// with seeds 1 to 3; the test split is read once, at the end. There MUNGE is above scratch in every seed; above logits alone its mean is,
// but not the interval (docs/measurements.md), so that is printed and not asserted.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Dataset, Split } from '../../host/dataset/dataset.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import { composeLoss } from '../../host/distill/compose-loss.ts';
import { munge } from '../../host/distill/munge.ts';
import { meanWithInterval } from '../../host/distill/paired-interval.ts';
import { askTeachers, joinSplits, labelByTeachers } from '../../host/distill/pseudo-data.ts';
import type { TeacherLogits } from '../../host/distill/teachers.ts';
import type { Network, TrainedNetwork } from '../../host/network/network.ts';
import { classification } from '../../host/task/classification.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { labelLoss, type OperationsLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { accuracy } from '../support/accuracy.ts';
import { dataFolder } from '../support/data-folder.ts';

const seeds = [1, 2, 3, 4, 5];
const times = 8;
const pseudoData = { times, probability: 0.5, s: 0.25, seed: 1 };
const epochs = 20;
const learningRates = { scratch: 0.04, logits: 0.02, munged: 0.01 };

const found = existsSync(join(dataFolder, 'digits'));
const title = 'an 8-wide student of an ensemble’s logits with MUNGE×8 is above scratch on UCI digits, five seeds';

it.skipIf(!found)(`${title}${found ? '' : ' (no digits beside the project)'}`, async () => {
  const dataset = await loadDataset('digits', { dataDir: dataFolder });
  const { train, preprocessing, shape } = dataset;
  const task = classification(dataset.classes);
  const ensemble = await trainEnsemble(dataset);
  const pseudo = await munge(train, shape, pseudoData);
  const joined = joinSplits(train, labelByTeachers(pseudo, await askTeachers(ensemble, pseudo, preprocessing), task));
  const regression = (teachers: readonly TeacherLogits[]) =>
    composeLoss([{ type: 'logit-regression' }], { teachers, combine: 'logits' });
  const ofTrain = regression(await askTeachers(ensemble, train, preprocessing));
  const ofJoined = regression(await askTeachers(ensemble, joined, preprocessing));
  const students: Record<keyof typeof learningRates, TrainedNetwork>[] = [];
  for (const seed of seeds) {
    students.push({
      scratch: await trainStudent(dataset, train, labelLoss, 'scratch', seed),
      logits: await trainStudent(dataset, train, ofTrain, 'logits', seed),
      munged: await trainStudent(dataset, joined, ofJoined, 'munged', seed),
    });
  }
  const { test } = dataset;
  const judge = async (trained: TrainedNetwork) =>
    accuracy(await computeLogits(trained, test.images, preprocessing), test.labels);
  const rows: Record<keyof typeof learningRates, number>[] = [];
  for (const { scratch, logits, munged } of students) {
    rows.push({ scratch: await judge(scratch), logits: await judge(logits), munged: await judge(munged) });
  }
  const mean = (kind: keyof typeof learningRates) => meanWithInterval(rows.map((row) => row[kind])).mean;
  const teachers = labelByTeachers(test, await askTeachers(ensemble, test, preprocessing), task).labels;
  const overScratch = meanWithInterval(rows.map(({ scratch, munged }) => munged - scratch));
  console.log(
    JSON.stringify({
      ensemble: teachers.filter((label, i) => label === test.labels[i]).length / test.labels.length,
      means: { scratch: mean('scratch'), logits: mean('logits'), munged: mean('munged') },
      rows,
      overScratch,
      overLogits: meanWithInterval(rows.map(({ logits, munged }) => munged - logits)),
    }),
  );
  expect(overScratch.low).toBeGreaterThan(0);
});

function perceptron(dataset: Dataset, units: number): Network {
  return {
    name: `perceptron of ${units}`,
    inputShape: dataset.shape,
    layers: [
      { type: 'dense', name: 'hidden', units, activation: 'relu' },
      { type: 'dense', name: 'logits', units: dataset.classes.length },
    ],
  };
}

async function trainEnsemble(dataset: Dataset): Promise<TrainedNetwork[]> {
  const { train: split, preprocessing } = dataset;
  const recipe = { epochs: 60, batchSize: 64, learningRate: 0.005, weightDecay: 0.001 };
  const ensemble: TrainedNetwork[] = [];
  for (const seed of [101, 102, 103, 104, 105]) {
    const task = { network: perceptron(dataset, 64), split, preprocessing, loss: labelLoss, seed };
    ensemble.push(await trainNetwork({ ...task, ...recipe }));
  }
  return ensemble;
}

/** Gradients of logit regression are large, so none is clipped. */
function trainStudent(
  dataset: Dataset,
  split: Split,
  loss: OperationsLoss,
  kind: keyof typeof learningRates,
  seed: number,
): Promise<TrainedNetwork> {
  const recipe = { batchSize: 64, clipNorm: 1e9, learningRate: learningRates[kind] };
  const passes = kind === 'munged' ? epochs : epochs * (1 + times);
  const task = { network: perceptron(dataset, 8), split, preprocessing: dataset.preprocessing, loss, seed };
  return trainNetwork({ ...task, ...recipe, epochs: passes });
}

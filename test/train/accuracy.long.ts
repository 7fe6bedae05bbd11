// The engine beside training by tfjs over whole runs.
import { describe, expect, it } from 'vitest';
import { loadDataset } from '../../host/dataset/load.ts';
import { meanWithInterval } from '../../host/distill/paired-interval.ts';
import { defaultStudentTraining } from '../../host/distill/presets.ts';
import { studentNetwork } from '../../host/network/architectures.ts';
import type { Weights } from '../../host/network/network.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { labelLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { accuracy } from '../support/accuracy.ts';
import { dataFolder } from '../support/data-folder.ts';
import { trainWithTfjs } from '../support/tfjs-training.ts';

describe('the engine', () => {
  it('ends within seed noise of tfjs: UCI digits, 5 seeds, on the validation split', async () => {
    const dataset = await loadDataset('digits', { dataDir: dataFolder });
    const { shape, classes, train, validation, preprocessing } = dataset;
    const network = studentNetwork(shape, classes.length);
    const recipe = defaultStudentTraining(network, dataset);
    const judge = async (weights: Weights) =>
      accuracy(await computeLogits({ network, weights }, validation.images, preprocessing), validation.labels);
    const pairs: { seed: number; engine: number; tfjs: number }[] = [];
    for (const seed of [1, 2, 3, 4, 5]) {
      const options = { ...recipe, network, split: train, preprocessing, loss: labelLoss, seed };
      const { weights } = await trainNetwork(options);
      const steps = recipe.epochs * Math.ceil(train.ids.length / recipe.batchSize);
      const byTfjs = trainWithTfjs(options, steps);
      pairs.push({ seed, engine: await judge(weights), tfjs: await judge(byTfjs.weights) });
    }
    const difference = meanWithInterval(pairs.map(({ engine, tfjs }) => engine - tfjs));
    console.log(JSON.stringify({ pairs, difference }));
    expect(difference.low).toBeLessThanOrEqual(0);
    expect(difference.high).toBeGreaterThanOrEqual(0);
    expect(Math.abs(difference.mean)).toBeLessThan(0.01);
  });
});

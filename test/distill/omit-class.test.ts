import { describe, expect, it } from 'vitest';
import { composeLoss } from '../../host/distill/compose-loss.ts';
import { OutputBiasError } from '../../host/distill/distill-errors.ts';
import { hintonTerms } from '../../host/distill/hinton.ts';
import { chooseBiasShift, omitClass, shiftBias } from '../../host/distill/omit-class.ts';
import { askTeachers } from '../../host/distill/pseudo-data.ts';
import { drawInitialWeights } from '../../host/network/initial-weights.ts';
import type { Network } from '../../host/network/network.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { labelLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { accuracy } from '../support/accuracy.ts';
import { createTinyDataset, tinyNetwork } from '../support/tiny-dataset.ts';

const dataset = createTinyDataset();
const { train, validation, test, shape, preprocessing } = dataset;
const trained = { network: tinyNetwork, weights: drawInitialWeights(tinyNetwork, 4) };

describe('a transfer set without a class', () => {
  it('lacks that class alone, and keeps pictures, labels and ids together', () => {
    const without = omitClass(train, shape, 1);
    expect(new Set(without.labels)).toEqual(new Set([0, 2]));
    expect(without.ids).toHaveLength(train.labels.filter((label) => label !== 1).length);
    for (const [row, id] of without.ids.entries()) {
      expect(without.labels[row]).toBe(train.labels[id]);
      expect(without.images.subarray(row * 64, row * 64 + 64)).toEqual(train.images.subarray(id * 64, id * 64 + 64));
    }
  });
});

describe('a shifted bias', () => {
  it('adds to one logit of every sample, in a copy', async () => {
    const before = digestTrainedNetwork(trained);
    const plain = await computeLogits(trained, test.images, preprocessing);
    const shifted = await computeLogits(shiftBias(trained, 2, 3.5), test.images, preprocessing);
    for (const [i, logit] of shifted.entries()) expect(logit - plain[i]).toBeCloseTo(i % 3 === 2 ? 3.5 : 0, 4);
    expect(digestTrainedNetwork(trained)).toBe(before);
  });

  it('needs a linear last layer with a bias, and the class', () => {
    const end = { type: 'dense', name: 'logits', units: 3 } as const;
    const network: Network = {
      ...tinyNetwork,
      layers: [...tinyNetwork.layers.slice(0, -1), { ...end, useBias: false }],
    };
    const without = { network, weights: drawInitialWeights(network, 1) };
    expect(() => shiftBias(without, 1, 1)).toThrow(OutputBiasError);
    expect(() => shiftBias(without, 1, 1)).toThrow(
      'last layer "logits": it is not a linear layer with a bias; end the network',
    );
    expect(() => shiftBias(trained, 3, 1)).toThrow('it has the classes 0 … 2, not 3');
  });
});

describe('the choice of a shift', () => {
  it('reads the validation split and no other', async () => {
    const read: string[] = [];
    const watched = new Proxy(dataset, {
      get(target, key) {
        read.push(String(key));
        return Reflect.get(target, key);
      },
    });
    await chooseBiasShift(trained, 1, watched);
    expect(read).toContain('validation');
    expect(read).not.toContain('test');
    expect(read).not.toContain('train');
  });

  it('follows the validation split’s labels', async () => {
    const allOne = { ...validation, labels: validation.labels.map(() => 1) };
    const noneOne = { ...validation, labels: validation.labels.map(() => 2) };
    const towards = await chooseBiasShift(trained, 1, {
      ...dataset,
      validation: allOne,
    });
    expect(towards.amount).toBeGreaterThan(0);
    expect(towards.accuracy).toBe(1);
    const away = await chooseBiasShift(shiftBias(trained, 1, 5), 1, { ...dataset, validation: noneOne });
    expect(away.amount).toBeLessThan(0);
  });

  it('finds back a bias that was taken away, and leaves alone what is right', async () => {
    const good = await trainNetwork({
      network: tinyNetwork,
      split: train,
      preprocessing,
      loss: labelLoss,
      epochs: 8,
      batchSize: 32,
      learningRate: 0.02,
      seed: 1,
    });
    const { accuracy: reached, amount } = await chooseBiasShift(good, 1, dataset);
    const { accuracy: again, amount: back } = await chooseBiasShift(shiftBias(good, 1, -6), 1, dataset);
    expect(again).toBeCloseTo(reached, 1);
    expect(back - amount).toBeGreaterThan(2);
    const perfect = { ...dataset, validation: { ...validation, labels: await labelsOf(good) } };
    expect(await chooseBiasShift(good, 1, perfect)).toEqual({ amount: 0, accuracy: 1 });
  });

  it('makes a student know a class that it has never seen', async () => {
    const settings = { preprocessing, epochs: 12, batchSize: 32, learningRate: 0.02, seed: 1 };
    const teacher = await trainNetwork({ ...settings, network: tinyNetwork, split: train, loss: labelLoss });
    const split = omitClass(train, shape, 1);
    const teachers = await askTeachers([teacher], split, preprocessing);
    const loss = composeLoss(hintonTerms({ alpha: 1, temperature: 8 }), { teachers, combine: 'logits' });
    const student = await trainNetwork({ ...settings, network: tinyNetwork, split, loss });
    const { amount } = await chooseBiasShift(student, 1, dataset);
    const logits = await computeLogits(shiftBias(student, 1, amount), test.images, preprocessing);
    expect(accuracy(logits, test.labels)).toBeGreaterThan(0.85);
  });
});

async function labelsOf(network: typeof trained): Promise<Uint8Array> {
  const logits = await computeLogits(network, validation.images, preprocessing);
  return Uint8Array.from(validation.labels, (_, i) => {
    const row = [...logits.subarray(i * 3, i * 3 + 3)];
    return row.indexOf(Math.max(...row));
  });
}

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import type { Split } from '../../host/dataset/dataset.ts';
import { askWithSpecialists } from '../../host/distill/combine-specialists.ts';
import { computeCovariance, findConfusableClusters } from '../../host/distill/confusable-clusters.ts';
import { enrichSplit, startSpecialist, trainSpecialist } from '../../host/distill/specialists.ts';
import { drawInitialWeights } from '../../host/network/initial-weights.ts';
import { softmax } from '../../host/network/logits.ts';
import type { Network } from '../../host/network/network.ts';
import { checkWeights } from '../../host/network/shapes.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { labelLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { createTinyDataset, tinyNetwork } from '../support/tiny-dataset.ts';

const { train, test, preprocessing } = createTinyDataset();
const generalist = { network: tinyNetwork, weights: drawInitialWeights(tinyNetwork, 4) };

describe('confusable classes', () => {
  /** Each sample's mass on its class, with a part on the class that it is taken for. */
  function confuse(pairs: readonly (readonly [number, number])[], classes: number): Float32Array {
    const random = createRandom(2);
    return Float32Array.from(
      Array.from({ length: 500 }, () => {
        const label = random.integer(classes);
        const [a, b] = pairs.find((pair) => pair.includes(label)) ?? [label, label];
        const part = random.next() / 2;
        const p = new Array(classes).fill(1e-4);
        p[label] += 1 - part;
        p[label === a ? b : a] += part;
        return p.map(Math.log);
      }).flat(),
    );
  }

  it('are found in the covariance of the predictions', () => {
    const logits = confuse(
      [
        [0, 4],
        [1, 3],
      ],
      6,
    );
    expect(findConfusableClusters(logits, 6, 4)).toEqual([
      [0, 4],
      [1, 3],
    ]);
    expect(findConfusableClusters(logits, 6, 6)).toEqual([]);
    expect(findConfusableClusters(logits, 6, 1)).toEqual([[0, 1, 2, 3, 4, 5]]);
    expect(() => findConfusableClusters(logits, 6, 7)).toThrow(
      'number of clusters is 7: it must be a whole number in 1 … 6',
    );
  });

  it('are found whatever the order of the samples', () => {
    const logits = confuse(
      [
        [2, 5],
        [0, 1],
      ],
      6,
    );
    const reversed = Float32Array.from(
      { length: logits.length },
      (_, i) => logits[logits.length - 6 - i + 2 * (i % 6)],
    );
    expect(findConfusableClusters(reversed, 6, 4)).toEqual([
      [0, 1],
      [2, 5],
    ]);
  });

  it('rest on E[p pᵀ] − E[p] E[p]ᵀ', () => {
    const logits = Float32Array.of(0, Math.log(3), Math.log(3), 0);
    for (const [a, row] of computeCovariance(logits, 2).entries()) {
      for (const [b, value] of row.entries()) expect(value).toBeCloseTo(a === b ? 1 / 16 : -1 / 16, 6);
    }
  });
});

describe('a specialist’s split', () => {
  const labels = Uint8Array.from({ length: 1000 }, (_, i) => i % 10);
  const split: Split = {
    labels,
    ids: Int32Array.from(labels, (_, i) => 7 * i),
    images: Uint8Array.from(labels.keys()),
  };

  it('is half the field, half the others as one class, each sample with its own id and label', () => {
    const { split: enriched } = enrichSplit(split, [1, 1, 1], [2, 5], 1);
    const count = (label: number) => enriched.labels.filter((other) => other === label).length;
    expect([count(0), count(1), count(2)]).toEqual([100, 100, 200]);
    expect(new Set(enriched.ids).size).toBe(400);
    for (const [row, id] of enriched.ids.entries()) {
      expect(enriched.images[row]).toBe((id / 7) % 256);
      expect(enriched.labels[row]).toBe([2, 5].indexOf((id / 7) % 10) < 0 ? 2 : [2, 5].indexOf((id / 7) % 10));
    }
    expect(new Set(enriched.ids.filter((_, row) => enriched.labels[row] === 2).map((id) => (id / 7) % 10)).size).toBe(
      8,
    );
  });

  it('repeats with its seed', () => {
    expect(enrichSplit(split, [1, 1, 1], [2, 5], 1)).toEqual(enrichSplit(split, [1, 1, 1], [2, 5], 1));
    expect(enrichSplit(split, [1, 1, 1], [2, 5], 2)).not.toEqual(enrichSplit(split, [1, 1, 1], [2, 5], 1));
  });

  it('is corrected by the log of the proportion by which the field is oversampled', () => {
    // All 200 of the field are kept, 200 of 800 others: oversampled four times.
    expect(enrichSplit(split, [1, 1, 1], [2, 5], 1).dustbinShift).toBeCloseTo(Math.log(4), 10);
    // 800 in the field, of which 200 are kept: undersampled four times.
    expect(enrichSplit(split, [1, 1, 1], [0, 1, 2, 3, 4, 5, 6, 7], 1).dustbinShift).toBeCloseTo(-Math.log(4), 10);
  });

  it('after the correction gives the dustbin its share of the data, where pictures say nothing', () => {
    const { split: enriched, dustbinShift } = enrichSplit(split, [1, 1, 1], [2, 5], 1);
    const shares = [0, 1, 2].map((label) => enriched.labels.filter((other) => other === label).length / 400);
    const corrected = softmax(shares.map((share, c) => Math.log(share) + (c === 2 ? dustbinShift : 0)));
    for (const [c, share] of [0.1, 0.1, 0.8].entries()) expect(corrected[c]).toBeCloseTo(share, 10);
  });

  it('needs samples on both sides', () => {
    expect(() => enrichSplit(split, [1, 1, 1], [11], 1)).toThrow(
      'field of a specialist is 0 samples in [11], 1,000 others',
    );
  });
});

describe('a specialist', () => {
  it('starts with the generalist’s logits for its field, and their mean over the others', async () => {
    const start = startSpecialist(generalist, [2]);
    checkWeights(start.network, start.weights);
    const [before, after] = await Promise.all(
      [generalist, start].map((trained) => computeLogits(trained, test.images, preprocessing)),
    );
    for (let row = 0; row < test.ids.length; row++) {
      expect(after[row * 2]).toBeCloseTo(before[row * 3 + 2], 4);
      expect(after[row * 2 + 1]).toBeCloseTo((before[row * 3] + before[row * 3 + 1]) / 2, 4);
    }
  });

  it('refuses a field that is none, and a generalist without a last dense layer with a bias', () => {
    for (const field of [[], [0, 1, 2], [1, 1], [3]]) {
      expect(() => startSpecialist(generalist, field)).toThrow(
        `field of a specialist is [${field}]: it must be some of 0 … 2`,
      );
    }
    const network: Network = {
      ...tinyNetwork,
      layers: [...tinyNetwork.layers.slice(0, -1), { type: 'dense', name: 'logits', units: 3, useBias: false }],
    };
    expect(() => startSpecialist({ network, weights: drawInitialWeights(network, 1) }, [1])).toThrow(
      'is not a linear layer with a bias',
    );
  });

  it('learns its field, and answers with the generalist as one teacher by sample id', async () => {
    const before = digestTrainedNetwork(generalist);
    const recipe = { epochs: 10, batchSize: 32, learningRate: 0.02 };
    const specialist = await trainSpecialist({
      generalist,
      classes: [0, 1],
      split: train,
      seed: 1,
      train: (training) => trainNetwork({ ...recipe, ...training, preprocessing, loss: labelLoss, seed: 1 }),
    });
    const teacher = await askWithSpecialists(generalist, [specialist], test, preprocessing);
    const [plain, together] = [await computeLogits(generalist, test.images, preprocessing), teacher.logitsOf(test.ids)];
    const rightOf = (logits: Float32Array) =>
      test.ids.filter((_, row) => {
        const z = [...logits.subarray(row * 3, row * 3 + 3)];
        return z.indexOf(Math.max(...z)) === test.labels[row];
      }).length;
    expect(rightOf(together)).toBeGreaterThan(rightOf(plain));
    expect(digestTrainedNetwork(generalist)).toBe(before);
    expect((await askWithSpecialists(generalist, [], test, preprocessing)).digest).not.toBe(teacher.digest);
  });
});

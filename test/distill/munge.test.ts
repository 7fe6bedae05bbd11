import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import type { Shape } from '../../host/dataset/dataset.ts';
import type { SampleValues } from '../../host/dataset/sample-values.ts';
import { composeLoss } from '../../host/distill/compose-loss.ts';
import { munge } from '../../host/distill/munge.ts';
import { findNearestNeighbours } from '../../host/distill/nearest-neighbours.ts';
import { askTeachers, indexTeacher, joinSplits, labelByTeachers } from '../../host/distill/pseudo-data.ts';
import { drawInitialWeights } from '../../host/network/initial-weights.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { classification } from '../../host/task/classification.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { createTinyDataset, tinyNetwork } from '../support/tiny-dataset.ts';

function draw(samples: number, pixels: number, seed: number, levels = 256): Uint8Array {
  const random = createRandom(seed);
  return Uint8Array.from({ length: samples * pixels }, () => random.integer(levels));
}

function nearestByForce(images: Uint8Array, pixels: number): number[] {
  const distance = (a: number, b: number) => {
    let sum = 0;
    for (let i = 0; i < pixels; i++) sum += (images[a * pixels + i] - images[b * pixels + i]) ** 2;
    return sum;
  };
  return Array.from({ length: images.length / pixels }, (_, sample) => {
    const others = Array.from({ length: images.length / pixels }, (_, i) => i).filter((i) => i !== sample);
    return others.reduce((best, other) => (distance(sample, other) < distance(sample, best) ? other : best));
  });
}

/** Values of each pixel over all samples, sorted. */
const sortedColumns = (images: SampleValues, pixels: number) =>
  Array.from({ length: pixels }, (_, pixel) => images.filter((_, i) => i % pixels === pixel).sort());

describe('the nearest neighbour', () => {
  it('is that of a search by force, with ties, duplicates and more pixels than one product takes', async () => {
    for (const [samples, pixels, levels] of [
      [2, 1, 256],
      [60, 3, 2],
      [200, 64, 256],
      [40, 2500, 256],
    ]) {
      const images = draw(samples, pixels, samples, levels);
      expect([...(await findNearestNeighbours(images, pixels))]).toEqual(nearestByForce(images, pixels));
    }
  });

  it('is exact where distances of a million differ by one', async () => {
    const images = new Uint8Array(3 * 1024).fill(255);
    images.fill(0, 0, 1024);
    images[1024] = 254;
    expect(await findNearestNeighbours(images, 1024)).toEqual(Uint32Array.of(1, 2, 1));
  });

  it('leaves no tensor behind, needs two pictures and stops when asked to', async () => {
    const tensors = tf.memory().numTensors;
    await findNearestNeighbours(draw(9, 4, 1), 4);
    await expect(findNearestNeighbours(draw(1, 4, 1), 4)).rejects.toThrow(
      'number of pictures is 1: it must be at least',
    );
    await expect(findNearestNeighbours(draw(9, 4, 1), 4, AbortSignal.abort())).rejects.toThrow('aborted');
    expect(tf.memory().numTensors).toBe(tensors);
  });
});

describe('MUNGE', () => {
  const shape: Shape = [2, 3, 1];
  const images = draw(30, 6, 5);
  const settings = { times: 2, probability: 0.5, s: 4, seed: 1 };

  it('copies where the probability is 0', async () => {
    const copies = await munge({ images }, shape, { ...settings, probability: 0 });
    expect(copies.images).toEqual(Uint8Array.from([...images, ...images]));
  });

  it('exchanges and nothing more where s is large: each pixel keeps its values, only on other samples', async () => {
    const exchanged = await munge({ images }, shape, { ...settings, times: 1, s: 1e6 });
    expect(exchanged.images).not.toEqual(images);
    expect(sortedColumns(exchanged.images, 6)).toEqual(sortedColumns(images, 6));
  });

  it('stays between the two neighbours where s is large', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 12, maxLength: 12 }), fc.integer(), async (pair, seed) => {
        const made = await munge({ images: pair }, shape, { times: 3, probability: 0.5, s: 1e6, seed });
        for (const [i, value] of made.images.entries()) expect([pair[i % 6], pair[6 + (i % 6)]]).toContain(value);
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  it('draws with the deviation |e − e′| / s', async () => {
    // With p = 1 a pair is visited twice: back home with variance σ² + E(e − e′)²/s² = σ² (2 + 2/s²), where σ = 40/s.
    const pair = new Uint8Array(2 * 6000).fill(100, 0, 6000).fill(140, 6000);
    const made = await munge({ images: pair }, [60, 100, 1], { times: 1, probability: 1, s: 4, seed: 3 });
    for (const [first, home] of [
      [0, 100],
      [6000, 140],
    ]) {
      const values = [...made.images.subarray(first, first + 6000)];
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      expect(Math.abs(mean - home)).toBeLessThan(0.6);
      expect(Math.abs(variance / (100 * (2 + 2 / 16)) - 1)).toBeLessThan(0.1);
    }
  });

  it('changes nothing where two neighbours agree', async () => {
    const alike = new Uint8Array(12).fill(77);
    expect((await munge({ images: alike }, shape, { ...settings, times: 1, s: 0.1 })).images).toEqual(alike);
  });

  it('repeats with its seed, differs from pass to pass, and clips rather than wraps', async () => {
    const first = await munge({ images }, shape, settings);
    expect(await munge({ images }, shape, settings)).toEqual(first);
    expect((await munge({ images }, shape, { ...settings, seed: 2 })).images).not.toEqual(first.images);
    expect(first.images.subarray(180)).not.toEqual(first.images.subarray(0, 180));
    const extremes = new Uint8Array(2 * 600).fill(255, 600);
    const wide = await munge({ images: extremes }, [20, 30, 1], { times: 1, probability: 1, s: 1, seed: 1 });
    const atEdges = wide.images.filter((value) => value === 0 || value === 255).length;
    expect(atEdges).toBeGreaterThan(400);
  });

  it('refuses settings out of range, by name and value', async () => {
    const run = (wrong: Partial<typeof settings>) => munge({ images }, shape, { ...settings, ...wrong });
    await expect(run({ times: 0 })).rejects.toThrow('times is 0: it must be a whole number above 0');
    await expect(run({ probability: 1.5 })).rejects.toThrow('probability is 1.5: it must be a number in 0 … 1');
    await expect(run({ s: 0 })).rejects.toThrow('s is 0: it must be a number above 0');
  });
});

describe('pseudo data', () => {
  const { train, shape, preprocessing, classes } = createTinyDataset();
  const task = classification(classes);
  const ensemble = [1, 2].map((seed) => ({ network: tinyNetwork, weights: drawInitialWeights(tinyNetwork, seed) }));

  it('has ids that no data set has, and is labelled with what the ensemble’s mean logits name', async () => {
    const pseudo = await munge(train, shape, { times: 2, probability: 0.5, s: 4, seed: 1 });
    expect(pseudo.ids).toEqual(Int32Array.from({ length: 600 }, (_, i) => -1 - i));
    const teachers = await askTeachers(ensemble, pseudo, preprocessing);
    const labelled = labelByTeachers(pseudo, teachers, task);
    const [first, second] = await Promise.all(
      ensemble.map((trained) => computeLogits(trained, pseudo.images, preprocessing)),
    );
    for (const [row, label] of labelled.labels.entries()) {
      const means = [0, 1, 2].map((c) => first[row * 3 + c] + second[row * 3 + c]);
      expect(means[label]).toBe(Math.max(...means));
    }
    expect(teachers[0].logitsOf(Int32Array.of(-600, -1))).toEqual(
      Float32Array.of(...first.subarray(599 * 3), ...first.subarray(0, 3)),
    );
    expect(() => teachers[0].logitsOf(Int32Array.of(0))).toThrow('but not the one with id 0');
    expect(() => labelByTeachers(pseudo, [], task)).toThrow('number of teachers is 0');
  });

  it('joins the training split, is trained on by logits alone, and leaves the ensemble as it was', async () => {
    const before = ensemble.map(digestTrainedNetwork);
    const pseudo = await munge(train, shape, { times: 1, probability: 0.5, s: 4, seed: 1 });
    const split = joinSplits(train, labelByTeachers(pseudo, await askTeachers(ensemble, pseudo, preprocessing), task));
    expect(split.labels).toHaveLength(2 * train.labels.length);
    const teachers = await askTeachers(ensemble, split, preprocessing);
    const loss = composeLoss([{ type: 'logit-regression' }], { teachers, combine: 'logits' });
    const training = {
      network: tinyNetwork,
      split,
      preprocessing,
      epochs: 1,
      batchSize: 32,
      learningRate: 0.01,
      seed: 1,
    };
    await trainNetwork({ ...training, loss });
    expect(ensemble.map(digestTrainedNetwork)).toEqual(before);
    expect(() => joinSplits(train, train)).toThrow('sample id is 0: it must be in only one of the joined splits');
  });

  it('tells teachers of other samples apart, so that no run resumes on them', async () => {
    const of = async (seed: number) => {
      const pseudo = await munge(train, shape, { times: 1, probability: 0.5, s: 4, seed });
      return (await askTeachers(ensemble, pseudo, preprocessing)).map(({ digest }) => digest);
    };
    expect(await of(1)).toEqual(await of(1));
    expect(await of(1)).not.toEqual(await of(2));
    const logits = Float32Array.of(1, 2, 3, 4);
    const indexed = [Int32Array.of(1, 2), Int32Array.of(2, 1)].map((ids) => indexTeacher('one', ids, logits, 2));
    expect(indexed[0].digest).not.toBe(indexed[1].digest);
  });
});

// Attacks on a student that learned bars: within ε and in bytes, worse for it than noise, and of no effect where its gradients say nothing.
import { describe, expect, it } from 'vitest';
import type { Preprocessing } from '../../host/dataset/dataset.ts';
import { argmax } from '../../host/network/logits.ts';
import type { TrainedNetwork } from '../../host/network/network.ts';
import { type Attack, openAttacker } from '../../host/train/attack.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { measureRobustness } from '../../host/validate/robustness/robustness.ts';
import { createTinyDataset, tinyTraining } from '../support/tiny-dataset.ts';

const { test, preprocessing, shape } = createTinyDataset();
const samples = { images: test.images as Uint8Array, labels: test.labels };
const trained = await trainNetwork({ ...tinyTraining, epochs: 8 });
const pgd = (epsilon: number): Attack => ({ epsilon, steps: 20, stepSize: epsilon / 8, start: 'random' });
const fgsm = (epsilon: number): Attack => ({ epsilon, steps: 1, stepSize: epsilon, start: 'picture' });

async function attack(one: Attack, { seed = 1, of = samples } = {}) {
  const attacker = openAttacker(trained, preprocessing);
  try {
    return await attacker.attack(of, one, seed);
  } finally {
    attacker.dispose();
  }
}
async function namesOf(student: TrainedNetwork, images: Uint8Array) {
  const logits = await computeLogits(student, images, preprocessing);
  return Array.from(samples.labels, (_, row) => argmax(logits.subarray(3 * row, 3 * row + 3)));
}
async function countRight(images: Uint8Array) {
  return (await namesOf(trained, images)).filter((name, row) => name === samples.labels[row]).length;
}

describe('an attack', () => {
  it.each([pgd(1), pgd(8), pgd(255), fgsm(8), fgsm(200)])('stays within ε of each pixel: %o', async (one) => {
    const made = await attack(one);
    expect(made).toBeInstanceOf(Uint8Array);
    expect(Math.max(...made.map((pixel, at) => Math.abs(pixel - samples.images[at])))).toBeLessThanOrEqual(one.epsilon);
    expect(made).not.toEqual(samples.images);
  });

  it('by one step moves each pixel by ε or not at all, but for 0 and 255', async () => {
    const made = await attack(fgsm(8));
    for (const [at, pixel] of samples.images.entries()) {
      expect([pixel, Math.max(0, pixel - 8), Math.min(255, pixel + 8)]).toContain(made[at]);
    }
  });

  it('lowers the accuracy of an ordinary student, by PGD no less than by one step, and to nothing without bound', async () => {
    const clean = await countRight(samples.images);
    const [single, several, unbounded] = await Promise.all(
      [fgsm(32), pgd(32), pgd(255)].map(async (one) => countRight(await attack(one))),
    );
    expect(clean).toBeGreaterThan(110);
    expect(single).toBeLessThan(clean - 10);
    expect(several).toBeLessThanOrEqual(single);
    expect(unbounded).toBe(0);
  });

  it('follows from the seed and the picture’s place, whatever comes behind it', async () => {
    const [one, same, other] = [await attack(pgd(8)), await attack(pgd(8)), await attack(pgd(8), { seed: 2 })];
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
    const first = { images: samples.images.slice(0, 64 * 5), labels: samples.labels.slice(0, 5) };
    expect(await attack(pgd(8), { of: first })).toEqual(one.slice(0, 64 * 5));
  });

  it.each([
    [{ ...pgd(8), epsilon: 0.5 }, 'epsilon is 0.5: it must be a whole number in 1 … 255'],
    [{ ...pgd(8), steps: 0 }, 'steps is 0: it must be a whole number of at least 1'],
    [{ ...pgd(8), stepSize: 0 }, 'step size is 0: it must be a number above 0'],
  ])('is refused with settings that mean nothing: %o', async (one, message) => {
    await expect(attack(one)).rejects.toThrow(message);
  });
});

describe('an attack on a table', () => {
  it('is one on the levels of its features, so that ε is the same share of each range', async () => {
    const features = Array.from({ length: 64 }, (_, i) => `f${i}`);
    const table = { features, scale: features.map((_, i) => 10 ** (i % 5)), offset: features.map((_, i) => -i) };
    const attackBy = async (fed: Preprocessing) => {
      const attacker = openAttacker(trained, fed);
      try {
        return await attacker.attack(samples, pgd(8), 1);
      } finally {
        attacker.dispose();
      }
    };
    const found = await attackBy(table);
    expect(found).toEqual(await attackBy({ scale: 1 / 128, offset: -1 }));
    const largest = found.reduce((most, level, i) => Math.max(most, Math.abs(level - samples.images[i])), 0);
    expect(largest).toBe(8);
  });
});

describe('a student with saturated gradients', () => {
  const measure = async (student: TrainedNetwork) => {
    const attacker = openAttacker(student, preprocessing);
    const { attacks } = await measureRobustness({
      ...samples,
      shape,
      seed: 1,
      classify: (images) => namesOf(student, images),
      attack: ({ kind, epsilon }) => attacker.attack(samples, kind === 'pgd' ? pgd(epsilon) : fgsm(epsilon), 1),
    });
    attacker.dispose();
    return attacks!.masking;
  };

  it('is suspected of masking them, where the same student with its logits as they were is not', async () => {
    // The same classes, but differences of logits beyond what a softmax in float32 tells from certainty.
    const weights = new Map(
      [...trained.weights].map(([name, { shape: of, data }]) => [
        name,
        { shape: of, data: name.startsWith('logits/') ? data.map((value) => 1e5 * value) : data },
      ]),
    );
    expect(await measure(trained)).toEqual([]);
    expect((await measure({ ...trained, weights })).join('\n')).toContain(
      'gradient masking suspected: unbounded PGD leaves',
    );
  });
});

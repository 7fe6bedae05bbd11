// Corruptions to the byte, measures on the same samples, and when an attack is not to be believed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corruptImages, corruptions, gaussianNoise, moveAtRandom } from '../../host/validate/robustness/corruptions.ts';
import { findMasking } from '../../host/validate/robustness/gradient-masking.ts';
import { measureRobustness } from '../../host/validate/robustness/robustness.ts';

const shape = [4, 4, 1] as const;
const picture = Uint8Array.of(0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 240, 255);
const corrupt = (name: string, severity: number, images = picture, seed = 1) => {
  const { levels } = [gaussianNoise, ...corruptions].find((one) => one.name === name)!;
  return [...corruptImages(images, shape, levels[severity - 1].corrupt, seed)];
};

describe('a corruption', () => {
  it('of brightness adds, and is cut off at 255', () => {
    expect(corrupt('brightness', 1)).toEqual([24, 34, 44, 54, 64, 74, 84, 94, 104, 114, 124, 134, 144, 154, 255, 255]);
  });

  it('of contrast goes halfway to the mean, 87.8125', () => {
    expect(corrupt('contrast', 2)).toEqual([44, 49, 54, 59, 64, 69, 74, 79, 84, 89, 94, 99, 104, 109, 164, 171]);
  });

  it('of blur is the mean of what is in the picture around each pixel', () => {
    const blurred = corrupt('blur', 1);
    expect(blurred[0]).toBe((0 + 10 + 40 + 50) / 4);
    expect(blurred[1]).toBe((0 + 10 + 20 + 40 + 50 + 60) / 6);
    expect(blurred[5]).toBe((0 + 10 + 20 + 40 + 50 + 60 + 80 + 90 + 100) / 9);
    expect(blurred[15]).toBe(Math.round((100 + 110 + 240 + 255) / 4));
  });

  it('of shift moves by whole pixels, and what comes in is 0', () => {
    const down = (rows: number) => [...new Array(4 * rows).fill(0), ...picture.subarray(0, 16 - 4 * rows)];
    const up = (rows: number) => [...picture.subarray(4 * rows), ...new Array(4 * rows).fill(0)];
    const columns = (from: (column: number) => number) =>
      Array.from(picture, (_, at) => (from(at % 4) in [0, 0, 0, 0] ? picture[at - (at % 4) + from(at % 4)] : 0));
    const ways = [down(2), up(2), columns((c) => c - 2), columns((c) => c + 2)];
    const seen = new Set(
      Array.from({ length: 40 }, (_, seed) =>
        ways.findIndex((way) => `${way}` === `${corrupt('shift', 2, picture, seed)}`),
      ),
    );
    expect([...seen].sort()).toEqual([0, 1, 2, 3]);
  });

  it('of occlusion blackens one square and leaves the rest', () => {
    const white = new Uint8Array(16).fill(200);
    const black = corrupt('occlusion', 3, white).flatMap((pixel, at) => (pixel === 0 ? [at] : []));
    expect(black).toEqual([black[0], black[0] + 1, black[0] + 4, black[0] + 5]);
    expect(corrupt('occlusion', 1, white).filter((pixel) => pixel === 0)).toHaveLength(1);
  });

  it('of salt and pepper turns about its share of the pixels to 0 or 255, all channels alike', () => {
    const grey = new Uint8Array(16 * 2_000).fill(100);
    const { levels } = corruptions.find(({ name }) => name === 'salt and pepper')!;
    const changed = corruptImages(grey, [4, 2, 2], levels[2].corrupt, 1);
    const pairs = Array.from({ length: changed.length / 2 }, (_, i) => [changed[2 * i], changed[2 * i + 1]]);
    expect(pairs.every(([one, other]) => one === other)).toBe(true);
    for (const value of [0, 255]) {
      const share = pairs.filter(([one]) => one === value).length / pairs.length;
      expect(Math.abs(share - 0.05)).toBeLessThan(0.006);
    }
  });

  it('of Gaussian noise has the deviation that it names', () => {
    const grey = new Uint8Array(16 * 1_000).fill(128);
    for (const [severity, sigma] of [
      [1, 16],
      [2, 32],
    ]) {
      const noise = corrupt('Gaussian noise', severity, grey).map((pixel) => pixel - 128);
      expect(
        Math.abs(Math.sqrt(noise.reduce((sum, value) => sum + value ** 2, 0) / noise.length) / sigma - 1),
      ).toBeLessThan(0.03);
    }
  });

  it('at random stays within ε, and follows from the seed and the picture’s place alone', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.integer({ min: 1, max: 255 }),
        (images, epsilon) => {
          const moved = corruptImages(images, shape, moveAtRandom(epsilon), 3);
          for (const [at, pixel] of images.entries()) {
            expect([Math.max(0, pixel - epsilon), Math.min(255, pixel + epsilon)]).toContain(moved[at]);
          }
          expect(corruptImages(images.slice(0, 16), shape, moveAtRandom(epsilon), 3)).toEqual(moved.slice(0, 16));
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('the measures', () => {
  const images = new Uint8Array(16 * 20).fill(100);
  const labels = new Uint8Array(20).map((_, i) => i % 2);

  it('are of the same samples, each with its interval, clean first, and without attacks where nobody attacks', async () => {
    const { measures, attacks } = await measureRobustness({
      images,
      labels,
      shape,
      seed: 1,
      classify: async () => labels,
    });
    expect(measures[0]).toMatchObject({ kind: 'clean', accuracy: { count: 20, total: 20, value: 1 } });
    expect(measures.map(({ kind }) => kind).filter((kind) => kind === 'corruption')).toHaveLength(18);
    expect(measures.every(({ accuracy }) => accuracy.total === 20 && accuracy.low > 0.8)).toBe(true);
    expect(new Set(measures.map(({ kind }) => kind))).toEqual(new Set(['clean', 'noise', 'corruption', 'random']));
    expect(attacks).toBeUndefined();
  });

  it('keep the pictures of PGD at ε = 8 for a board, and check the attack', async () => {
    const { measures, attacks } = await measureRobustness({
      images,
      labels,
      shape,
      seed: 1,
      classify: async (made) => labels.map((label, row) => (made[16 * row] > 100 + 200 ? 1 - label : label)),
      attack: async ({ kind, epsilon }) => images.map((pixel) => Math.min(255, pixel + (kind === 'pgd' ? epsilon : 1))),
    });
    expect(attacks?.images).toEqual(images.map((pixel) => pixel + 8));
    expect(measures.filter(({ kind }) => kind === 'pgd').map(({ epsilon }) => epsilon)).toEqual([4, 8, 16, 32, 255]);
    expect(attacks?.masking).toEqual([
      'gradient masking suspected: unbounded PGD leaves 100.00 % right, but it should leave almost none',
    ]);
  });
});

describe('gradient masking', () => {
  const right = (count: number) => Array.from({ length: 100 }, (_, i) => i < count);
  const attacked = (pgd: number, fgsm: number, random: number) => [
    { epsilon: 8, pgd: right(pgd), fgsm: right(fgsm), random: right(random) },
  ];

  it('is not suspected where PGD does the most and leaves nothing without bound', () => {
    expect(findMasking(attacked(40, 60, 90), right(0))).toEqual([]);
  });

  it('is not suspected of differences that chance explains', () => {
    expect(findMasking(attacked(62, 60, 90), right(3))).toEqual([]);
  });

  it.each([
    [attacked(80, 60, 90), right(0), 'at ε = 8 PGD leaves 80.00 % right, one step of FGSM 60.00 %'],
    [attacked(80, 80, 60), right(0), 'at ε = 8 PGD leaves 80.00 % right, random signs 60.00 %'],
    [attacked(40, 60, 90), right(30), 'unbounded PGD leaves 30.00 % right, but it should leave almost none'],
  ])('is suspected where the attack is weaker than it should be: %#', (one, unbounded, sign) => {
    expect(findMasking(one, unbounded)).toEqual([`gradient masking suspected: ${sign}`]);
  });
});

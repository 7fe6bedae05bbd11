import { describe, expect, it } from 'vitest';
import { createDataset } from '../../host/dataset/dataset.ts';
import { drawGlyphs } from '../../host/dataset/glyphs.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import type { SampleValues } from '../../host/dataset/sample-values.ts';

describe('the drawn digits', () => {
  const glyphs = drawGlyphs();

  it('are the same for the same seed, and others for another', () => {
    const digest = createDataset('glyphs', glyphs).digest;
    expect(createDataset('glyphs', drawGlyphs()).digest).toBe(digest);
    expect(createDataset('glyphs', drawGlyphs(2)).digest).not.toBe(digest);
  });

  it('are 6,000, 1,000 and 2,000, each digit equally often', async () => {
    const dataset = await loadDataset('glyphs');
    expect(dataset.shape).toEqual([28, 28, 1]);
    for (const [split, count] of [
      [dataset.train, 6000],
      [dataset.validation, 1000],
      [dataset.test, 2000],
    ] as const) {
      const counts = new Array(10).fill(0);
      for (const label of split.labels) counts[label]++;
      expect(counts).toEqual(new Array(10).fill(count / 10));
      expect(split.images.length).toBe(count * 28 * 28);
    }
  });

  it('are written in another hand in each split: no test picture is near a training picture', () => {
    const pixels = 28 * 28;
    const ink = (images: SampleValues, sample: number) =>
      Uint8Array.from(images.subarray(sample * pixels, (sample + 1) * pixels));
    let nearest = Number.POSITIVE_INFINITY;
    for (let test = 0; test < 20; test++) {
      for (let train = 0; train < 2000; train++) {
        const [a, b] = [ink(glyphs.test.images, test), ink(glyphs.train.images, train)];
        nearest = Math.min(nearest, a.reduce((sum, value, pixel) => sum + Math.abs(value - b[pixel]), 0) / pixels);
      }
    }
    expect(nearest).toBeGreaterThan(5);
  });

  it('stay inside the picture and are neither empty nor full', () => {
    const pixels = 28 * 28;
    for (let sample = 0; sample < 2000; sample++) {
      const bright = glyphs.test.images
        .subarray(sample * pixels, (sample + 1) * pixels)
        .filter((value) => value > 100).length;
      expect(bright).toBeGreaterThan(12);
      expect(bright).toBeLessThan(pixels / 2);
    }
  });
});

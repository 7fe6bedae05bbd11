// Fewer pixels of pictures that are in memory, as decodePicture makes them of files.
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { trimmedFrom } from '../../host/dataset/data-settings.ts';
import type { Shape } from '../../host/dataset/dataset.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import { decodePicture } from '../../host/dataset/picture.ts';
import { shrinkSource } from '../../host/dataset/shrink.ts';
import { sizeOf } from '../../host/network/shapes.ts';

const side = 24;

/** Three smooth pictures in colour: of noise, differences of a rounding would hide all others. */
const pictures = Uint8Array.from({ length: 3 * side * side * 3 }, (_, i) => {
  const [row, column] = [Math.floor(i / (side * 3)), Math.floor(i / 3) % side];
  return 128 + 60 * Math.sin(0.4 * row + i) + 60 * Math.cos(0.3 * column);
});
const samples = { images: pictures, labels: Uint8Array.of(0, 1, 0) };
const source = { shape: [side, side, 3] as const, classes: ['a', 'b'], train: samples, test: samples };

describe('pictures in memory', () => {
  it.each<[Shape | undefined, number]>([
    [[12, 12, 3], 0],
    [[11, 17, 3], 0],
    [[24, 24, 1], 0],
    [[12, 9, 1], 0],
    [undefined, 0.125],
    [[9, 9, 3], 0.125],
    [[10, 6, 1], 0.2],
  ])('brought to %j, trimmed by %d, are a PNG file decoded so, to one step', async (asked, trim) => {
    const { shape, train } = shrinkSource('pictures', source, { shape: asked, trim });
    const kept = side - 2 * trimmedFrom(side, trim);
    expect(shape).toEqual(asked ?? [kept, kept, 3]);
    for (let picture = 0; picture < 3; picture++) {
      const raw = pictures.subarray(picture * side * side * 3, (picture + 1) * side * side * 3);
      const png = await sharp(raw, { raw: { width: side, height: side, channels: 3 } })
        .png()
        .toBuffer();
      const expected = await decodePicture(png, 'one.png', shape, { trim, fit: 'stretch' });
      const own = train.images.subarray(picture * sizeOf(shape), (picture + 1) * sizeOf(shape));
      expect(own.length).toBe(expected.length);
      for (const [i, value] of expected.entries()) expect(Math.abs(own[i] - value)).toBeLessThanOrEqual(1);
    }
  });

  it('stay as they are where nothing is asked', () => {
    expect(shrinkSource('pictures', source, {})).toBe(source);
    expect(shrinkSource('pictures', source, { shape: [24, 24, 3], trim: 0 })).toBe(source);
  });

  it('keep a flat grey, whatever the shape', () => {
    const flat = { images: new Uint8Array(side * side * 3).fill(77), labels: Uint8Array.of(0) };
    const random = createRandom(1);
    for (let i = 0; i < 20; i++) {
      const shape: Shape = [1 + random.integer(side), 1 + random.integer(side), random.integer(2) === 0 ? 1 : 3];
      const { train } = shrinkSource('flat', { ...source, train: flat, test: flat }, { shape });
      expect(new Set(train.images)).toEqual(new Set([77]));
    }
  });

  it.each([
    [{ shape: [25, 24, 3] as const }, 'its pictures are 24×24×3, but the shape 25×24×3 is larger; ask for fewer rows'],
    [
      { shape: [20, 20, 3] as const, trim: 0.125 },
      'are 18×18×3 without their borders, but the shape 20×20×3 is larger',
    ],
  ])('are not made larger: %j', (settings, message) => {
    expect(() => shrinkSource('pictures', source, settings)).toThrow(message);
  });

  it('that are none are refused', () => {
    const floats = { images: Float32Array.of(1), labels: Uint8Array.of(0) };
    const table = { ...source, shape: [1, 1, 1] as const, train: floats, test: floats };
    expect(() => shrinkSource('table', table, { trim: 0.1 })).toThrow('table: its samples are not plain pictures');
    expect(() => shrinkSource('fsdd', { ...source, recordingRate: 8_000 }, { shape: [8, 8, 1] })).toThrow(
      'fsdd: its samples are not plain pictures',
    );
  });

  it('of a set by name are smaller, with the same labels, and another digest', async () => {
    const [whole, small] = await Promise.all([loadDataset('glyphs'), loadDataset('glyphs', { shape: [7, 7, 1] })]);
    expect(small.shape).toEqual([7, 7, 1]);
    expect(small.train.labels).toEqual(whole.train.labels);
    expect(small.train.images.length).toBe(49 * whole.train.ids.length);
    expect(small.digest).not.toBe(whole.digest);
  });
});

describe('what is trimmed of a side', () => {
  it.each([
    [28, 0.125, 4],
    [28, 0.0625, 2],
    [3, 0.45, 1],
    [2, 0.45, 0],
    [1, 0.45, 0],
  ])('of %i, by %d, is %i at each end, so that something stays', (length, trim, expected) => {
    expect(trimmedFrom(length, trim)).toBe(expected);
  });
});

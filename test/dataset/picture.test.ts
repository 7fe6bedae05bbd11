import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePicture, fitFrame, readPicture, readPictureHeader } from '../../host/dataset/picture.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-picture-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const [rows, columns] = [12, 16];
const pixels = Uint8Array.from({ length: rows * columns * 3 }, (_, i) => (i * 37) % 256);
const picture = () => sharp(pixels, { raw: { width: columns, height: rows, channels: 3 } });
const mean = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a picture', () => {
  it.each([
    ['PNG', () => picture().png()],
    ['palette PNG', () => picture().png({ palette: true })],
    ['16-bit PNG', () => picture().toColourspace('rgb16').png()],
    ['WebP', () => picture().webp({ lossless: true })],
    ['AVIF', () => picture().avif({ lossless: true })],
    ['GIF', () => picture().gif()],
    ['TIFF', () => picture().tiff({ compression: 'lzw' })],
    ['Lab TIFF', () => picture().toColourspace('lab').tiff({ compression: 'none' })],
  ])('is decoded to its pixels from %s', async (name, make) => {
    expect(await decodePicture(await make().toBuffer(), name, [rows, columns, 3])).toEqual(Buffer.from(pixels));
  });

  it.each([
    [[6, 6, 1], { fit: 'contain', background: '#102030' }],
    [[5, 9, 3], { fit: 'cover', trim: 0.1 }],
    [[20, 8, 3], { fit: 'stretch' }],
  ] as const)('is brought to %j as a frame as it is from a file', async (shape, settings) => {
    const file = await decodePicture(await picture().png().toBuffer(), 'a.png', shape, settings);
    expect(await fitFrame({ rows, columns, rgb: pixels }, 'camera', shape, settings)).toEqual(file);
  });

  it.each([
    ['JPEG', () => picture().jpeg({ quality: 100, chromaSubsampling: '4:4:4' })],
    ['CMYK JPEG', () => picture().toColourspace('cmyk').jpeg({ quality: 100 })],
    ['CMYK TIFF', () => picture().toColourspace('cmyk').tiff({ compression: 'none' })],
    ['PNG with an ICC profile', () => picture().withIccProfile('p3').png()],
  ])('is decoded to nearly its pixels from %s', async (name, make) => {
    const decoded = await decodePicture(await make().toBuffer(), name, [rows, columns, 3]);
    expect(mean(decoded.map((value, i) => Math.abs(value - pixels[i])))).toBeLessThan(12); // Not all colours are in CMYK.
  });

  it('is read as grey from 16-bit and 8-bit grey, with and without alpha', async () => {
    const grey = await picture().toColourspace('b-w').raw().toBuffer();
    for (const space of ['b-w', 'grey16']) {
      const png = await picture().toColourspace(space).png().toBuffer();
      expect(await readPictureHeader(png, 'grey')).toEqual({ rows, columns, grey: true, transparent: false });
      const decoded = await decodePicture(png, 'grey', [rows, columns, 1]);
      expect(Math.max(...decoded.map((value, i) => Math.abs(value - grey[i])))).toBeLessThan(2);
    }
  });

  it('takes the first frame of an animation', async () => {
    const two = await sharp([await picture().png().toBuffer(), await picture().negate().png().toBuffer()], {
      join: { animated: true },
    })
      .gif()
      .toBuffer();
    expect(await decodePicture(two, 'two.gif', [rows, columns, 3])).toEqual(Buffer.from(pixels));
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is turned as EXIF orientation %i says', async (orientation) => {
    const upright = Uint8Array.of(10, 20, 30, 40, 50, 60); // 2 rows of 3.
    const stored = {
      1: [2, [10, 20, 30, 40, 50, 60]],
      2: [2, [30, 20, 10, 60, 50, 40]],
      3: [2, [60, 50, 40, 30, 20, 10]],
      4: [2, [40, 50, 60, 10, 20, 30]],
      5: [3, [10, 40, 20, 50, 30, 60]],
      6: [3, [30, 60, 20, 50, 10, 40]],
      7: [3, [60, 30, 50, 20, 40, 10]],
      8: [3, [40, 10, 50, 20, 60, 30]],
    }[orientation] as [number, number[]];
    const raw = { width: 6 / stored[0], height: stored[0], channels: 1 } as const;
    const png = await sharp(Uint8Array.from(stored[1]), { raw }).withMetadata({ orientation }).png().toBuffer();
    expect(await readPictureHeader(png, 'turned')).toMatchObject({ rows: 2, columns: 3 });
    expect(await decodePicture(png, 'turned', [2, 3, 1])).toEqual(Buffer.from(upright));
  });

  it('lies over white where it is transparent, or over the colour that is asked for', async () => {
    for (const png of [
      await picture().ensureAlpha(0).png().toBuffer(),
      await picture().ensureAlpha(0).toColourspace('rgb16').png().toBuffer(),
      await picture().toColourspace('b-w').ensureAlpha(0).webp({ lossless: true }).toBuffer(),
    ]) {
      expect(await readPictureHeader(png, 'clear')).toMatchObject({ transparent: true });
      expect(new Set(await decodePicture(png, 'clear', [4, 4, 3]))).toEqual(new Set([255]));
      const over = await decodePicture(png, 'clear', [4, 4, 3], { background: '#102030' });
      expect([...over.subarray(0, 3)]).toEqual([0x10, 0x20, 0x30]);
    }
  });

  it('is brought to another shape with bars, cropped or stretched', async () => {
    const wide = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#000000' } })
      .png()
      .toBuffer();
    const bars = await decodePicture(wide, 'wide', [8, 8, 1]);
    expect([...bars.subarray(0, 16), ...bars.subarray(48)]).toEqual(new Array(32).fill(255));
    expect([...bars.subarray(16, 48)]).toEqual(new Array(32).fill(0));
    expect(new Set(await decodePicture(wide, 'wide', [8, 8, 1], { background: '#000000' }))).toEqual(new Set([0]));
    const halves = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#ffffff' } })
      .extend({ left: 10, right: 10, background: '#000000' })
      .png()
      .toBuffer();
    expect(mean(await decodePicture(halves, 'halves', [8, 8, 1], { fit: 'cover' }))).toBeGreaterThan(240);
    expect(mean(await decodePicture(halves, 'halves', [8, 8, 1], { fit: 'stretch' }))).toBeCloseTo(127.5, -1);
  });

  it('keeps a thin line when it shrinks, and the mean shade', async () => {
    const wide = new Uint8Array(64 * 64);
    for (let row = 0; row < 64; row++) wide[row * 64 + 33] = 255;
    const png = await sharp(wide, { raw: { width: 64, height: 64, channels: 1 } })
      .png()
      .toBuffer();
    const narrow = await decodePicture(png, 'line', [8, 8, 1]);
    expect(Math.max(...narrow)).toBeGreaterThan(20);
    expect(mean(narrow)).toBeCloseTo(255 / 64, 0);
  });
});

describe('a picture that cannot be used', () => {
  it.each(['jpeg', 'png', 'webp', 'tiff', 'gif', 'avif'] as const)(
    'is refused by name when its %s is cut off',
    async (format) => {
      const whole = await picture().resize(200, 150).toFormat(format).toBuffer();
      const cut = decodePicture(whole.subarray(0, Math.floor(whole.length * 0.6)), `cut.${format}`, [8, 8, 1]);
      await expect(cut).rejects.toMatchObject({ code: 'PICTURE_INVALID', path: `cut.${format}` });
      await expect(cut).rejects.toThrow(/cannot be decoded|its header is truncated/);
    },
  );

  it('is refused where it is missing, empty, of another format, or too large', async () => {
    await expect(readPicture(join(folder, 'none.png'), [8, 8, 1])).rejects.toThrow(
      'none.png cannot be read (ENOENT); check its path and permissions',
    );
    await expect(decodePicture(new Uint8Array(), 'empty.png', [8, 8, 1])).rejects.toThrow('empty.png is empty');
    await expect(decodePicture(Buffer.from('no picture'), 'text.png', [8, 8, 1])).rejects.toThrow(
      'text.png is not a readable picture',
    );
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    await expect(decodePicture(svg, 'drawing.png', [8, 8, 1])).rejects.toThrow(
      'drawing.png is SVG, which is not supported',
    );
    const huge = await picture().png().toBuffer();
    huge.writeUInt32BE(100_000, 16);
    huge.writeUInt32BE(100_000, 20);
    await writeFile(join(folder, 'huge.png'), huge);
    await expect(readPicture(join(folder, 'huge.png'), [8, 8, 1])).rejects.toThrow(
      'is 100,000×100,000 pixels, more than the limit of 50,000,000; shrink it',
    );
  });
});

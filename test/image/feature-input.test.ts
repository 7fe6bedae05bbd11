// An image of a table: its features come back as they were packed, its input is quantized as the reference's, and nobody reads it as pictures.
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import type { FeaturePreprocessing } from '../../host/dataset/preprocessing.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { readStudentImage } from '../../host/image/read.ts';
import { writeStudentImage } from '../../host/image/write.ts';
import { networkNamed } from '../../host/network/named-networks.ts';
import { quantizeUntrained } from '../../host/quantize/quantize.ts';
import { quantizeForImage, quantizeInput } from '../../host/reference/quantize-input.ts';
import { retort } from '../../proto/gen/messages.js';
import { makePackOptions } from '../support/labelled-network.ts';
import { tamperImage } from '../support/tampered-images.ts';

type Message = retort.image.v1.StudentImage;

const preprocessing: FeaturePreprocessing = {
  scale: [255 / 128 / 1423.7, 255 / 128 / 1e-4, 1 / 3],
  offset: [-1 - (255 / 128 / 1423.7) * -18.25, -1.5, 0.1],
  features: ['speed (m/s)', 'Füllstand', 'crossings'],
};
const quantized = quantizeUntrained(networkNamed('mlp:8', [1, 1, 3], 4), preprocessing);
const options = { quantized, labels: ['a', 'b', 'c', 'd'], preprocessing, provenance: { toolVersion: '0.0.0' } };
const packed = packStudentImage(options);
const image = readStudentImage(packed, 'table.retort');

function refusal(change: (message: Message) => unknown, file = packed): string {
  try {
    readStudentImage(
      tamperImage(file, (message) => void change(message)),
      'x.retort',
    );
  } catch (error) {
    expect(error).toMatchObject({ code: 'IMAGE_CORRUPT' });
    return (error as Error).message;
  }
  return 'accepted';
}

describe('an image of a table', () => {
  it('gives scale, offset and name of each feature back, to the last bit, and the same bytes when it is written again', () => {
    expect(image.input).toMatchObject({ shape: [1, 1, 3], preprocessing });
    expect(writeStudentImage(image)).toEqual(packed);
  });

  it('quantizes a row as the reference does, value for value', () => {
    const random = createRandom(3);
    const rows = Float32Array.from({ length: 3000 }, (_, i) => [1500, 2e-4, 8][i % 3] * (random.next() - 0.3));
    const tensor = quantized.tensors.get(quantized.input)!;
    const levels = quantizeForImage(rows, image);
    expect(levels).toEqual(quantizeInput(rows, preprocessing, tensor));
    expect(new Set(levels).size).toBeGreaterThan(240);
    for (const [i, value] of rows.entries()) {
      const real = Math.fround(value * preprocessing.scale[i % 3] + preprocessing.offset[i % 3]);
      const steps = Math.sign(real) * Math.floor(Math.abs(Math.fround(real * 128)) + 0.5);
      expect(levels[i]).toBe(Math.max(-128, Math.min(127, steps)) + 0);
    }
  });

  it('is of format 2, which readers of pictures refuse; an image of pictures stays of format 1', () => {
    expect([image.formatMajor, image.formatMinor]).toEqual([2, 0]);
    const pictures = readStudentImage(packStudentImage(makePackOptions()), 'pictures.retort');
    expect([pictures.formatMajor, pictures.formatMinor]).toEqual([1, 3]);
    const { input } = retort.image.v1.StudentImage.decode(packStudentImage(makePackOptions()));
    expect([input?.featureScale, input?.featureOffset, input?.featureName]).toEqual([[], [], []]);
  });

  it.each<[string, () => object]>([
    ['it has 2 scales of features for an input of 3 values', () => ({ featureScale: [1, 1] })],
    ['it has 4 offsets of features for an input of 3 values', () => ({ featureOffset: [0, 0, 0, 1] })],
    ['it has 0 names of features for an input of 3 values', () => ({ featureName: [] })],
    ['the scale of its feature "Füllstand" is 0', () => ({ featureScale: [1, 0, 1] })],
    ['the scale of its feature "crossings" is NaN', () => ({ featureScale: [1, 1, Number.NaN] })],
    ['the offset of its feature "Füllstand" is Infinity', () => ({ featureOffset: [1, Number.POSITIVE_INFINITY, 1] })],
    ['two of its features are named "Füllstand"', () => ({ featureName: ['Füllstand', 'b', 'Füllstand'] })],
    ['its input has a pixel scale besides those of features', () => ({ pixelScale: 1 })],
    ['its input has a pixel scale besides those of features', () => ({ pixelOffset: -1 })],
  ])('is refused as damaged where %s', (problem, change) => {
    expect(refusal(({ input }) => Object.assign(input!, change()))).toContain(problem);
  });

  it('is refused in format 1', () => {
    expect(refusal((message) => Object.assign(message, { formatMajor: 1 }))).toContain(
      'its input is of features, but its format is 1',
    );
  });

  it('is refused where format 2 has no features', () => {
    const pictures = packStudentImage(makePackOptions());
    expect(refusal((message) => Object.assign(message, { formatMajor: 2 }), pictures)).toContain(
      'its input is of pixels, but its format is 2',
    );
    const bare = (message: Message) =>
      Object.assign(message.input!, { featureScale: [], featureOffset: [], featureName: [] });
    expect(refusal(bare)).toContain('its input is of pixels, but its format is 2');
  });
});

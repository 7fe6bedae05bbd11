// Samples of floats from a data set to the board: nothing of them is rounded before the quantizer's own scale.
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { decode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256, sha256OfJson } from '../../host/artifact/digest.ts';
import { createRandom } from '../../host/artifact/random.ts';
import { createDataset, type Samples, type StreamedSplit, selectSamples } from '../../host/dataset/dataset.ts';
import { FloatSamplesError, NonFiniteSampleError } from '../../host/dataset/errors.ts';
import { munge } from '../../host/distill/munge.ts';
import { joinSplits } from '../../host/distill/pseudo-data.ts';
import { compareMethods } from '../../host/lab/compare-methods.ts';
import { loadStudent } from '../../host/lab/run-cell.ts';
import { withholdTest } from '../../host/lab/withhold-test.ts';
import type { Network } from '../../host/network/network.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { quantizeNetwork } from '../../host/quantize/quantize.ts';
import { quantizeInput } from '../../host/reference/quantize-input.ts';
import { pictureOf } from '../../host/report/picture.ts';
import { computeTeacherOutputs, indexTeacherOutputs } from '../../host/teacher/teacher-outputs.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { labelLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { validateOnVirtualBoard } from '../support/validate-on-virtual-board.ts';

const shape = [6, 8, 1] as const;
const size = 48;

/** Spectrograms of six times by eight bands, in decibels: noise, and a tone in one of three bands from some time on. */
function drawTones(count: number, seed: number): Samples {
  const random = createRandom(seed);
  const [images, labels] = [new Float32Array(count * size), new Uint8Array(count)];
  for (let sample = 0; sample < count; sample++) {
    labels[sample] = random.integer(3);
    const start = random.integer(3);
    for (let i = 0; i < size; i++) {
      const isTone = i % 8 === 1 + 2 * labels[sample] && Math.floor(i / 8) >= start;
      images[sample * size + i] = (isTone ? -20 : -50) + 6 * random.normal();
    }
  }
  return { images, labels };
}

const source = { shape, classes: ['low', 'mid', 'high'], train: drawTones(300, 1), test: drawTones(120, 2) };
const dataset = createDataset('tones', source);
const network: Network = {
  name: 'tones',
  inputShape: shape,
  layers: [
    { type: 'conv2d', name: 'first', filters: 6, kernel: [3, 3], strides: [2, 2], padding: 'same', activation: 'relu' },
    { type: 'dense', name: 'logits', units: 3 },
  ],
};
const recipe = { epochs: 6, batchSize: 32, learningRate: 0.01 };
const training = {
  network,
  split: dataset.train,
  preprocessing: dataset.preprocessing,
  loss: labelLoss,
  ...recipe,
  seed: 1,
};

const bytesOf = ({ buffer, byteOffset, byteLength }: Int32Array | Uint8Array | Float32Array) =>
  new Uint8Array(buffer, byteOffset, byteLength);

describe('a data set of floats', () => {
  it('feeds them as they are, unless it says otherwise', () => {
    expect(dataset.preprocessing).toEqual({ scale: 1, offset: 0 });
    const stated = { scale: 0.02, offset: 1 };
    expect(createDataset('tones', { ...source, preprocessing: stated }).preprocessing).toEqual(stated);
  });

  it('has a digest over the values’ bytes, little-endian, and over their type', () => {
    const description = { shape, classes: source.classes, values: 'float32' };
    const hash = createHash('sha256').update(sha256OfJson(description));
    for (const { ids, images, labels } of [dataset.train, dataset.validation, dataset.test]) {
      const view = new DataView(new ArrayBuffer(4 * images.length));
      for (const [i, value] of images.entries()) view.setFloat32(4 * i, value, true);
      hash.update(bytesOf(ids)).update(new Uint8Array(view.buffer)).update(labels);
    }
    expect(dataset.digest).toBe(hash.digest('hex'));
  });

  it('keeps them floats in its splits, in chosen samples and in joined splits', () => {
    const { train, validation, test } = dataset;
    for (const { images } of [train, validation, test]) expect(images).toBeInstanceOf(Float32Array);
    expect(selectSamples(test, shape, [3, 0]).images).toEqual(
      Float32Array.of(...test.images.subarray(3 * size, 4 * size), ...test.images.subarray(0, size)),
    );
    const joined = joinSplits(train, test);
    expect(joined.images).toEqual(Float32Array.of(...train.images, ...test.images));
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses a value that is %s, with its place', (value) => {
    const { images, labels } = drawTones(120, 2);
    images[130] = value;
    const create = () => createDataset('tones', { ...source, test: { images, labels } });
    expect(create).toThrow(NonFiniteSampleError);
    expect(create).toThrow(
      `tones (test): value 130 is ${value}; leave its sample out, or replace the value with a number`,
    );
  });

  it('refuses values and labels that do not fit together, and bytes beside floats', () => {
    const { images, labels } = source.test;
    const create = (test: Samples) => () => createDataset('tones', { ...source, test });
    expect(create({ images: images.subarray(1), labels })).toThrow(
      'tones (test): has 5,759 values for 120 bytes of labels; give 5,760: 48 for each 1',
    );
    expect(create({ images: Uint8Array.from(images), labels })).toThrow(
      'tones (test): has bytes, but the training split has floats; use one type',
    );
  });

  it('is drawn in a report from its least value, black, to its largest, white', () => {
    const samples = {
      ids: Int32Array.of(7),
      images: Float32Array.of(-3, -1, 1, -2),
      shape: [2, 2, 1] as const,
      labels: Uint8Array.of(1),
      classes: source.classes,
      teacherLogits: new Float32Array(3),
    };
    const [, png] = /base64,([^"]*)"/.exec(pictureOf(samples, 0).text)!;
    expect([...decode(Buffer.from(png, 'base64')).data]).toEqual([0, 128, 255, 64]);
  });
});

describe('quantizing floats', () => {
  it('divides by the scale in float32, rounds halves away from zero, and saturates', () => {
    const values = Float32Array.of(0, 0.5, 1.5, -0.5, -1.5, 0.49, 126.5, 1000, -1000);
    const tensor = { scale: 1, zeroPoint: -1 };
    const identity = { scale: 1, offset: 0 };
    expect([...quantizeInput(values, identity, tensor)]).toEqual([-1, 0, 1, -2, -3, -1, 126, 127, -128]);
    expect([...quantizeInput(Float32Array.of(3, 5), { scale: 2, offset: 1 }, { scale: 0.5, zeroPoint: 0 })]).toEqual([
      14, 22,
    ]);
    expect([...quantizeInput(Float32Array.of(-99, 7, 99), identity, { scale: 1, zeroPoint: 0 }, 1)]).toEqual([
      -128, 127, 127,
    ]);
  });

  it('is never off by more than half a step within the range', () => {
    const tensor = { scale: Math.fround(0.37), zeroPoint: 12 };
    fc.assert(
      fc.property(fc.double({ min: -51, max: 42, noNaN: true }), (real) => {
        const value = Math.fround(real);
        const [q] = quantizeInput(Float32Array.of(value), { scale: 1, offset: 0 }, tensor);
        expect(Math.abs((q - 12) * tensor.scale - value)).toBeLessThanOrEqual(tensor.scale * 0.5 + 1e-5);
      }),
    );
  });

  it('refuses what is not finite, in samples and in a calibration set', async () => {
    const values = Float32Array.of(1, Number.NaN);
    expect(() => quantizeInput(values, { scale: 1, offset: 0 }, { scale: 1, zeroPoint: 0 })).toThrow(
      'the samples: value 1 is NaN; leave its sample out',
    );
    const trained = await trainNetwork({ ...training, epochs: 1 });
    const images = Float32Array.from(dataset.train.images);
    images[5] = Number.NEGATIVE_INFINITY;
    await expect(quantizeNetwork(trained, { images }, dataset.preprocessing)).rejects.toThrow(
      'the calibration set: value 5 is -Infinity',
    );
  });
});

describe('training on floats', () => {
  it('gives the same bytes with the data set in the graph, fed batch by batch, and streamed', async () => {
    const { ids, labels, images } = dataset.train;
    const streamed: StreamedSplit = {
      ids,
      labels,
      imageBytes: 4 * size,
      elementType: 'float32',
      readImages: (positions) => selectSamples(dataset.train, shape, positions).images,
      digestImages: async () => sha256(bytesOf(images)),
    };
    const digests: string[] = [];
    for (const more of [{}, { residentLimitBytes: images.byteLength - 1 }, { split: streamed }]) {
      digests.push(digestTrainedNetwork(await trainNetwork({ ...training, epochs: 2, ...more })));
    }
    expect(new Set(digests).size).toBe(1);
  });

  it('moves, mirrors and crops them, and refuses to brighten them', async () => {
    const varied = { ...training, epochs: 2, augmentation: { shift: 1, flip: true, crop: 0.2 } };
    const plain = digestTrainedNetwork(await trainNetwork({ ...training, epochs: 2 }));
    expect(digestTrainedNetwork(await trainNetwork(varied))).not.toBe(plain);
    await expect(trainNetwork({ ...training, augmentation: { brightness: 0.1 } })).rejects.toThrow(
      "augmentation's brightness is 0.1: it must be 0 for float samples, which have no maximum value to clip at",
    );
  });

  it('refuses a network of another size, and values that are not finite', async () => {
    const { images, ...rest } = dataset.train;
    const short = { ...rest, images: images.subarray(0, images.length / 2) };
    await expect(trainNetwork({ ...training, split: short })).rejects.toThrow(
      'size of a training image is 24: it must be 48 floats, since the network reads 6×8×1',
    );
    const broken = { ...rest, images: Float32Array.from(images) };
    broken.images[7] = Number.NaN;
    await expect(trainNetwork({ ...training, split: broken })).rejects.toThrow('the training split: value 7 is NaN');
  });
});

it('what is done with bytes alone says so', async () => {
  const made = munge(dataset.train, shape, { times: 1, probability: 0.5, s: 1, seed: 1 });
  await expect(made).rejects.toThrow(FloatSamplesError);
  await expect(made).rejects.toThrow('MUNGE takes byte samples, but these are floats: use another method');
});

describe('a student of floats', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'retort-floats-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is distilled in the laboratory, quantized with the data’s own range, and bit-exact on the virtual board', async () => {
    const { train, test, preprocessing } = dataset;
    const trained = await trainNetwork({ ...training, epochs: 10, seed: 7 });
    const outputs = await computeTeacherOutputs(trained, dataset);
    const teacher = { digest: outputs.teacherDigest, logitsOf: indexTeacherOutputs(outputs), trained };
    const common = { teachers: [teacher], folder, cache: folder, versions: {}, keepStudents: true };
    const bench = { ...withholdTest(dataset), network, ...common, int8: true, stopOnFailure: true };
    const methods = [
      { name: 'soft-targets', options: {} },
      { name: 'quantization-aware', options: {} },
    ];
    const cells = await compareMethods(bench, { methods, seeds: [1], recipe, tuningBudget: 1 });
    for (const { figures } of cells) {
      expect(figures!.test.accuracy).toBeGreaterThan(0.9);
      expect(figures!.int8!.test.accuracy).toBeGreaterThan(0.9);
    }
    const quantized = await quantizeNetwork(await loadStudent(bench, cells[1]), train, preprocessing);
    const { scale, zeroPoint } = quantized.tensors.get(quantized.input)!;
    const [least, largest] = [-128, 127].map((q) => scale * (q - zeroPoint));
    expect(least).toBeGreaterThan(-90);
    expect(least).toBeLessThan(-55); // the noise's floor
    expect(largest).toBeLessThan(20); // and not far above 0: dB are negative

    const teacherLogits = await computeLogits(trained, test.images, preprocessing);
    const result = await validateOnVirtualBoard(quantized, dataset, test, teacherLogits);
    expect(result).toMatchObject({ total: 120, bitExact: 120, mismatches: [] });
    expect(result.boardAccuracy!.count).toBe(cells[1].figures!.int8!.test.correct);
    expect(result.agreement!.value).toBeGreaterThan(0.9);
  });
});

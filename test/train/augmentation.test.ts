import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { selectSamples } from '../../host/dataset/dataset.ts';
import { createValues, type SampleValues } from '../../host/dataset/sample-values.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { Graph } from '../../host/tensorflow/graph/graph.ts';
import { openGraphSession } from '../../host/tensorflow/graph/graph-session.ts';
import { cast } from '../../host/tensorflow/graph/operations/elementwise.ts';
import {
  type Augmentation,
  augmentImages,
  drawBoxes,
  drawGains,
  drawMoves,
  moveImages,
} from '../../host/train/augmentation.ts';
import { openEngine } from '../../host/train/engine.ts';
import type { OperationsLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import type { TrainingOptions } from '../../host/train/training-options.ts';
import { createTinyDataset, tinyTraining } from '../support/tiny-dataset.ts';

/** Written out pixel by pixel: what the graph is held against. */
function moveNatively(
  images: SampleValues,
  [rows, columns, channels]: readonly number[],
  moves: Int32Array,
): SampleValues {
  const moved = createValues(images, images.length);
  for (let i = 0; i < images.length; i++) {
    const channel = i % channels;
    const column = Math.floor(i / channels) % columns;
    const row = Math.floor(i / channels / columns) % rows;
    const sample = Math.floor(i / channels / columns / rows);
    const [down, right, mirrored] = moves.subarray(3 * sample);
    const [fromRow, fromMirrored] = [row - down, column - right];
    if (fromRow < 0 || fromRow >= rows || fromMirrored < 0 || fromMirrored >= columns) continue;
    const fromColumn = mirrored ? columns - 1 - fromMirrored : fromMirrored;
    moved[i] = images[((sample * rows + fromRow) * columns + fromColumn) * channels + channel];
  }
  return moved;
}

function moveInGraph(images: SampleValues, shape: readonly number[], moves: Int32Array, augmentation: Augmentation) {
  const graph = new Graph();
  const type = images instanceof Float32Array ? 'float32' : 'uint8';
  const pixels = graph.placeholder(type, shape);
  const fed = graph.placeholder('int32', [shape[0], 3]);
  const moved = moveImages(graph, pixels, fed, augmentation);
  expect(moved).toMatchObject({ type, shape });
  const read = type === 'float32' ? moved : cast(graph, moved, 'int32'); // The addon reads no bytes out.
  const session = openGraphSession(graph);
  const feeds = [[pixels, images] as const, [fed, moves] as const];
  const [values] = session.run(feeds, [read]);
  session.dispose();
  return type === 'float32' ? values : Uint8Array.from(values);
}

describe('the graph of an augmentation', () => {
  it.each([
    [[64, 8, 8, 1], { shift: 3, flip: true }],
    [[40, 5, 9, 3], { shift: 2, flip: true }],
    [[40, 6, 4, 2], { shift: 3 }],
    [[40, 6, 4, 3], { flip: true }],
    [[1, 28, 28, 1], { shift: 27, flip: true }],
    [[7, 3, 3, 1], {}],
  ] as [number[], Augmentation][])(
    'moves the pixels of %o as written out by hand, byte for byte: %o',
    (shape, settings) => {
      const random = createRandom(5);
      const images = Uint8Array.from({ length: shape.reduce((a, b) => a * b) }, () => 1 + random.integer(255));
      for (const step of [0, 1, 2]) {
        const moves = drawMoves(settings, 9, step, shape[0]);
        expect(moveInGraph(images, shape, moves, settings)).toEqual(moveNatively(images, shape.slice(1), moves));
      }
    },
  );

  it('moves floats as they are', () => {
    const random = createRandom(6);
    const images = Float32Array.from({ length: 20 * 5 * 7 }, () => random.normal());
    const settings = { shift: 2, flip: true };
    const moves = drawMoves(settings, 9, 1, 20);
    expect(moveInGraph(images, [20, 5, 7, 1], moves, settings)).toEqual(moveNatively(images, [5, 7, 1], moves));
  });

  it('fills what comes in from outside with 0, and mirrors before it moves', () => {
    const moved = (...move: number[]) => [
      ...moveInGraph(Uint8Array.of(1, 2, 3, 4, 5, 6), [1, 2, 3, 1], Int32Array.from(move), { shift: 1, flip: true }),
    ];
    expect(moved(0, 0, 0)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(moved(1, 0, 0)).toEqual([0, 0, 0, 1, 2, 3]);
    expect(moved(-1, 1, 0)).toEqual([0, 4, 5, 0, 0, 0]);
    expect(moved(0, 0, 1)).toEqual([3, 2, 1, 6, 5, 4]);
    expect(moved(0, 1, 1)).toEqual([0, 3, 2, 0, 6, 5]);
  });
});

/** The part of each image in its box, stretched to the whole by linear interpolation between the pixels' centres. */
function cropNatively(images: SampleValues, [rows, columns, channels]: readonly number[], boxes: Float32Array) {
  return Float32Array.from(images, (_, i) => {
    const channel = i % channels;
    const column = Math.floor(i / channels) % columns;
    const row = Math.floor(i / channels / columns) % rows;
    const sample = Math.floor(i / channels / columns / rows);
    const [top, left, bottom, right] = boxes.subarray(4 * sample);
    const y = top * (rows - 1) + row * (bottom - top);
    const x = left * (columns - 1) + column * (right - left);
    const at = (y: number, x: number) => images[((sample * rows + y) * columns + x) * channels + channel];
    const along = (y: number) => {
      const from = Math.floor(x);
      return at(y, from) + (x - from) * (at(y, Math.ceil(x)) - at(y, from));
    };
    const from = Math.floor(y);
    return along(from) + (y - from) * (along(Math.ceil(y)) - along(from));
  });
}

function augmentInGraph(images: Uint8Array, shape: readonly number[], settings: Augmentation, seed: number) {
  const graph = new Graph();
  const pixels = graph.placeholder('uint8', shape);
  const augmented = augmentImages(graph, pixels, settings);
  const read = augmented.images.type === 'float32' ? augmented.images : cast(graph, augmented.images, 'float32');
  const session = openGraphSession(graph);
  const values = [0, 1].map((step) => session.run([[pixels, images], ...augmented.feeds(seed, step)], [read])[0]);
  session.dispose();
  return values;
}

describe('crops and brightness', () => {
  it.each([
    [[32, 8, 8, 1], { crop: 0.4 }],
    [[16, 7, 12, 3], { crop: 0.9 }],
    [[16, 12, 5, 3], { shift: 2, flip: true, crop: 0.3, brightness: 0.5 }],
    [[16, 6, 6, 3], { flip: true, brightness: 1 }],
  ] as [number[], Augmentation][])('of %o are what is written out by hand: %o', (shape, settings) => {
    const random = createRandom(3);
    const images = Uint8Array.from({ length: shape.reduce((a, b) => a * b) }, () => random.integer(256));
    const { crop = 0, brightness = 0 } = settings;
    for (const [step, values] of augmentInGraph(images, shape, settings, 9).entries()) {
      const moved = moveNatively(images, shape.slice(1), drawMoves(settings, 9, step, shape[0]));
      const cropped = crop > 0 ? cropNatively(moved, shape.slice(1), drawBoxes(crop, 9, step, shape[0])) : moved;
      const gains = drawGains(brightness, 9, step, shape[0]);
      const size = images.length / shape[0];
      for (const [i, value] of values.entries()) {
        const expected = Math.min(255, cropped[i] * (brightness > 0 ? gains[Math.floor(i / size)] : 1));
        expect(Math.abs(value - expected)).toBeLessThan(0.01);
      }
    }
  });

  it('leave a picture as it is where nothing is cut and nothing brightened', () => {
    const images = Uint8Array.from({ length: 2 * 48 }, (_, i) => (37 * i) % 256);
    const [values] = augmentInGraph(images, [2, 4, 4, 3], { crop: 1e-9, brightness: 1e-9 }, 1);
    for (const [i, value] of values.entries()) expect(value).toBeCloseTo(images[i], 3);
  });
});

describe('what is drawn for a step', () => {
  it('are boxes within the picture, of sides from 1 − crop to 1, anywhere', () => {
    const boxes = drawBoxes(0.4, 1, 0, 5_000);
    expect(drawBoxes(0.4, 1, 0, 5_000)).toEqual(boxes);
    expect(drawBoxes(0.4, 1, 1, 5_000)).not.toEqual(boxes);
    let [sides, tops] = [0, 0];
    for (let i = 0; i < boxes.length; i += 4) {
      const [top, left, bottom, right] = boxes.subarray(i);
      expect(Math.min(top, left)).toBeGreaterThanOrEqual(0);
      expect(Math.max(bottom, right)).toBeLessThanOrEqual(1 + 1e-6);
      expect(bottom - top).toBeCloseTo(right - left, 6);
      expect(bottom - top).toBeGreaterThan(0.6 - 1e-6);
      sides += bottom - top;
      tops += top;
    }
    expect(sides / 5_000).toBeCloseTo(0.8, 2);
    expect(tops / 5_000).toBeCloseTo(0.1, 2);
  });

  it('are gains of 1 ± brightness', () => {
    const gains = drawGains(0.3, 1, 0, 5_000);
    expect(gains.every((gain) => gain >= 0.7 - 1e-6 && gain <= 1.3 + 1e-6)).toBe(true);
    expect(gains.reduce((a, b) => a + b) / 5_000).toBeCloseTo(1, 2);
    expect(drawGains(0.3, 1, 1, 5_000)).not.toEqual(gains);
  });

  it('follows from seed and step alone, and reaches every move about equally often', () => {
    const settings = { shift: 2, flip: true };
    expect(drawMoves(settings, 1, 7, 32)).toEqual(drawMoves(settings, 1, 7, 32));
    expect(drawMoves(settings, 1, 7, 32)).not.toEqual(drawMoves(settings, 1, 8, 32));
    expect(drawMoves(settings, 1, 7, 32)).not.toEqual(drawMoves(settings, 2, 7, 32));
    const drawn = drawMoves(settings, 1, 0, 10_000);
    const countOf = (place: number, value: number) => drawn.filter((v, i) => i % 3 === place && v === value).length;
    for (const place of [0, 1]) {
      for (let by = -2; by <= 2; by++) expect(Math.abs(countOf(place, by) - 2000)).toBeLessThan(200);
    }
    expect(Math.abs(countOf(2, 1) - 5000)).toBeLessThan(250);
    expect(countOf(2, 0) + countOf(2, 1)).toBe(10_000);
  });

  it('leaves out what is not asked for', () => {
    expect([...drawMoves({}, 1, 0, 4)]).toEqual(new Array(12).fill(0));
    expect(drawMoves({ shift: 3 }, 1, 0, 99).every((move, i) => i % 3 < 2 || move === 0)).toBe(true);
  });
});

describe('training with augmentation', () => {
  const dataset = createTinyDataset();
  const options: TrainingOptions = { ...tinyTraining, augmentation: { shift: 2, flip: true } };
  const digestOf = async (settings: TrainingOptions) => digestTrainedNetwork(await trainNetwork(settings));

  it.each([0, undefined])(
    'sees the moved images in steps and gradient norms, and the ids unmoved (limit %s)',
    (limit) => {
      const positions = Uint32Array.from({ length: 32 }, (_, i) => (i * 7) % 300);
      const moves = drawMoves(options.augmentation!, 1, 3, 32);
      const chosen = selectSamples(dataset.train, dataset.shape, positions);
      const moved = { ...chosen, images: moveNatively(chosen.images, dataset.shape, moves) };
      const loss: OperationsLoss = {
        description: 'weighted by sample id',
        terms(ops, { logits }, batch) {
          const weight = batch.bySample('weight', [], (ids) => Float32Array.from(ids, (id) => 1 + (id % 5)));
          return { labels: ops.mean(ops.mul(ops.softmaxCrossEntropy(logits, batch.labels), weight)) };
        },
      };
      const run = (settings: Partial<TrainingOptions>, batch: Uint32Array) => {
        const engine = openEngine({ ...options, loss, residentLimitBytes: limit, ...settings });
        const result = [engine.step(batch, 3, 0.01), engine.measure(batch, 3), engine.state()];
        engine.dispose();
        return result;
      };
      const expected = run(
        { split: moved, augmentation: undefined },
        Uint32Array.from(positions, (_, i) => i),
      );
      expect(run({}, positions)).toEqual(expected);
      expect(run({ augmentation: { shift: 1 } }, positions)).not.toEqual(expected);
    },
  );

  it('gives the same bytes for the same seed, others for another, and those of none where nothing moves', async () => {
    const bytes = await digestOf(options);
    expect(await digestOf(options)).toBe(bytes);
    expect(await digestOf({ ...options, residentLimitBytes: 0 })).toBe(bytes);
    expect(await digestOf({ ...options, seed: 2 })).not.toBe(bytes);
    const cropped = { ...options, epochs: 1, augmentation: { flip: true, crop: 0.3, brightness: 0.2 } };
    expect(await digestOf(cropped)).toBe(await digestOf({ ...cropped, residentLimitBytes: 0 }));
    expect(await digestOf({ ...options, augmentation: {} })).toBe(
      await digestOf({ ...options, augmentation: undefined }),
    );
  });

  it('resumes from a checkpoint with the same images, and refuses the checkpoint of another augmentation', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'retort-augmentation-'));
    const checkpointPath = join(folder, 'run.safetensors');
    const stop = new AbortController();
    const interrupted = trainNetwork({
      ...options,
      checkpointPath,
      signal: stop.signal,
      onEvent: (event) => event.epoch === 2 && event.type === 'step' && event.step === 3 && stop.abort(),
    });
    await expect(interrupted).rejects.toThrow();
    await expect(trainNetwork({ ...options, augmentation: { shift: 1 }, checkpointPath })).rejects.toThrow(
      'written with a different network, data set, loss, seed or setting',
    );
    expect(await digestOf({ ...options, checkpointPath })).toBe(await digestOf(options));
    await rm(folder, { recursive: true });
  });
});

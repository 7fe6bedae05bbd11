import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { selectSamples } from '../../host/dataset/dataset.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { Graph } from '../../host/tensorflow/graph/graph.ts';
import { openGraphSession } from '../../host/tensorflow/graph/graph-session.ts';
import { cast } from '../../host/tensorflow/graph/operations/elementwise.ts';
import { type Augmentation, drawMoves, moveImages } from '../../host/train/augmentation.ts';
import { openEngine } from '../../host/train/engine.ts';
import type { OperationsLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import type { TrainingOptions } from '../../host/train/training-options.ts';
import { createTinyDataset, tinyTraining } from '../support/tiny-dataset.ts';

/** Written out pixel by pixel: what the graph is held against. */
function moveNatively(images: Uint8Array, [rows, columns, channels]: readonly number[], moves: Int32Array): Uint8Array {
  const moved = new Uint8Array(images.length);
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

function moveInGraph(images: Uint8Array, shape: readonly number[], moves: Int32Array, augmentation: Augmentation) {
  const graph = new Graph();
  const pixels = graph.placeholder('uint8', shape);
  const fed = graph.placeholder('int32', [shape[0], 3]);
  const moved = moveImages(graph, pixels, fed, augmentation);
  expect(moved).toMatchObject({ type: 'uint8', shape });
  const read = cast(graph, moved, 'int32'); // The addon reads no bytes out.
  const session = openGraphSession(graph);
  const feeds = [[pixels, images] as const, [fed, moves] as const];
  const [values] = session.run(feeds, [read]);
  session.dispose();
  return Uint8Array.from(values);
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

describe('what is drawn for a step', () => {
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

describe('a training with augmentation', () => {
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
    expect(await digestOf({ ...options, augmentation: {} })).toBe(
      await digestOf({ ...options, augmentation: undefined }),
    );
  });

  it('goes on from a checkpoint with the same images, and refuses the checkpoint of another augmentation', async () => {
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
      'written with another network, data set, loss, seed or setting',
    );
    expect(await digestOf({ ...options, checkpointPath })).toBe(await digestOf(options));
    await rm(folder, { recursive: true });
  });
});

import { truncateSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataFileChangedError } from '../../host/dataset/errors.ts';
import { openPixelFile } from '../../host/dataset/pixel-file.ts';
import { composeLoss } from '../../host/distill/compose-loss.ts';
import { hintonTerms } from '../../host/distill/hinton.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { labelLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import type { TrainingOptions } from '../../host/train/training-options.ts';
import { createTinyDataset, tinyNetwork } from '../support/tiny-dataset.ts';

const { train, shape, preprocessing } = createTinyDataset();
const options: TrainingOptions = {
  network: tinyNetwork,
  split: train,
  preprocessing,
  loss: labelLoss,
  epochs: 2,
  batchSize: 32,
  learningRate: 0.01,
  seed: 1,
};
const digestOf = async (settings: TrainingOptions) => digestTrainedNetwork(await trainNetwork(settings));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-streamed-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function streamTrain(name: string) {
  const path = join(folder, name);
  await writeFile(path, train.images);
  return { path, split: openPixelFile({ path, format: 'raw', shape, labels: train.labels, ids: train.ids }) };
}

describe('a training from pictures in a file', () => {
  const teacher = {
    digest: 'abc',
    logitsOf: (ids: Int32Array) =>
      Float32Array.from({ length: 3 * ids.length }, (_, i) => Math.sin((i % 3) + 7 * ids[Math.floor(i / 3)])),
  };

  it.each([
    ['labels', {}],
    ['augmentation', { augmentation: { shift: 2, flip: true } }],
    ['one batch', { batchSize: 300 }],
    [
      'a teacher',
      { loss: composeLoss(hintonTerms({ alpha: 0.7, temperature: 3 }), { teachers: [teacher], combine: 'logits' }) },
    ],
  ] as const)('ends in the same bytes as one from memory: %s', async (name, settings) => {
    const { split } = await streamTrain(name);
    expect(await digestOf({ ...options, ...settings, split })).toBe(await digestOf({ ...options, ...settings }));
    split.close();
  });

  it('resumes from the checkpoint of one from memory, and vice versa, but not if a pixel differs', async () => {
    const checkpointPath = join(folder, 'run.safetensors');
    const { split, path } = await streamTrain('resumed');
    const interrupt = (epoch: number, settings: TrainingOptions) => {
      const stop = new AbortController();
      return trainNetwork({
        ...settings,
        checkpointPath,
        signal: stop.signal,
        onEvent: (event) => event.epoch === epoch && event.type === 'step' && event.step === 4 && stop.abort(),
      });
    };
    await expect(interrupt(1, options)).rejects.toThrow();
    await expect(interrupt(2, { ...options, split })).rejects.toThrow();
    expect(await digestOf({ ...options, checkpointPath })).toBe(await digestOf(options));
    split.close();

    await writeFile(
      path,
      Uint8Array.from(train.images, (pixel, i) => (i === 4321 ? pixel ^ 1 : pixel)),
    );
    const other = openPixelFile({ path, format: 'raw', shape, labels: train.labels, ids: train.ids });
    await expect(trainNetwork({ ...options, split: other, checkpointPath })).rejects.toThrow(
      'a different network, data set',
    );
    other.close();
  });

  it('stops where the file changes under it', async () => {
    const { split, path } = await streamTrain('changed');
    const running = trainNetwork({
      ...options,
      split,
      onEvent: (event) => event.type === 'step' && event.step === 3 && truncateSync(path, 64),
    });
    await expect(running).rejects.toThrow(DataFileChangedError);
    split.close();
  });

  it('is refused pictures of another size than the network reads', async () => {
    const { split, path } = await streamTrain('size');
    split.close();
    const halves = openPixelFile({ path, format: 'raw', shape: [8, 4, 1], labels: new Uint8Array(600) });
    const message = 'size of a training image is 32: it must be 64 bytes, since the network reads 8×8×1';
    await expect(trainNetwork({ ...options, split: halves })).rejects.toThrow(message);
    halves.close();
  });
});

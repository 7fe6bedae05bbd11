import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeSealedSafetensors } from '../../host/artifact/safetensors.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { CheckpointMismatchError } from '../../host/train/training-errors.ts';
import type { TrainingEvent } from '../../host/train/training-events.ts';
import type { TrainingOptions } from '../../host/train/training-options.ts';
import { tinyTraining } from '../support/tiny-dataset.ts';

const options: TrainingOptions = { ...tinyTraining, epochs: 3 };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-checkpoint-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a checkpoint', () => {
  it('lets an interrupted training end in the same bytes as an uninterrupted one', async () => {
    const checkpointPath = join(folder, 'run.safetensors');
    const stop = new AbortController();
    const interrupted = trainNetwork({
      ...options,
      checkpointPath,
      signal: stop.signal,
      onEvent: (event) => event.epoch === 2 && event.type === 'step' && event.step === 4 && stop.abort(),
    });
    await expect(interrupted).rejects.toThrow();
    expect((await stat(checkpointPath)).size).toBeGreaterThan(0);
    const steps: string[] = [];
    const resumed = await trainNetwork({
      ...options,
      checkpointPath,
      onEvent: (event) => event.type === 'step' && steps.push(`${event.epoch}/${event.step}`),
    });
    expect(steps[0]).toBe('2/5'); // Not a step is made twice.
    expect(steps.at(-1)).toBe('3/10');
    expect(digestTrainedNetwork(resumed)).toBe(digestTrainedNetwork(await trainNetwork(options)));
  });

  it.each(['adamw', 'sgd'] as const)('keeps what %s keeps', async (optimizer) => {
    const checkpointPath = join(folder, `${optimizer}.safetensors`);
    const settings = { ...options, optimizer, epochs: 2, weightDecay: 0.01, clipNorm: 1 };
    const stop = new AbortController();
    const onEvent = (event: TrainingEvent) => event.type === 'step' && event.step === 7 && stop.abort();
    await expect(trainNetwork({ ...settings, checkpointPath, signal: stop.signal, onEvent })).rejects.toThrow();
    const resumed = await trainNetwork({ ...settings, checkpointPath });
    expect(digestTrainedNetwork(resumed)).toBe(digestTrainedNetwork(await trainNetwork(settings)));
  });

  it('of a finished run gives its result without training', async () => {
    const checkpointPath = join(folder, 'finished.safetensors');
    const finished = await trainNetwork({ ...options, epochs: 1, checkpointPath });
    const onEvent = () => expect.unreachable('it trains');
    expect(digestTrainedNetwork(await trainNetwork({ ...options, epochs: 1, checkpointPath, onEvent }))).toBe(
      digestTrainedNetwork(finished),
    );
  });

  it('is refused by a run with other settings, and where it is none', async () => {
    const checkpointPath = join(folder, 'other.safetensors');
    await trainNetwork({ ...options, epochs: 1, checkpointPath });
    const other = trainNetwork({ ...options, epochs: 1, seed: 2, checkpointPath });
    await expect(other).rejects.toThrow(CheckpointMismatchError);
    await expect(other).rejects.toThrow('written with a different network, data set, loss, seed or setting; delete it');
    const rescheduled = trainNetwork({ ...options, epochs: 1, schedule: { type: 'constant' }, checkpointPath });
    await expect(rescheduled).rejects.toThrow(CheckpointMismatchError);
    await writeFile(checkpointPath, encodeSealedSafetensors(new Map(), {}));
    await expect(trainNetwork({ ...options, checkpointPath })).rejects.toThrow('it is not a training checkpoint');
  });
});

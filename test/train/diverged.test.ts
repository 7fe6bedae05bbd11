import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeSafetensors } from '../../host/artifact/safetensors.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { labelLoss, type OperationsLoss } from '../../host/train/loss.ts';
import { findNonFiniteState } from '../../host/train/non-finite.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { CheckpointMismatchError, TrainingDivergedError } from '../../host/train/training-errors.ts';
import type { TrainingEvent } from '../../host/train/training-events.ts';
import type { TrainingOptions } from '../../host/train/training-options.ts';
import { tinyTraining } from '../support/tiny-dataset.ts';

const options: TrainingOptions = { ...tinyTraining };

/** The loss is NaN, whatever the weights, once this share of the run is done. */
function nanFrom(share: number): OperationsLoss {
  return {
    description: `not a number from ${share} on`,
    terms(ops, student, batch, parts) {
      const nan = ops.log(ops.sub(ops.neg(batch.progress), -share));
      return { ...labelLoss.terms(ops, student, batch, parts), broken: ops.mul(nan, 0) };
    },
  };
}

/** The loss stays finite, but its gradient is 0 · ∞ once this share of the run is done: √(x · 0). */
function nanGradientFrom(share: number): OperationsLoss {
  return {
    description: `a gradient that is not a number from ${share} on`,
    terms(ops, student, batch, parts) {
      const gate = ops.relu(ops.sub(ops.neg(batch.progress), -share));
      const root = ops.sqrt(ops.mul(ops.sum(ops.square(student.logits)), gate));
      return { ...labelLoss.terms(ops, student, batch, parts), broken: ops.mul(root, 1e-4) };
    },
  };
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-diverged-'));
});
afterAll(() => rm(folder, { recursive: true }));

const failureOf = (settings: TrainingOptions): Promise<TrainingDivergedError> =>
  trainNetwork(settings).then(
    () => expect.unreachable('it does not diverge'),
    (reason) => reason,
  );

describe('training that diverges', () => {
  it('keeps every step before the one that fails, says where, and fails there again', async () => {
    const settings = { ...options, loss: nanFrom(0.66), checkpointPath: join(folder, 'loss.safetensors') };
    const error = await failureOf(settings);
    expect(error).toBeInstanceOf(TrainingDivergedError);
    expect(error).toMatchObject({ epoch: 2, step: 5, lastGood: { path: settings.checkpointPath, stepsDone: 14 } });
    expect(error.message).toBe(
      'training diverged: the loss is NaN, and first NaN in Log of "loss" in epoch 2, step 5, at learning rate ' +
        `${error.learningRate.toPrecision(3)}; train with a lower learning rate (0.001 instead of 0.01), after deleting ` +
        `${settings.checkpointPath}: it holds the run's last good state, after step 14, from which these settings ` +
        'diverge again',
    );

    const kept = readFileSync(settings.checkpointPath);
    const stop = new AbortController();
    const aborted = join(folder, 'aborted.safetensors');
    const abort = (event: TrainingEvent) =>
      event.type === 'step' && event.epoch === 2 && event.step === 4 && stop.abort();
    await trainNetwork({ ...settings, checkpointPath: aborted, signal: stop.signal, onEvent: abort }).catch(() => {});
    expect(kept.equals(readFileSync(aborted))).toBe(true);

    const steps: TrainingEvent[] = [];
    const again = await failureOf({ ...settings, onEvent: (event) => steps.push(event) });
    expect(again.message).toBe(error.message);
    expect(steps).toEqual([]);
    expect(kept.equals(readFileSync(settings.checkpointPath))).toBe(true);
    await expect(trainNetwork({ ...settings, learningRate: 0.001 })).rejects.toThrow(CheckpointMismatchError);
  });

  it.each([
    ['at the end of its epoch', 0.93, 10, 'weight "first/kernel" is not finite in epoch 2, step 10,'],
    ['in the next step', 0.84, 9, 'the loss is NaN, and first NaN in weight "first/kernel" in epoch 2, step 9,'],
  ])(
    'keeps the checkpoint before the step that broke the weights, which is seen %s',
    async (_, share, step, message) => {
      const settings = {
        ...options,
        loss: nanGradientFrom(share),
        checkpointPath: join(folder, `${step}.safetensors`),
      };
      let afterFirstEpoch = Buffer.alloc(0);
      const onEvent = (event: TrainingEvent) => {
        if (event.type === 'step' && event.epoch === 2) afterFirstEpoch = readFileSync(settings.checkpointPath);
      };
      const error = await failureOf({ ...settings, onEvent });
      expect(error).toMatchObject({ epoch: 2, step, lastGood: { path: settings.checkpointPath, stepsDone: 10 } });
      expect(error.message).toContain(message);
      expect(error.message).toContain("it holds the run's last good state, after step 10, from");
      const kept = readFileSync(settings.checkpointPath);
      expect(kept.equals(afterFirstEpoch)).toBe(true);
      for (const { data } of decodeSafetensors(kept, settings.checkpointPath).tensors.values()) {
        expect([...data].every(Number.isFinite)).toBe(true);
      }
      expect((await failureOf(settings)).message).toBe(error.message);
    },
  );

  it('starts over with a lower rate once its checkpoint is deleted', async () => {
    const settings = { ...options, optimizer: 'sgd', checkpointPath: join(folder, 'rate.safetensors') } as const;
    const error = await failureOf({ ...settings, learningRate: 1e36 });
    expect(error.message).toContain('train with a lower learning rate (1e+35 instead of 1e+36), after deleting');
    await expect(trainNetwork(settings)).rejects.toThrow(CheckpointMismatchError);
    await rm(error.lastGood!.path);
    const { checkpointPath: _, ...without } = settings;
    const [kept, expected] = [await trainNetwork(settings), await trainNetwork(without)];
    expect(digestTrainedNetwork(kept)).toBe(digestTrainedNetwork(expected));
  });

  it('writes no checkpoint where its first step fails', async () => {
    const checkpointPath = join(folder, 'none.safetensors');
    const error = await failureOf({ ...options, loss: nanFrom(0), checkpointPath });
    expect(error).toMatchObject({ epoch: 1, step: 1, lastGood: undefined });
    expect(error.message).toMatch(/train with a lower learning rate \(0.001 instead of 0.01\)$/);
    expect(existsSync(checkpointPath)).toBe(false);
  });

  it('writes no state that is not finite when it is aborted', async () => {
    const settings = { ...options, loss: nanGradientFrom(0.84), checkpointPath: join(folder, 'late.safetensors') };
    const stop = new AbortController();
    const onEvent = (event: TrainingEvent) =>
      event.type === 'step' && event.epoch === 2 && event.step === 8 && stop.abort();
    await expect(trainNetwork({ ...settings, signal: stop.signal, onEvent })).rejects.toThrow('aborted');
    const { tensors } = decodeSafetensors(readFileSync(settings.checkpointPath), settings.checkpointPath);
    expect([...tensors.get('progress')!.data]).toEqual([10]);
  });

  it('looks at the weights and at what the optimizer keeps', () => {
    const of = (...values: number[]) => new Map([['a/kernel', { shape: [2], data: Float32Array.from(values) }]]);
    expect(findNonFiniteState({ weights: of(1, 2), own: of(1), optimizer: of(3, 4) })).toBeUndefined();
    expect(findNonFiniteState({ weights: of(1, -Infinity), own: of(1), optimizer: of(3, 4) })).toBe(
      'weight "a/kernel"',
    );
    const own = findNonFiniteState({ weights: of(1, 2), own: of(NaN), optimizer: of(3, 4) });
    expect(own).toBe('weight of the loss "a/kernel"');
    expect(findNonFiniteState({ weights: of(1, 2), own: of(1), optimizer: of(3, NaN) })).toBe(
      'optimizer\'s "a/kernel"',
    );
  });
});

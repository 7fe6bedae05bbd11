import { describe, expect, it } from 'vitest';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { crossEntropy } from '../../host/tensorflow/composed-operations.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { tfjsOperations } from '../../host/tensorflow/tfjs-operations.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { labelLoss, type OperationsLoss, type TfjsLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { TrainingDivergedError, TrainingSettingError } from '../../host/train/training-errors.ts';
import type { EpochEvent, StepEvent, TrainingEvent } from '../../host/train/training-events.ts';
import type { TrainingOptions } from '../../host/train/training-options.ts';
import { accuracy } from '../support/accuracy.ts';
import { createTinyDataset, tinyNetwork, tinyTraining } from '../support/tiny-dataset.ts';

const dataset = createTinyDataset();
const options: TrainingOptions = { ...tinyTraining };

describe('training', () => {
  it('learns what can be learnt', async () => {
    const trained = await trainNetwork({ ...options, epochs: 10, learningRate: 0.03 });
    const logits = await computeLogits(trained, dataset.test.images, dataset.preprocessing);
    expect(accuracy(logits, dataset.test.labels)).toBeGreaterThan(0.95);
  });

  it('gives byte-identical weights for the same seed, and others for another', async () => {
    const [first, again, other] = [
      await trainNetwork(options),
      await trainNetwork(options),
      await trainNetwork({ ...options, seed: 2 }),
    ].map(digestTrainedNetwork);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('judges the validation split after each epoch, which decides nothing', async () => {
    const judged: EpochEvent['validation'][] = [];
    const onEvent = (event: TrainingEvent) => event.type === 'epoch' && judged.push(event.validation);
    const watched = await trainNetwork({ ...options, validation: dataset.validation, onEvent });
    expect(judged).toHaveLength(options.epochs);
    const logits = await computeLogits(watched, dataset.validation.images, dataset.preprocessing);
    const right = accuracy(logits, dataset.validation.labels);
    expect(judged.at(-1)).toEqual({ correct: Math.round(right * 60), total: 60 });
    expect(digestTrainedNetwork(watched)).toBe(digestTrainedNetwork(await trainNetwork(options)));
  });

  it('keeps the number of tensors flat from step to step, and frees all at the end', async () => {
    const before = tf.memory().numTensors;
    const counts = new Set<number>();
    const viaTfjs: TfjsLoss<tf.Tensor> = {
      description: labelLoss.description,
      tfjsTerms: (logits, { labels }) => ({
        labels: crossEntropy<tf.Tensor>(tfjsOperations, logits, labels),
        floor: tf.scalar(0.1), // depends on nothing
      }),
    };
    for (const loss of [labelLoss, viaTfjs]) {
      await trainNetwork({ ...options, loss, onEvent: () => counts.add(tf.memory().numTensors) });
    }
    expect([...counts]).toEqual([before]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('reports every step and epoch, with each loss term apart', async () => {
    const events: TrainingEvent[] = [];
    const halves: OperationsLoss = {
      description: 'cross-entropy, once and thrice',
      terms(ops, student, batch, parts) {
        const { labels } = labelLoss.terms(ops, student, batch, parts);
        return { once: labels, thrice: ops.mul(labels, 3) };
      },
    };
    await trainNetwork({ ...options, loss: halves, onEvent: (event) => events.push(event) });
    const steps = events.filter((event): event is StepEvent => event.type === 'step');
    const epochs = events.filter((event): event is EpochEvent => event.type === 'epoch');
    // 300 + 60 + 120 samples; 300 in train: nine batches of 32 and one of 12
    expect(steps.map(({ epoch, step, steps: of }) => [epoch, step, of])).toEqual(
      [1, 2].flatMap((epoch) => Array.from({ length: 10 }, (_, i) => [epoch, i + 1, 10])),
    );
    expect(epochs).toHaveLength(2);
    const [, { terms, loss, accuracy: share, imagesPerSecond }] = epochs;
    expect(terms.thrice.value).toBeCloseTo(3 * terms.once.value, 5);
    expect(terms.thrice.gradientNorm / terms.once.gradientNorm).toBeCloseTo(3, 4);
    expect(terms.once.gradientNorm).toBeGreaterThan(0);
    expect(loss).toBeCloseTo(4 * terms.once.value, 5);
    expect(share).toBeGreaterThan(epochs[0].accuracy);
    expect(imagesPerSecond).toBeGreaterThan(0);
  });

  it('stops when the signal is aborted, with its reason and nothing left in memory', async () => {
    const before = tf.memory().numTensors;
    const stop = new AbortController();
    const reason = new Error('enough');
    const running = trainNetwork({
      ...options,
      signal: stop.signal,
      onEvent: (event) => event.type === 'step' && event.step === 3 && stop.abort(reason),
    });
    await expect(running).rejects.toBe(reason);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves other work its turn between steps', async () => {
    let turns = 0;
    let running = true;
    const count = () => {
      turns++;
      if (running) setImmediate(count);
    };
    setImmediate(count);
    await trainNetwork(options);
    running = false;
    expect(turns).toBeGreaterThanOrEqual(20);
  });

  it('says where it diverged, and what to do', async () => {
    const broken: TfjsLoss<tf.Tensor> = {
      description: 'not a number from the third step on',
      tfjsTerms: (() => {
        let calls = 0;
        return (logits) => ({ broken: tf.mul(tf.sum(logits), ++calls < 3 ? 1 : Number.NaN).asScalar() });
      })(),
    };
    const error = await trainNetwork({ ...options, loss: broken }).catch((reason) => reason);
    expect(error).toBeInstanceOf(TrainingDivergedError);
    expect(error).toMatchObject({ code: 'TRAINING_DIVERGED', epoch: 1, step: 3 });
    expect(error.message).toBe(
      'training diverged: the loss is NaN in epoch 1, step 3, at learning rate 0.00550; ' +
        'train with a lower learning rate (0.001 instead of 0.01)',
    );
  });

  it('names the first operation that gave no finite number', async () => {
    const broken: OperationsLoss = {
      description: 'the logarithm of a negative number',
      terms: (ops, { logits }) => ({ broken: ops.mean(ops.log(ops.sub(ops.neg(ops.square(logits)), 1))) }),
    };
    const error = await trainNetwork({ ...options, loss: broken }).catch((reason) => reason);
    expect(error).toBeInstanceOf(TrainingDivergedError);
    expect(error.message).toMatch(
      /^training diverged: the loss is NaN, and first NaN in Log of "loss" in epoch 1, step 1,/,
    );
    const huge = { scale: 1e38, offset: 0 };
    const overflow = await trainNetwork({ ...options, preprocessing: huge }).catch((reason) => reason);
    expect(overflow.message).toContain('and first Infinity in Mul of "data" in epoch 1, step 1');
  });

  it('computes a loss that no graph can express by tfjs, says so, and ends in the same weights', async () => {
    const viaTfjs: TfjsLoss<tf.Tensor> = {
      description: labelLoss.description,
      tfjsTerms: (logits, { labels }) => ({
        labels: crossEntropy<tf.Tensor>(tfjsOperations, logits, labels),
      }),
    };
    const events: TrainingEvent[] = [];
    const slow = await trainNetwork({ ...options, loss: viaTfjs, onEvent: (event) => events.push(event) });
    expect(events[0]).toMatchObject({ type: 'fallback', reason: expect.stringContaining('computed by tfjs') });
    const last = events.at(-1) as EpochEvent;
    let expected: EpochEvent | undefined;
    const fast = await trainNetwork({
      ...options,
      onEvent: (event) => {
        expect(event.type).not.toBe('fallback');
        if (event.type === 'epoch') expected = event;
      },
    });
    expect(last.terms.labels.value).toBeCloseTo(expected!.terms.labels.value, 4);
    expect(last.terms.labels.gradientNorm).toBeCloseTo(expected!.terms.labels.gradientNorm, 3);
    for (const [name, { data }] of fast.weights) {
      const other = slow.weights.get(name)!.data;
      for (const [i, value] of data.entries()) expect(other[i]).toBeCloseTo(value, 2);
    }
  });

  it('gives the same bytes whether the data set lives in the graph or is fed batch by batch', async () => {
    const [resident, streamed] = [
      await trainNetwork(options),
      await trainNetwork({ ...options, residentLimitBytes: 0 }),
    ];
    expect(digestTrainedNetwork(streamed)).toBe(digestTrainedNetwork(resident));
  });

  it('pairs images with their labels where one batch fed takes in the whole data set', async () => {
    const whole = { ...options, batchSize: 300, epochs: 3 };
    const fed = await trainNetwork({ ...whole, residentLimitBytes: 0 });
    expect(digestTrainedNetwork(fed)).toBe(digestTrainedNetwork(await trainNetwork(whole)));
  });

  it.each([
    [{ epochs: 0 }, 'epochs is 0: it must be a whole number of at least 1'],
    [{ batchSize: 1.5 }, 'batch size is 1.5'],
    [{ optimizer: 'lion' as 'adam' }, 'optimizer is lion: it must be "adam", "adamw" or "sgd"'],
    [{ schedule: { type: 'linear' } as never }, 'schedule is linear: it must be "one-cycle", "constant", "cosine",'],
    [{ schedule: { type: 'cosine', warmUp: 1 } }, "schedule's warm-up is 1: it must be a fraction of the run, from 0"],
    [{ schedule: { type: 'step', at: [0.5, 0.2], factor: 0.1 } }, "schedule's steps is 0.5, 0.2: it must be fractions"],
    [{ schedule: { type: 'step', at: [1.5], factor: 0.1 } }, 'is 1.5: it must be fractions of the run, ascending in 0'],
    [{ schedule: { type: 'step', at: [0.5], factor: 0 } }, "schedule's factor is 0: it must be above 0 and at most 1"],
    [
      { schedule: { type: 'exponential', end: 2 } },
      "schedule's end is 2: it must be above 0 and at most 1, a fraction",
    ],
    [
      { augmentation: { shift: 8 } },
      "augmentation's shift is 8: it must be a whole number of pixels from 0 to 7, so that part of the 8×8 image stays",
    ],
    [
      { augmentation: { crop: 1 } },
      "augmentation's crop is 1: it must be a share of the sides to leave out, from 0 to below 1",
    ],
    [{ augmentation: { brightness: -0.1 } }, "augmentation's brightness is -0.1: it must be"],
    [{ augmentation: { shift: 0.5 } }, "augmentation's shift is 0.5"],
    [{ optimizer: 'sgd', momentum: 1 }, 'momentum is 1: it must be from 0 to below 1'],
    [{ weightDecay: -1 }, 'weight decay is -1: it must be a number of at least 0'],
    [{ clipNorm: 0 }, 'norm to clip at is 0: it must be a number above 0'],
    [{ learningRate: Number.NaN }, 'learning rate is NaN: it must be a number above 0'],
    [
      { split: { ...dataset.train, labels: dataset.train.labels.map(() => 7) } },
      'largest training label is 7: it must be below 3',
    ],
    [{ network: { ...tinyNetwork, inputShape: [4, 4, 1] } }, 'it must be 16 bytes, since the network reads 4×4×1'],
  ] as [Partial<TrainingOptions>, string][])(
    'refuses a setting with which it cannot start (%#)',
    async (setting, message) => {
      await expect(trainNetwork({ ...options, ...setting })).rejects.toThrow(TrainingSettingError);
      await expect(trainNetwork({ ...options, ...setting })).rejects.toThrow(message);
    },
  );
});

// The one training loop, for teachers and students alike: it is given a loss, and reports what happens as events.
import { setImmediate } from 'node:timers/promises';
import { sha256, sha256OfJson } from '../artifact/digest.ts';
import { buildModel, type Model } from '../network/model.ts';
import type { TrainedNetwork } from '../network/network.ts';
import { countClasses, sizeOf } from '../network/shapes.ts';
import { type Adam, createAdam } from './adam.ts';
import { shuffleIntoBatches } from './batches.ts';
import { loadCheckpoint, saveCheckpoint } from './checkpoint.ts';
import type { Recipe } from './recipe.ts';
import { learningRateAt } from './schedule.ts';
import { measureGradientNorms, type Task, trainStep } from './step.ts';
import { TrainingDivergedError, TrainingSettingError } from './training-errors.ts';
import type { TrainingEvent } from './training-events.ts';

export interface TrainingOptions extends Recipe, Task {
  readonly seed: number;
  /** Written after each epoch; where the file exists already, training goes on from it. */
  readonly checkpointPath?: string;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TrainingEvent) => void;
}

/**
 * Trains from initial weights drawn from the seed and returns the last epoch's weights. Order, initial weights and dropout follow from
 * the seed. Two runs on one machine give the same bytes while `TF_NUM_INTRAOP_THREADS` is the same (tensorflow.ts sets it); another
 * number of threads, another processor or oneDNN switched off sum in another order, and the weights differ.
 * @throws TrainingSettingError, TrainingDivergedError, CheckpointMismatchError, NetworkError, DiskError; the signal's reason when aborted
 */
export async function trainNetwork(options: TrainingOptions): Promise<TrainedNetwork> {
  checkSettings(options);
  const { network, seed, epochs, checkpointPath } = options;
  const runDigest = checkpointPath ? digestRun(options) : '';
  const resumed = checkpointPath ? await loadCheckpoint(checkpointPath, runDigest) : undefined;
  const model = buildModel(network, resumed ?? { seed });
  const adam = createAdam([...model.variables.values()], resumed?.adam);
  try {
    for (let epoch = (resumed?.epochsDone ?? 0) + 1; epoch <= epochs; epoch++) {
      await trainEpoch(options, model, adam, epoch);
      if (checkpointPath) {
        const state = { epochsDone: epoch, weights: model.weights(), adam: adam.state() };
        await saveCheckpoint(checkpointPath, runDigest, state);
      }
    }
    return { network, weights: model.weights() };
  } finally {
    adam.dispose();
    model.dispose();
  }
}

async function trainEpoch(options: TrainingOptions, model: Model, adam: Adam, epoch: number): Promise<void> {
  const { split, batchSize, epochs, learningRate: peak, seed, signal, onEvent } = options;
  const batches = shuffleIntoBatches(split.ids.length, batchSize, seed, epoch);
  const started = performance.now();
  const termSums = new Map<string, number>();
  let [seen, correct, learningRate] = [0, 0, 0];
  const progress = () => ({
    epoch,
    epochs,
    learningRate,
    imagesPerSecond: (1000 * seen) / (performance.now() - started),
  });
  const modeOf = (batch: number) => ({ training: true, step: (epoch - 1) * batches.length + batch, seed });

  for (const [batch, positions] of batches.entries()) {
    await setImmediate();
    signal?.throwIfAborted();
    const mode = modeOf(batch);
    learningRate = learningRateAt(mode.step, epochs * batches.length, peak);
    const result = trainStep(options, model, adam, positions, mode, learningRate);
    const loss = sum(Object.values(result.terms));
    const [step, steps] = [batch + 1, batches.length];
    if (!Number.isFinite(loss)) throw new TrainingDivergedError(`the loss is ${loss}`, epoch, step, learningRate, peak);
    for (const [term, value] of Object.entries(result.terms)) {
      termSums.set(term, (termSums.get(term) ?? 0) + value * positions.length);
    }
    seen += positions.length;
    correct += result.correct;
    onEvent?.({ type: 'step', ...progress(), step, steps, loss, accuracy: result.correct / positions.length });
  }

  checkWeightsAreFinite(model, (weight) => {
    throw new TrainingDivergedError(`weight "${weight}" is not finite`, epoch, batches.length, learningRate, peak);
  });
  const loss = sum([...termSums.values()]) / seen;
  const event = { type: 'epoch', ...progress(), loss, accuracy: correct / seen } as const;
  const norms = measureGradientNorms(options, model, batches.at(-1)!, modeOf(batches.length - 1));
  const terms = [...termSums].map(([term, total]) => [term, { value: total / seen, gradientNorm: norms[term] }]);
  onEvent?.({ ...event, terms: Object.fromEntries(terms) });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function checkWeightsAreFinite(model: Model, fail: (weight: string) => never): void {
  for (const [name, { data }] of model.weights()) {
    if (!data.every(Number.isFinite)) fail(name);
  }
}

function checkSettings({ network, split, epochs, batchSize, learningRate }: TrainingOptions): void {
  const isCount = (value: number) => Number.isInteger(value) && value > 0;
  if (!isCount(epochs)) throw new TrainingSettingError('epochs', epochs, 'a whole number from 1 up');
  if (!isCount(batchSize)) throw new TrainingSettingError('batch size', batchSize, 'a whole number from 1 up');
  if (!(learningRate > 0 && learningRate < Number.POSITIVE_INFINITY)) {
    throw new TrainingSettingError('learning rate', learningRate, 'a number above 0');
  }
  const samples = split.ids.length;
  if (samples === 0) throw new TrainingSettingError('number of training samples', samples, 'at least 1');
  const [pixels, needed] = [split.images.length / samples, sizeOf(network.inputShape)];
  if (pixels !== needed) {
    const shape = network.inputShape.join('×');
    throw new TrainingSettingError(
      'size of a training image',
      pixels,
      `${needed} bytes, since the network reads ${shape}`,
    );
  }
  const [classes, largest] = [countClasses(network), split.labels.reduce((a, b) => Math.max(a, b), 0)];
  if (largest >= classes) {
    throw new TrainingSettingError(
      'largest training label',
      largest,
      `below ${classes}, the network's number of classes`,
    );
  }
}

/** Of everything that decides the weights, but for the machine. */
function digestRun({
  network,
  split,
  preprocessing,
  loss,
  epochs,
  batchSize,
  learningRate,
  seed,
}: TrainingOptions): string {
  const data = [split.ids, split.images, split.labels].map((bytes) =>
    sha256(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
  );
  return sha256OfJson({ network, data, preprocessing, loss: loss.description, epochs, batchSize, learningRate, seed });
}

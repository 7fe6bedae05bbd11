// One pass over the training split: its steps, and what is said of them.
import { setImmediate } from 'node:timers/promises';
import type { Model } from '../network/model.ts';
import type { Adam } from './adam.ts';
import { shuffleIntoBatches } from './batches.ts';
import { learningRateAt } from './schedule.ts';
import { measureGradientNorms, trainStep } from './step.ts';
import { TrainingDivergedError } from './training-errors.ts';
import type { TrainingOptions } from './training-options.ts';

/**
 * Lets other work have its turn before each step.
 * @param epoch from 1
 * @throws TrainingDivergedError; the signal's reason when aborted
 */
export async function trainEpoch(options: TrainingOptions, model: Model, adam: Adam, epoch: number): Promise<void> {
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

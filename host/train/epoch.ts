// One pass over the training split: its steps, and what is said of them.
import { setImmediate } from 'node:timers/promises';
import type { Weights } from '../network/network.ts';
import { sizeOf } from '../network/shapes.ts';
import { type Score, scoreOutputs } from '../task/task.ts';
import { shuffleIntoBatches } from './batches.ts';
import type { Engine } from './engine.ts';
import { computeLogits } from './evaluate.ts';
import { findNonFiniteState, LossNotFiniteError } from './non-finite.ts';
import type { StepResult } from './run-step.ts';
import { learningRateAt } from './schedule.ts';
import { TrainingDivergedError } from './training-errors.ts';
import type { TrainingOptions } from './training-options.ts';
import { taskOfTraining } from './training-task.ts';

/**
 * Lets other work have its turn before each step.
 * @param epoch from 1
 * @param skipped steps of this epoch that an earlier run has made
 * @param onStep told how many steps of the whole run are done
 * @throws TrainingDivergedError; the signal's reason when aborted
 */
export async function trainEpoch(
  options: TrainingOptions,
  engine: Engine,
  epoch: number,
  skipped: number,
  onStep: (stepsDone: number) => void,
): Promise<void> {
  const { split, batchSize, epochs, learningRate: peak, schedule, seed, signal, onEvent } = options;
  const batches = shuffleIntoBatches(split.ids.length, batchSize, seed, epoch);
  const started = performance.now();
  const termSums = new Map<string, number>();
  let [seen, correct, judged, learningRate, done] = [0, 0, 0, 0, skipped];
  const progress = () => {
    const imagesPerSecond = (1000 * seen) / (performance.now() - started);
    const secondsLeft = countImagesLeft(options, epoch, done) / imagesPerSecond;
    return { epoch, epochs, learningRate, imagesPerSecond, secondsLeft };
  };

  for (const [batch, positions] of batches.entries()) {
    if (batch < skipped) continue;
    await setImmediate();
    signal?.throwIfAborted();
    const step = (epoch - 1) * batches.length + batch;
    learningRate = learningRateAt(step, epochs * batches.length, peak, schedule);
    const result = stepOrSayWhere(
      () => engine.step(positions, step, learningRate),
      (what) => new TrainingDivergedError(what, { epoch, step: batch + 1, learningRate, peak }),
    );
    for (const [term, value] of Object.entries(result.terms)) {
      termSums.set(term, (termSums.get(term) ?? 0) + value * positions.length);
    }
    seen += positions.length;
    correct += result.score.correct;
    judged += result.score.total;
    done = batch + 1;
    onStep(step + 1);
    const [loss, accuracy] = [sum(Object.values(result.terms)), shareOf(result.score)];
    onEvent?.({ type: 'step', ...progress(), step: done, steps: batches.length, loss, accuracy });
  }

  const state = engine.state();
  const lost = findNonFiniteState(state);
  if (lost) {
    throw new TrainingDivergedError(`${lost} is not finite`, { epoch, step: batches.length, learningRate, peak });
  }
  if (!onEvent || seen === 0) return;
  const event = {
    type: 'epoch',
    ...progress(),
    loss: sum([...termSums.values()]) / seen,
    accuracy: shareOf({ correct, total: judged }),
  } as const;
  const last = batches.at(-1)!;
  const { terms: norms, ...of } = engine.measure(last, epoch * batches.length - 1);
  const terms = [...termSums].map(([term, total]) => [term, { value: total / seen, gradientNorm: norms[term] }]);
  const validation = await judgeEpoch(options, state.weights);
  const measured = { ...of, samplesMeasured: last.length, ...(validation && { validation }) };
  onEvent({ ...event, terms: Object.fromEntries(terms), ...measured });
}

/** This many samples are enough to detect memorizing; more would slow down each epoch. */
const mostJudged = 1_000;

async function judgeEpoch(options: TrainingOptions, weights: Weights) {
  const { network, validation, preprocessing, signal } = options;
  const total = Math.min(mostJudged, validation?.ids.length ?? 0);
  if (!validation || total === 0) return undefined;
  const images = validation.images.subarray(0, total * sizeOf(network.inputShape));
  const logits = await computeLogits({ network, weights }, images, preprocessing, signal);
  const task = taskOfTraining(options);
  const labels = validation.labels.subarray(0, total * task.labelValues.length);
  const score = scoreOutputs(task, logits, labels);
  return score.total === 0 ? undefined : { correct: score.correct, total: score.total };
}

/** In this epoch behind its `done` steps, and in those to come. */
function countImagesLeft({ split, batchSize, epochs }: TrainingOptions, epoch: number, done: number): number {
  const samples = split.ids.length;
  return (epochs - epoch + 1) * samples - Math.min(done * batchSize, samples);
}

function stepOrSayWhere(step: () => StepResult, say: (what: string) => TrainingDivergedError): StepResult {
  try {
    return step();
  } catch (error) {
    throw error instanceof LossNotFiniteError ? say(error.message) : error;
  }
}

/** 0 of nothing: a batch may have no boxes to find. */
function shareOf({ correct, total }: Pick<Score, 'correct' | 'total'>): number {
  return total === 0 ? 0 : correct / total;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

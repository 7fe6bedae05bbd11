// Checks settings before training starts, so that no problem is found halfway.
import { grouped } from '../../proto/numbers.ts';
import { elementTypeOf } from '../dataset/dataset.ts';
import { checkFinite } from '../dataset/sample-values.ts';
import { hasSteps } from '../network/network.ts';
import { NetworkWithoutGradientError } from '../network/network-errors.ts';
import { countOutputs, sizeOf } from '../network/shapes.ts';
import type { Augmentation } from './augmentation.ts';
import type { Recipe } from './recipe.ts';
import type { Schedule } from './schedule.ts';
import { TrainingSettingError } from './training-errors.ts';
import type { TrainingOptions } from './training-options.ts';
import { type TrainingTask, taskOfTraining } from './training-task.ts';

type CheckedSettings = Recipe & TrainingTask & Pick<TrainingOptions, 'seed' | 'beforeEpoch'>;

/** @throws TrainingSettingError, NetworkError, NetworkWithoutGradientError, NonFiniteSampleError of floats in memory */
export function checkSettings(options: CheckedSettings): void {
  if (hasSteps(options.network)) throw new NetworkWithoutGradientError(options.network.name);
  checkRecipe(options);
  const { seed, beforeEpoch, keepZeros } = options;
  if (!Number.isSafeInteger(seed)) throw new TrainingSettingError('seed', seed, 'a whole number below 2^53');
  if (beforeEpoch?.prunes && !keepZeros) {
    throw new TrainingSettingError(
      'keepZeros',
      keepZeros,
      'true if weights are pruned, or training undoes the pruning',
    );
  }
  if (options.schedule) checkSchedule(options.schedule);
  if (options.augmentation) checkAugmentation(options.augmentation, options);
  checkSamples(options);
}

const isCount = (value: number) => Number.isInteger(value) && value > 0;

function checkRecipe(recipe: Recipe): void {
  const { epochs, batchSize, learningRate, optimizer = 'adam', momentum, weightDecay = 0, clipNorm = 1 } = recipe;
  if (!isCount(epochs)) throw new TrainingSettingError('epochs', epochs, 'a whole number of at least 1');
  if (!isCount(batchSize)) throw new TrainingSettingError('batch size', batchSize, 'a whole number of at least 1');
  if (!(learningRate > 0 && learningRate < Number.POSITIVE_INFINITY)) {
    throw new TrainingSettingError('learning rate', learningRate, 'a number above 0');
  }
  if (!['adam', 'adamw', 'sgd'].includes(optimizer)) {
    throw new TrainingSettingError('optimizer', optimizer, '"adam", "adamw" or "sgd"');
  }
  if (momentum !== undefined && optimizer !== 'sgd') {
    throw new TrainingSettingError('momentum', momentum, `left out with ${optimizer}: it belongs to SGD`);
  }
  if (momentum !== undefined && !(momentum >= 0 && momentum < 1)) {
    throw new TrainingSettingError('momentum', momentum, 'from 0 to below 1');
  }
  if (!(weightDecay >= 0 && weightDecay < Number.POSITIVE_INFINITY)) {
    throw new TrainingSettingError('weight decay', weightDecay, 'a number of at least 0');
  }
  if (!(clipNorm > 0 && clipNorm < Number.POSITIVE_INFINITY)) {
    throw new TrainingSettingError('norm to clip at', clipNorm, 'a number above 0; leave it out to disable clipping');
  }
}

function checkSchedule(schedule: Schedule): void {
  const isShare = (value: number) => value > 0 && value <= 1;
  if (!['one-cycle', 'constant', 'cosine', 'step', 'exponential'].includes(schedule.type)) {
    const known = '"one-cycle", "constant", "cosine", "step" or "exponential"';
    throw new TrainingSettingError('schedule', schedule.type, known);
  }
  if (schedule.type === 'one-cycle') return;
  const { warmUp = 0 } = schedule;
  if (!(warmUp >= 0 && warmUp < 1)) {
    throw new TrainingSettingError("schedule's warm-up", warmUp, 'a fraction of the run, from 0 to below 1');
  }
  if (schedule.type === 'step') {
    const { at, factor } = schedule;
    if (!at.every((fraction, i) => fraction >= (at[i - 1] ?? 0) && fraction <= 1)) {
      throw new TrainingSettingError("schedule's steps", at.join(', '), 'fractions of the run, ascending in 0 … 1');
    }
    if (!isShare(factor)) throw new TrainingSettingError("schedule's factor", factor, 'above 0 and at most 1');
  }
  if (schedule.type === 'exponential' && !isShare(schedule.end)) {
    throw new TrainingSettingError("schedule's end", schedule.end, 'above 0 and at most 1, a fraction of the peak');
  }
}

function checkAugmentation(augmentation: Augmentation, training: TrainingTask): void {
  const { network, split } = training;
  const [rows, columns] = network.inputShape;
  const { shift = 0, crop = 0, brightness = 0 } = augmentation;
  if (taskOfTraining(training).mirrored && Math.max(shift, crop) > 0) {
    const [which, value] = shift > 0 ? ['shift', shift] : ['crop', crop];
    throw new TrainingSettingError(
      `augmentation's ${which}`,
      value,
      'left out: boxes would not move with their picture',
    );
  }
  const most = Math.min(rows, columns) - 1;
  if (!(Number.isInteger(shift) && shift >= 0 && shift <= most)) {
    const expected = `a whole number of pixels from 0 to ${most}, so that part of the ${rows}×${columns} image stays`;
    throw new TrainingSettingError("augmentation's shift", shift, expected);
  }
  if (!(crop >= 0 && crop < 1)) {
    throw new TrainingSettingError("augmentation's crop", crop, 'a share of the sides to leave out, from 0 to below 1');
  }
  if (!(brightness >= 0 && brightness <= 1)) {
    throw new TrainingSettingError("augmentation's brightness", brightness, 'a share of the brightness, from 0 to 1');
  }
  if (brightness > 0 && elementTypeOf(split) === 'float32') {
    const expected = '0 for float samples, which have no maximum value to clip at';
    throw new TrainingSettingError("augmentation's brightness", brightness, expected);
  }
}

function checkSamples(training: TrainingTask): void {
  const { network, split } = training;
  const samples = split.ids.length;
  const { outputs, labelValues } = taskOfTraining(training);
  const each = labelValues.length;
  if (split.labels.length !== samples * each) {
    const expected = `${grouped(samples * each)}, ${each === 1 ? 'one' : each} for each sample`;
    throw new TrainingSettingError('number of training labels', split.labels.length, expected);
  }
  if (samples === 0) throw new TrainingSettingError('number of training samples', samples, 'at least 1');
  const isFloat = elementTypeOf(split) === 'float32';
  const pixels = 'images' in split ? split.images.length / samples : split.imageBytes / (isFloat ? 4 : 1);
  const needed = sizeOf(network.inputShape);
  if (pixels !== needed) {
    const shape = network.inputShape.join('×');
    throw new TrainingSettingError(
      'size of a training image',
      pixels,
      `${grouped(needed)} ${isFloat ? 'floats' : 'bytes'}, since the network reads ${shape}`,
    );
  }
  if ('images' in split) checkFinite('the training split', split.images);
  const classes = countOutputs(network);
  if (outputs.length !== classes) {
    throw new TrainingSettingError("number of the task's outputs", outputs.length, `${classes}, the network's`);
  }
  const largestOfEach = new Uint8Array(each);
  for (const [at, label] of split.labels.entries()) {
    if (label > largestOfEach[at % each]) largestOfEach[at % each] = label;
  }
  for (const [i, values] of labelValues.entries()) {
    const largest = largestOfEach[i];
    if (largest < values) continue;
    const expected = `below ${values}, the ${each === 1 ? "network's number of classes" : `values of byte ${i} of the task's labels`}`;
    throw new TrainingSettingError('largest training label', largest, expected);
  }
}

// What must hold before a training starts, so that nothing is found out half-way.
import { countClasses, sizeOf } from '../network/shapes.ts';
import type { Recipe } from './recipe.ts';
import type { Task } from './task.ts';
import { TrainingSettingError } from './training-errors.ts';

/** @throws TrainingSettingError, NetworkError */
export function checkSettings({ network, split, ...recipe }: Recipe & Task): void {
  const { epochs, batchSize, learningRate, optimizer = 'adam', momentum = 0, weightDecay = 0, clipNorm = 1 } = recipe;
  const isCount = (value: number) => Number.isInteger(value) && value > 0;
  if (!isCount(epochs)) throw new TrainingSettingError('epochs', epochs, 'a whole number from 1 up');
  if (!isCount(batchSize)) throw new TrainingSettingError('batch size', batchSize, 'a whole number from 1 up');
  if (!(learningRate > 0 && learningRate < Number.POSITIVE_INFINITY)) {
    throw new TrainingSettingError('learning rate', learningRate, 'a number above 0');
  }
  if (!['adam', 'adamw', 'sgd'].includes(optimizer)) {
    throw new TrainingSettingError('optimizer', optimizer, '"adam", "adamw" or "sgd"');
  }
  if (!(momentum >= 0 && momentum < 1)) throw new TrainingSettingError('momentum', momentum, 'from 0 to below 1');
  if (!(weightDecay >= 0 && weightDecay < Number.POSITIVE_INFINITY)) {
    throw new TrainingSettingError('weight decay', weightDecay, 'a number from 0 up');
  }
  if (!(clipNorm > 0)) throw new TrainingSettingError('norm to clip at', clipNorm, 'a number above 0');
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

// What must hold before a training starts, so that nothing is found out half-way.
import { countClasses, sizeOf } from '../network/shapes.ts';
import type { Recipe } from './recipe.ts';
import type { Task } from './step.ts';
import { TrainingSettingError } from './training-errors.ts';

/** @throws TrainingSettingError, NetworkError */
export function checkSettings({ network, split, epochs, batchSize, learningRate }: Recipe & Task): void {
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

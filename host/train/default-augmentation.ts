// How training images are varied unless told otherwise. Loads no TensorFlow.
import type { Shape } from '../dataset/dataset.ts';
import { fewSamples } from '../network/architectures-for-few.ts';
import type { Augmentation } from './augmentation.ts';

/** Of smaller pictures a crop would cut off what matters. */
const smallestCropped = 16;

/**
 * Crops and brightness where there are few samples, nothing where there are many. Never mirrored or moved: a mirrored character, arrow or
 * sign is another one, and crops move pictures already. Chosen on held-out drawn pictures, of kinds and seeds that no test uses.
 */
export function defaultAugmentation(samples: number, [rows, columns]: Shape): Augmentation | undefined {
  if (samples >= fewSamples) return undefined;
  return { ...(Math.min(rows, columns) >= smallestCropped && { crop: 0.3 }), brightness: 0.3 };
}

/** `augmented by crop 0.3, brightness 0.3`, or `not augmented`. */
export function describeAugmentation(augmentation?: Augmentation): string {
  const list = listAugmentation(augmentation);
  return list === '' ? 'not augmented' : `augmented by ${list}`;
}

/** `crop 0.3, brightness 0.3`, or nothing. */
export function listAugmentation({ shift = 0, flip = false, crop = 0, brightness = 0 }: Augmentation = {}): string {
  const parts = [
    ...(shift > 0 ? [`shift ${shift}`] : []),
    ...(flip ? ['flip'] : []),
    ...(crop > 0 ? [`crop ${crop}`] : []),
    ...(brightness > 0 ? [`brightness ${brightness}`] : []),
  ];
  return parts.join(', ');
}

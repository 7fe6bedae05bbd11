// Walks through samples batch by batch for what is summed over all of them: the Gauss-Newton matrix or its diagonal.
import { setImmediate } from 'node:timers/promises';
import type { Preprocessing, Split } from '../dataset/dataset.ts';
import { buildModel } from '../network/model.ts';
import type { TrainedNetwork } from '../network/network.ts';
import { tf } from '../tensorflow/tensorflow.ts';
import { gatherImages } from '../train/batches.ts';
import { forEachClass, type LayerTap } from './kernel-gradients.ts';

/** What the curvature is measured on: the samples that the network was trained on, at whose minimum it stands. */
export interface CurvatureData {
  readonly split: Split;
  readonly preprocessing: Preprocessing;
  readonly signal?: AbortSignal;
}

/**
 * Calls `visit` for each batch and class with every layer's tap, within `tf.tidy`.
 * @param batchSize how many samples' gradients are held at once
 * @throws NetworkError, WeightsMismatchError; the signal's reason when aborted
 */
export async function visitCurvature(
  trained: TrainedNetwork,
  { split, preprocessing, signal }: CurvatureData,
  batchSize: number,
  visit: (taps: readonly LayerTap[]) => void,
): Promise<void> {
  buildModel(trained.network, trained).dispose(); // throws where the weights are not the network's
  const constants = new Map([...trained.weights].map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape])]));
  try {
    for (let first = 0; first < split.ids.length; first += batchSize) {
      await setImmediate();
      signal?.throwIfAborted();
      const positions = Array.from({ length: Math.min(batchSize, split.ids.length - first) }, (_, i) => first + i);
      tf.tidy(() => {
        const images = gatherImages(split.images, trained.network.inputShape, positions, preprocessing);
        forEachClass(trained, constants, images, visit);
      });
    }
  } finally {
    tf.dispose([...constants.values()]);
  }
}

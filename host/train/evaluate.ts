// A trained network's answers, in typed arrays: logits of many images. What they say is network/logits.ts's.

import { setImmediate } from 'node:timers/promises';
import { grouped } from '../../proto/numbers.ts';
import type { Preprocessing } from '../dataset/dataset.ts';
import type { SampleValues } from '../dataset/sample-values.ts';
import { buildModel, inferenceMode } from '../network/model.ts';
import type { TrainedNetwork } from '../network/network.ts';
import { countOutputs, sizeOf } from '../network/shapes.ts';
import { tf } from '../tensorflow/tensorflow.ts';
import { gatherImages } from './batches.ts';

const batchSize = 500;

/**
 * Logits [n, classes] of images [n, rows, columns, channels].
 * @throws NetworkError, WeightsMismatchError; the signal's reason when aborted
 */
export async function computeLogits(
  trained: TrainedNetwork,
  images: SampleValues,
  preprocessing: Preprocessing,
  signal?: AbortSignal,
): Promise<Float32Array> {
  const { inputShape } = trained.network;
  const classes = countOutputs(trained.network);
  const samples = images.length / sizeOf(inputShape);
  if (!Number.isInteger(samples)) {
    throw new RangeError(
      `${grouped(images.length)} values are not a whole number of images of shape [${inputShape.join(', ')}]`,
    );
  }
  const logits = new Float32Array(samples * classes);
  const model = buildModel(trained.network, trained);
  try {
    for (let first = 0; first < samples; first += batchSize) {
      await setImmediate();
      signal?.throwIfAborted();
      const positions = Array.from({ length: Math.min(batchSize, samples - first) }, (_, i) => first + i);
      // `tidy` looks through what is returned to it element by element: typed arrays stay inside.
      tf.tidy(() => {
        const batch = model.apply(gatherImages(images, inputShape, positions, preprocessing), inferenceMode);
        logits.set(batch.dataSync(), first * classes);
      });
    }
  } finally {
    model.dispose();
  }
  return logits;
}

// Means and covariances of what a layer's kernel multiplies, over a calibration set: the least-squares problem that its units pose.
import { setImmediate } from 'node:timers/promises';
import { takePatches } from '../compress/patches.ts';
import { addRows, type Moments, openRowSums, type RowSums, settleRows } from '../compress/row-moments.ts';
import type { Preprocessing } from '../dataset/dataset.ts';
import type { SampleValues } from '../dataset/sample-values.ts';
import { buildModel, inferenceMode } from '../network/model.ts';
import type { TrainedNetwork, WeightedLayer } from '../network/network.ts';
import { inferShapes, networkInput, sizeOf } from '../network/shapes.ts';
import { tf } from '../tensorflow/tensorflow.ts';
import { gatherImages } from '../train/batches.ts';
import { selectPositions } from './calibrate.ts';
import { CalibrationError } from './quantize-errors.ts';

/** Floats that the patches of a batch may take: 16 MB, thrice that while they are cut. */
const batchFloats = 4_000_000;
const largestBatch = 128;

/**
 * Over all positions of the output, for at most 1,024 samples: one for a convolution or dense layer, whose units all read the same inputs in the
 * kernel's order; one for each channel of a depthwise convolution.
 * @param images samples [n, rows, columns, channels]
 * @throws CalibrationError where there are no samples or an input is not finite; the signal's reason when aborted
 */
export async function measureInputs(
  trained: TrainedNetwork,
  layer: WeightedLayer,
  { images, preprocessing, signal }: { images: SampleValues; preprocessing: Preprocessing; signal?: AbortSignal },
): Promise<Moments[]> {
  const { network, weights } = trained;
  const positions = selectPositions(images.length / sizeOf(network.inputShape));
  const kernelShape = weights.get(`${layer.name}/kernel`)!.shape;
  const batchSize = chooseBatch(trained, layer, kernelShape);
  const model = buildModel(network, { weights });
  let sums: RowSums | undefined;
  try {
    for (let first = 0; first < positions.length; first += batchSize) {
      await setImmediate();
      signal?.throwIfAborted();
      const batch = positions.subarray(first, first + batchSize);
      tf.tidy(() => {
        const pictures = gatherImages(images, network.inputShape, batch, preprocessing);
        let input: tf.Tensor = pictures;
        const [name] = layer.inputs!;
        const observe = (of: string, output: tf.Tensor) => {
          if (of === name && name !== networkInput) input = output;
        };
        model.apply(pictures, { ...inferenceMode, observe });
        const rows = toRows(takePatches(layer, input, kernelShape));
        sums ??= openRowSums(rows);
        addRows(sums, rows);
      });
    }
  } finally {
    model.dispose();
  }
  return settle(sums!, layer.name);
}

function chooseBatch({ network }: TrainedNetwork, layer: WeightedLayer, kernelShape: readonly number[]): number {
  const [rows, columns] = layer.type === 'dense' ? [1, 1] : inferShapes(network).get(layer.name)!;
  // Of a depthwise kernel [rows, columns, channels, 1] all; of a dense one or a convolution's, those of one unit.
  const inputs = sizeOf(layer.type === 'depthwiseConv2d' ? kernelShape : kernelShape.slice(0, -1));
  return Math.min(largestBatch, Math.max(1, Math.floor(batchFloats / (rows * columns * inputs))));
}

/** [problems, rows, inputs] */
function toRows(patches: tf.Tensor): tf.Tensor3D {
  const [batch, positions] = patches.shape;
  if (patches.rank === 3) return tf.reshape(patches, [1, batch * positions, patches.shape[2]!]);
  const [, , channels, taps] = patches.shape as [number, number, number, number];
  return tf.transpose(tf.reshape(patches, [batch * positions, channels, taps]), [1, 0, 2]);
}

function settle(sums: RowSums, layer: string): Moments[] {
  const settled = settleRows(sums);
  if (settled.every(({ mean, covariance }) => [mean, covariance].every((values) => values.every(Number.isFinite)))) {
    return settled;
  }
  throw new CalibrationError(
    `layer "${layer}" reads values that are not finite; the weights have diverged, train again`,
  );
}

// Few-sample knowledge distillation (Li, Li, Liu, Zhang 2019, section 3): what a pruned network computes is fitted to the whole one's, block by block.
import { setImmediate } from 'node:timers/promises';
import type { Preprocessing } from '../dataset/dataset.ts';
import type { SampleValues } from '../dataset/sample-values.ts';
import { applyNetwork } from '../network/forward.ts';
import type { Layer, TrainedNetwork } from '../network/network.ts';
import { sizeOf } from '../network/shapes.ts';
import { tf } from '../tensorflow/tensorflow.ts';
import { tfjsOperations } from '../tensorflow/tfjs-operations.ts';
import { gatherImages } from '../train/batches.ts';
import { absorbMixing, type ChannelMixing, fitMixing } from './channel-mixing.ts';
import type { ChannelPruning } from './prune-channels.ts';
import { addRows, type Moments, openRowSums, type RowSums, settleRows } from './row-moments.ts';

/** Without labels. */
export interface FewSamples {
  /** [n, rows, columns, channels] */
  readonly images: SampleValues;
  readonly preprocessing: Preprocessing;
  readonly signal?: AbortSignal;
}

/**
 * Of `fitMixing`. Chosen on the validation split of digits with 34 samples, of 0.03, 0.1, 0.3, 1 and 3: the first two do equally well, from 1 on
 * less is regained. With Fashion-MNIST's 540 samples it regains what a fit all but undamped does.
 */
const damping = 0.1;

const batchSize = 64;

/**
 * Layer by layer in the network's order: each convolution's and dense layer's sums, which the layers recovered before it lead to, are mixed by a
 * 1×1 convolution so that they come nearest to the whole network's at the kept channels, and the layer absorbs it. The paper's blocks are
 * layers here, and its 1×1 convolutions have a bias. A depthwise convolution cannot absorb one: the 1×1 convolution behind it makes up for both.
 *
 * Batch norm has been folded: every convolution and dense layer has a bias, as `foldNetwork` leaves them (quantize/fold.ts).
 *
 * Runs both networks up to each layer once; for a layer of n channels takes n³ multiplications, which block everything
 * else.
 * @throws CompressionSettingError where sums are not finite; the signal's reason when aborted
 */
export async function recoverBlocks(pruning: ChannelPruning, samples: FewSamples): Promise<TrainedNetwork> {
  let recovered = pruning.pruned;
  for (const { name, type } of recovered.network.layers) {
    if (type !== 'conv2d' && type !== 'dense') continue;
    recovered = absorbMixing(recovered, name, await fitBlock({ ...pruning, pruned: recovered }, name, samples));
  }
  return recovered;
}

/** For the layer of this name of `pruned` as it is. @throws what recoverBlocks throws */
export async function fitBlock(pruning: ChannelPruning, layer: string, samples: FewSamples): Promise<ChannelMixing> {
  return fitMixing(await measureSums(pruning, layer, samples), damping);
}

/** Of the rows [sums of the pruned network, sums of the whole one at the kept channels], over samples and positions. */
async function measureSums(
  { whole, pruned, kept }: ChannelPruning,
  layer: string,
  { images, preprocessing, signal }: FewSamples,
): Promise<Moments> {
  const { inputShape } = whole.network;
  const count = images.length / sizeOf(inputShape);
  let sums: RowSums | undefined;
  for (let first = 0; first < count; first += batchSize) {
    await setImmediate();
    signal?.throwIfAborted();
    tf.tidy(() => {
      const positions = Array.from({ length: Math.min(batchSize, count - first) }, (_, i) => first + i);
      const batch = gatherImages(images, inputShape, positions, preprocessing);
      const before = computeSums(pruned, layer, batch);
      const target = computeSums(whole, layer, batch);
      const channels = kept.get(layer);
      const atKept = channels ? tf.gather(target, tf.tensor1d([...channels], 'int32'), 1) : target;
      const rows = tf.expandDims(tf.concat([before, atKept], 1), 0) as tf.Tensor3D;
      sums ??= openRowSums(rows);
      addRows(sums, rows);
    });
  }
  return settleRows(sums!)[0];
}

/** What the layer's activation would be taken of: [batch · positions, channels]. */
function computeSums({ network, weights }: TrainedNetwork, name: string, images: tf.Tensor4D): tf.Tensor2D {
  const end = network.layers.findIndex((layer) => layer.name === name);
  const last = { ...network.layers[end], activation: 'linear' } as Layer;
  const weight = (of: string) => {
    const { shape, data } = weights.get(of)!;
    return tf.tensor(data, [...shape]);
  };
  const upToIt = { ...network, layers: [...network.layers.slice(0, end), last] };
  const flat = applyNetwork<tf.Tensor>(upToIt, images, { operations: tfjsOperations, weight });
  return tf.reshape(flat, [-1, weights.get(`${name}/bias`)!.data.length]);
}

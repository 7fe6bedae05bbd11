import { describe, expect, it } from 'vitest';
import { absorbMixing } from '../../host/compress/channel-mixing.ts';
import { type ChannelPruning, pruneChannels } from '../../host/compress/prune-channels.ts';
import { fitBlock, recoverBlocks } from '../../host/compress/recover-blocks.ts';
import { selectSamples } from '../../host/dataset/dataset.ts';
import type { TrainedNetwork } from '../../host/network/network.ts';
import { checkWeights, countParameters } from '../../host/network/shapes.ts';
import { dsCnn, resNet8, vggNetwork } from '../../host/network/staged-architectures.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { foldNetwork } from '../../host/quantize/fold.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { createTinyDataset } from '../support/tiny-dataset.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';

const { train, test, shape, preprocessing } = createTinyDataset();
const positions = Array.from({ length: 100 }, (_, i) => i); // More than a batch.
const samples = { images: selectSamples(train, shape, positions).images, preprocessing };
const site = { name: 'random', shape: [8, 8, 1] as const, classes: 3 };
const networks = { vgg: vggNetwork(site, [8, 12], 1), resnet8: resNet8(site, 6), dscnn: dsCnn(site, 12, 2) };
const prune = (family: keyof typeof networks): ChannelPruning =>
  pruneChannels(foldNetwork(makeRandomTrained(networks[family], 6)), 0.5);

/** Mean squared difference of the logits to the whole network's, on samples that nothing was fitted to. */
async function distanceTo(whole: TrainedNetwork, one: TrainedNetwork): Promise<number> {
  const [expected, logits] = [whole, one].map((trained) => computeLogits(trained, test.images, preprocessing));
  const target = await expected;
  return (await logits).reduce((sum, value, i) => sum + (value - target[i]) ** 2 / target.length, 0);
}

/** Every layer fitted to the student as it was pruned. */
async function recoverAtOnce(pruning: ChannelPruning): Promise<TrainedNetwork> {
  let recovered = pruning.pruned;
  for (const { name, type } of recovered.network.layers) {
    if (type === 'conv2d' || type === 'dense') {
      recovered = absorbMixing(recovered, name, await fitBlock(pruning, name, samples));
    }
  }
  return recovered;
}

describe('recovering a pruned network on few samples', () => {
  it.each(['vgg', 'resnet8', 'dscnn'] as const)(
    'comes much nearer to the whole one without a parameter more: %s',
    async (family) => {
      const pruning = prune(family);
      const tensors = tf.memory().numTensors;
      const recovered = await recoverBlocks(pruning, samples);
      expect(tf.memory().numTensors).toBe(tensors);
      checkWeights(recovered.network, recovered.weights);
      expect(recovered.network).toEqual(pruning.pruned.network);
      expect(countParameters(recovered.network)).toBeLessThan(countParameters(pruning.whole.network));
      const [lost, left] = [
        await distanceTo(pruning.whole, pruning.pruned),
        await distanceTo(pruning.whole, recovered),
      ];
      expect(left).toBeLessThan(0.2 * lost);
    },
  );

  it('fits each block behind the ones recovered before it: fitting all of them to the unrecovered student ends far from the whole network', async () => {
    const pruning = prune('vgg');
    const inOrder = await recoverBlocks(pruning, samples);
    let step = pruning.pruned;
    for (const name of ['stage1a', 'stage1b', 'stage2a', 'stage2b', 'logits']) {
      step = absorbMixing(step, name, await fitBlock({ ...pruning, pruned: step }, name, samples));
    }
    expect(digestTrainedNetwork(inOrder)).toBe(digestTrainedNetwork(step));
    const atOnce = await recoverAtOnce(pruning);
    expect(await distanceTo(pruning.whole, inOrder)).toBeLessThan(0.5 * (await distanceTo(pruning.whole, atOnce)));
  });

  it('leaves a network alone that lost nothing', async () => {
    const whole = foldNetwork(makeRandomTrained(networks.vgg, 6));
    const recovered = await recoverBlocks({ whole, pruned: whole, kept: new Map() }, samples);
    expect(await distanceTo(whole, recovered)).toBeLessThan(1e-8);
  });

  it('stops when aborted', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(recoverBlocks(prune('vgg'), { ...samples, signal })).rejects.toThrow('enough');
  });
});

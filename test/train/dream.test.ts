// Inputs that learn: what the network says of them, the range they are kept in, the seed they follow from.
import { describe, expect, it } from 'vitest';
import { buildModel, inferenceMode } from '../../host/network/model.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { crossEntropyAt, type DreamEvent, type DreamOptions, dreamInputs } from '../../host/train/dream.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { tinyTraining } from '../support/tiny-dataset.ts';

const trained = await trainNetwork({ ...tinyTraining, epochs: 6 });
const oneHot = (labels: readonly number[]) =>
  Float32Array.from(labels.flatMap((label) => [0, 1, 2].map((c) => Number(c === label))));
const labels = [0, 1, 2, 2, 1, 0, 1];
const options: DreamOptions = { trained, targets: oneHot(labels), steps: 60, learningRate: 0.05, seed: 3 };

function softmaxOf(inputs: Float32Array): number[][] {
  return tf.tidy(() => {
    const model = buildModel(trained.network, trained);
    const logits = model.apply(tf.tensor4d(inputs, [inputs.length / 64, 8, 8, 1]), inferenceMode);
    return tf.softmax(logits).arraySync();
  });
}

describe('dreamed inputs', () => {
  it('are taken for what they were to be, stay in their range, and leave the network as it was', async () => {
    const [before, events] = [digestTrainedNetwork(trained), [] as DreamEvent[]];
    const inputs = await dreamInputs({ ...options, batchSize: 4, onEvent: (event) => events.push(event) });
    expect(inputs).toHaveLength(labels.length * 64);
    for (const [row, label] of labels.entries()) expect(softmaxOf(inputs)[row][label]).toBeGreaterThan(0.95);
    expect(inputs.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(inputs.some((value) => value === 0)).toBe(true); // The range is what stops them.
    expect(events).toHaveLength(2 * 60);
    expect(events.at(-1)).toMatchObject({ batch: 2, batches: 2, step: 60, steps: 60 });
    expect(events[59].loss).toBeLessThan(events[0].loss / 5);
    expect(digestTrainedNetwork(trained)).toBe(before);
  });

  it('follow from the seed and their place, whatever the batch size', async () => {
    const each = (more: Partial<DreamOptions>) => dreamInputs({ ...options, steps: 5, ...more });
    const [one, same, other] = [await each({}), await each({}), await each({ seed: 4 })];
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
    const apart = await each({ batchSize: 3 });
    expect(Math.max(...one.map((value, i) => Math.abs(apart[i] - value)))).toBeLessThan(1e-5);
  });

  it('have the loss that tfjs computes, at a temperature and with a layer in it', async () => {
    const losses: number[] = [];
    const onEvent = ({ loss }: DreamEvent) => losses.push(loss);
    const settings = { ...options, targets: Float32Array.of(0.2, 0.5, 0.3), steps: 1, onEvent };
    await dreamInputs({ ...settings, loss: crossEntropyAt(20) });
    const inputs = await dreamInputs({
      ...settings,
      learningRate: 1e-12,
      loss: (ops, { layer }) => ops.mean(layer('sum')),
    });
    const [expected, layer] = tf.tidy(() => {
      const model = buildModel(trained.network, trained);
      let sum = 0;
      const observe = (name: string, output: tf.Tensor) => {
        if (name === 'sum') sum = tf.mean(output).dataSync()[0];
      };
      const logits = model.apply(tf.tensor4d(inputs, [1, 8, 8, 1]), { ...inferenceMode, observe });
      const logs = tf.logSoftmax(tf.div(logits, 20)).dataSync();
      return [-(0.2 * logs[0] + 0.5 * logs[1] + 0.3 * logs[2]), sum];
    });
    expect(losses[0]).toBeCloseTo(expected, 5);
    expect(losses[1]).toBeCloseTo(layer, 5);
  });

  it('stop where they are told to', async () => {
    const stop = new AbortController();
    const run = dreamInputs({ ...options, signal: stop.signal, onEvent: ({ step }) => step === 3 && stop.abort() });
    await expect(run).rejects.toThrow('aborted');
  });

  it.each<[Partial<DreamOptions>, string]>([
    [{ targets: new Float32Array(4) }, 'number of targets is 4: it must be a multiple of 3'],
    [{ targets: new Float32Array(0) }, 'number of targets is 0: it must be a multiple of 3'],
    [{ steps: 0 }, 'steps is 0: it must be a whole number of at least 1'],
    [{ learningRate: Number.NaN }, 'learning rate is NaN: it must be a number above 0'],
    [{ range: [1, 1] }, 'range is 1 … 1: it must be a lower and a higher number'],
    [{ loss: (ops, { logits }) => ops.mean(ops.log(ops.mul(logits, 0))) }, 'the loss is -Infinity'],
  ])('are refused for %o', async (wrong, message) => {
    await expect(dreamInputs({ ...options, ...wrong })).rejects.toThrow(message);
  });
});

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { isWeighted, type Layer, type Network } from '../../host/network/network.ts';
import { foldNetwork } from '../../host/quantize/fold.ts';
import { measureInputs } from '../../host/quantize/input-moments.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';

const [rows, columns, channels] = [5, 4, 2];
const samples = 30;
const random = createRandom(8);
const images = Uint8Array.from({ length: samples * rows * columns * channels }, () => 100 + random.integer(90));
const preprocessing = { scale: 1 / 64, offset: -0.5 };
const pixel = (sample: number, row: number, column: number, channel: number) =>
  row < 0 || row >= rows || column < 0 || column >= columns
    ? 0
    : images[((sample * rows + row) * columns + column) * channels + channel] * preprocessing.scale +
      preprocessing.offset;

/** Mean and covariance of rows, in two passes. */
function momentsOf(all: readonly (readonly number[])[]) {
  const mean = all[0].map((_, i) => all.reduce((sum, row) => sum + row[i], 0) / all.length);
  const covariance = mean.flatMap((_, i) =>
    mean.map((_, j) => all.reduce((sum, row) => sum + (row[i] - mean[i]) * (row[j] - mean[j]), 0) / all.length),
  );
  return { mean, covariance };
}

/** Of the last layer with a kernel. */
function measure(...given: Layer[]) {
  // The logits are one row.
  const layers =
    given.at(-1)?.type === 'dense' ? given : [...given, { type: 'globalAveragePool', name: 'end' } as const];
  const network: Network = { name: 'one layer', inputShape: [rows, columns, channels], layers };
  const trained = foldNetwork(makeRandomTrained(network, 1));
  const layer = trained.network.layers.findLast(isWeighted)!;
  return measureInputs(trained, layer, { images, preprocessing });
}

function expectMoments(actual: Awaited<ReturnType<typeof measure>>[number], expected: ReturnType<typeof momentsOf>) {
  expect(actual.mean).toHaveLength(expected.mean.length);
  for (const [i, value] of expected.mean.entries()) expect(actual.mean[i]).toBeCloseTo(value, 5);
  for (const [i, value] of expected.covariance.entries()) expect(actual.covariance[i]).toBeCloseTo(value, 5);
}
const every = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('the moments of a layer’s inputs', () => {
  it('are those of the whole input before a dense layer', async () => {
    const [moments, ...others] = await measure({ type: 'dense', name: 'logits', units: 3 });
    expect(others).toEqual([]);
    const flat = every(samples).map((n) =>
      every(rows * columns * channels).map((i) => pixel(n, Math.floor(i / 8), Math.floor(i / 2) % 4, i % 2)),
    );
    expectMoments(moments, momentsOf(flat));
  });

  it('are those of all patches of a convolution, zeros around the picture included', async () => {
    const window = { kernel: [3, 2], padding: 'valid', strides: [2, 1] } as const;
    const [valid] = await measure({ type: 'conv2d', name: 'conv', filters: 3, ...window });
    const patch = (n: number, top: number, left: number, height: number, width: number) =>
      every(height).flatMap((r) =>
        every(width).flatMap((c) => every(channels).map((k) => pixel(n, top + r, left + c, k))),
      );
    const at = (tops: number[], lefts: number[], height: number, width: number) =>
      every(samples).flatMap((n) => tops.flatMap((t) => lefts.map((l) => patch(n, t, l, height, width))));
    expectMoments(valid, momentsOf(at([0, 2], [0, 1, 2], 3, 2)));
    const [same] = await measure({ type: 'conv2d', name: 'conv', filters: 3, kernel: [3, 3], padding: 'same' });
    expectMoments(same, momentsOf(at([-1, 0, 1, 2, 3], [-1, 0, 1, 2], 3, 3)));
  });

  it('are those of each channel of a depthwise convolution', async () => {
    const all = await measure({ type: 'depthwiseConv2d', name: 'deep', kernel: [2, 2], padding: 'valid' });
    expect(all).toHaveLength(channels);
    for (const [channel, moments] of all.entries()) {
      const taps = every(samples).flatMap((n) =>
        every(rows - 1).flatMap((r) =>
          every(columns - 1).map((c) => [0, 1, 2, 3].map((i) => pixel(n, r + (i >> 1), c + (i & 1), channel))),
        ),
      );
      expectMoments(moments, momentsOf(taps));
    }
  });

  it('are those of what the layers before put out, and leave no tensors', async () => {
    const before = tf.memory().numTensors;
    const [moments] = await measure(
      { type: 'averagePool2d', name: 'pool', pool: [rows, columns], padding: 'valid' },
      { type: 'dense', name: 'logits', units: 3 },
    );
    expect(tf.memory().numTensors).toBe(before);
    const means = every(samples).map((n) =>
      every(channels).map(
        (k) => every(rows * columns).reduce((sum, i) => sum + pixel(n, Math.floor(i / 4), i % 4, k), 0) / 20,
      ),
    );
    expectMoments(moments, momentsOf(means));
  });

  it('keep small variances around large means, which squares in float32 would lose', async () => {
    const bright = Uint8Array.from(images, (value) => 254 + (value % 2));
    const far = { scale: 1e-3, offset: 100 };
    const network: Network = {
      name: 'far',
      inputShape: [rows, columns, channels],
      layers: [{ type: 'dense', name: 'logits', units: 3 }],
    };
    const trained = foldNetwork(makeRandomTrained(network, 1));
    const [layer] = trained.network.layers;
    const [{ covariance }] = await measureInputs(trained, isWeighted(layer) ? layer : expect.fail(), {
      images: bright,
      preprocessing: far,
    });
    const ones = every(samples).map((n) => bright[n * 40] - 254);
    const share = ones.reduce((sum, one) => sum + one, 0) / samples;
    expect(covariance[0] / (share * (1 - share) * 1e-6)).toBeCloseTo(1, 1);
  });
});

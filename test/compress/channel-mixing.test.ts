import { Matrix, solve } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { absorbMixing, type ChannelMixing, fitMixing } from '../../host/compress/channel-mixing.ts';
import { CompressionSettingError } from '../../host/compress/compress-errors.ts';
import { addRows, type Moments, openRowSums, type RowSums, settleRows } from '../../host/compress/row-moments.ts';
import type { Layer, Network, TrainedNetwork, Weight } from '../../host/network/network.ts';
import { checkWeights, countParameters } from '../../host/network/shapes.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { createTinyDataset } from '../support/tiny-dataset.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';

const { test, preprocessing } = createTinyDataset();

function measure(rows: readonly (readonly number[])[]): Moments {
  let sums: RowSums | undefined;
  tf.tidy(() => {
    const tensor = tf.tensor3d([rows.map((row) => [...row])]);
    sums = openRowSums(tensor);
    addRows(sums, tensor);
  });
  return settleRows(sums!)[0];
}

function drawRows(count: number, columns: number, seed: number): number[][] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => Array.from({ length: columns }, () => random.normal() + 2));
}

const largest = (values: Iterable<number>) => Math.max(...Array.from(values, Math.abs));

describe('least squares of a 1×1 convolution', () => {
  it.each([1e-9, 0.01, 1])('is the closed form, ridge to the identity, bias free: damping %d', (damping) => {
    const [n, count] = [4, 50];
    const rows = drawRows(count, 2 * n, 3);
    const { matrix, bias } = fitMixing(measure(rows), damping);
    // As an ordinary least-squares problem: rows x 1 → y, and √(damping n variance) e_i 0 → √(damping n variance) e_i.
    const means = Array.from({ length: n }, (_, c) => rows.reduce((sum, row) => sum + row[c], 0) / count);
    const variance =
      rows.reduce((sum, row) => sum + means.reduce((s, m, c) => s + (row[c] - m) ** 2, 0), 0) / count / n;
    const root = Math.sqrt(damping * n * variance);
    const unit = (i: number) => Array.from({ length: n }, (_, j) => (i === j ? root : 0));
    const left = [...rows.map((row) => [...row.slice(0, n), 1]), ...means.map((_, i) => [...unit(i), 0])];
    const right = [...rows.map((row) => row.slice(n)), ...means.map((_, i) => unit(i))];
    const expected = solve(new Matrix(left), new Matrix(right)).to1DArray();
    expect(largest([...matrix, ...bias].map((value, i) => value - expected[i]))).toBeLessThan(1e-5);
  });

  it('finds the mixing that the targets were made by', () => {
    const rows = drawRows(40, 2, 5).map(([a, b]) => [a, b, 3 * a - b + 1, 0.5 * b - 2]);
    const { matrix, bias } = fitMixing(measure(rows), 1e-9);
    const expected = [3, 0, -1, 0.5, 1, -2];
    expect(largest([...matrix, ...bias].map((value, i) => value - expected[i]))).toBeLessThan(1e-4);
  });

  it('leaves what the samples do not settle as it is', () => {
    const { matrix, bias } = fitMixing(
      measure([
        [1, 2, 4, 4],
        [1, 2, 4, 4],
      ]),
      0.01,
    );
    expect([...matrix]).toEqual([1, 0, 0, 1]);
    expect([...bias]).toEqual([3, 2]);
  });

  it('refuses sums that are not finite', () => {
    const moments = measure([
      [1, 2],
      [1, Number.NaN],
    ]);
    expect(() => fitMixing(moments, 0.01)).toThrow(CompressionSettingError);
    expect(() => fitMixing(moments, 0.01)).toThrow('mean sum of channel 0 is NaN: it must be finite; the weights have');
  });
});

const layers: Layer[] = [
  { type: 'conv2d', name: 'conv', filters: 5, kernel: [3, 3], strides: [2, 2], padding: 'same', activation: 'relu' },
  { type: 'dense', name: 'hidden', units: 7, activation: 'relu6' },
  { type: 'dense', name: 'logits', units: 3 },
];
const network: Network = { name: 'mixed', inputShape: [8, 8, 1], layers };
const trained = makeRandomTrained(network, 4);

/** With the 1×1 convolution itself between the layer's sums and its activation. */
function insertMixing(name: string, { matrix, bias }: ChannelMixing): TrainedNetwork {
  const at = layers.findIndex((layer) => layer.name === name);
  const layer = layers[at] as Extract<Layer, { type: 'conv2d' | 'dense' }>;
  const { activation } = layer;
  const isDense = layer.type === 'dense';
  const mix: Layer = isDense
    ? { type: 'dense', name: 'mix', units: bias.length, activation }
    : { type: 'conv2d', name: 'mix', filters: bias.length, kernel: [1, 1], padding: 'valid', activation };
  const inserted: Layer[] = [...layers.slice(0, at), { ...layer, activation: 'linear' }, mix, ...layers.slice(at + 1)];
  const shape = [...(isDense ? [] : [1, 1]), bias.length, bias.length];
  const weights = new Map<string, Weight>([
    ...trained.weights,
    ['mix/kernel', { shape, data: Float32Array.from(matrix) }],
    ['mix/bias', { shape: [bias.length], data: Float32Array.from(bias) }],
  ]);
  return { network: { ...network, layers: inserted }, weights };
}

describe('absorbing a 1×1 convolution', () => {
  it.each([
    ['conv', 5],
    ['hidden', 7],
    ['logits', 3],
  ])('computes what the network computes with it, to 1e-4, and adds no parameter: %s', async (name, n) => {
    const values = drawRows(n + 1, n, 9).map((row) => row.map((value) => value - 2));
    const mixing = { matrix: Float64Array.from(values.slice(1).flat()), bias: Float64Array.from(values[0]) };
    const merged = absorbMixing(trained, name, mixing);
    checkWeights(merged.network, merged.weights);
    expect(countParameters(merged.network)).toBe(countParameters(network));
    const logitsOf = (one: TrainedNetwork) => computeLogits(one, test.images, preprocessing);
    const [before, explicit, absorbed] = [
      await logitsOf(trained),
      await logitsOf(insertMixing(name, mixing)),
      await logitsOf(merged),
    ];
    expect(largest(absorbed.map((value, i) => value - explicit[i]))).toBeLessThan(1e-4);
    expect(largest(absorbed.map((value, i) => value - before[i]))).toBeGreaterThan(0.1);
  });
});

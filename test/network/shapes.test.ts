import { describe, expect, it } from 'vitest';
import type { Layer, Network } from '../../host/network/network.ts';
import { NetworkError, WeightsMismatchError } from '../../host/network/network-errors.ts';
import {
  checkWeights,
  countClasses,
  countMacs,
  countParameters,
  inferShapes,
  inferWeightShapes,
} from '../../host/network/shapes.ts';

function networkOf(...layers: Layer[]): Network {
  return { name: 'net', inputShape: [28, 28, 3], layers };
}

const lenet = networkOf(
  { type: 'conv2d', name: 'first', filters: 6, kernel: [5, 5], strides: [2, 2], padding: 'valid', activation: 'relu' },
  { type: 'depthwiseConv2d', name: 'depth', kernel: [3, 3], padding: 'same', useBias: false },
  { type: 'batchNorm', name: 'norm' },
  { type: 'maxPool2d', name: 'pool', pool: [2, 2], padding: 'valid' },
  { type: 'dropout', name: 'drop', rate: 0.5 },
  { type: 'swish', name: 'swish' },
  { type: 'dense', name: 'logits', units: 10 },
);

describe('the shapes of a network', () => {
  it('follow from windows, strides and padding', () => {
    expect(Object.fromEntries(inferShapes(lenet))).toEqual({
      first: [12, 12, 6],
      depth: [12, 12, 6],
      norm: [12, 12, 6],
      pool: [6, 6, 6],
      drop: [6, 6, 6],
      swish: [6, 6, 6],
      logits: [1, 1, 10],
    });
    const odd = networkOf({ type: 'averagePool2d', name: 'pool', pool: [3, 3], strides: [3, 2], padding: 'same' });
    expect(inferShapes(odd).get('pool')).toEqual([10, 14, 3]);
  });

  it('give each weight its shape, and the counts of parameters and multiplications', () => {
    expect(inferWeightShapes(lenet).get('first/kernel')).toEqual([5, 5, 3, 6]);
    expect(inferWeightShapes(lenet).get('depth/kernel')).toEqual([3, 3, 6, 1]);
    expect(inferWeightShapes(lenet).has('depth/bias')).toBe(false);
    expect(inferWeightShapes(lenet).get('logits/kernel')).toEqual([216, 10]);
    expect(countParameters(lenet)).toBe(5 * 5 * 3 * 6 + 6 + 3 * 3 * 6 + 4 * 6 + 216 * 10 + 10);
    expect(countMacs(lenet)).toBe(144 * 5 * 5 * 3 * 6 + 144 * 3 * 3 * 6 + 216 * 10);
    expect(countClasses(lenet)).toBe(10);
  });

  it('join channels', () => {
    const joined = networkOf(
      { type: 'conv2d', name: 'left', filters: 3, kernel: [3, 3], padding: 'same' },
      { type: 'concatenate', name: 'all', inputs: ['left', 'input', 'left'] },
    );
    expect(inferShapes(joined).get('all')).toEqual([28, 28, 6 + joined.inputShape[2]]);
  });

  it('follow named inputs', () => {
    const branches = networkOf(
      { type: 'conv2d', name: 'left', filters: 3, kernel: [3, 3], padding: 'same' },
      { type: 'conv2d', name: 'right', filters: 3, kernel: [1, 1], padding: 'same', inputs: ['input'] },
      { type: 'add', name: 'sum', inputs: ['left', 'right'] },
      { type: 'globalAveragePool', name: 'mean' },
    );
    expect(inferShapes(branches).get('mean')).toEqual([1, 1, 3]);
  });
});

describe('a description that is not a network', () => {
  const conv: Layer = { type: 'conv2d', name: 'conv', filters: 4, kernel: [3, 3], padding: 'valid' };
  it.each([
    ['a name used twice', networkOf(conv, conv), 'layer "conv": its name is already used'],
    ['an unknown input', networkOf({ ...conv, inputs: ['later'] }), 'it reads "later", which is not an earlier layer'],
    ['a window larger than its input', networkOf({ ...conv, kernel: [29, 3] }), 'shape [0, 26, 4]'],
    ['unequal summands', networkOf(conv, { type: 'add', name: 'sum', inputs: ['conv', 'input'] }), 'it adds shapes'],
    [
      'maps of two sizes',
      networkOf(conv, { type: 'concatenate', name: 'all', inputs: ['conv', 'input'] }),
      'joins the',
    ],
    [
      'a single map',
      networkOf(conv, { type: 'concatenate', name: 'all', inputs: ['conv'] }),
      'it needs two or more maps',
    ],
    ['a dropout of everything', networkOf(conv, { type: 'dropout', name: 'drop', rate: 1 }), 'its rate is 1'],
    [
      'a range of no width',
      networkOf(conv, { type: 'fakeQuantize', name: 'int8', scale: 0, zeroPoint: 0 }),
      'its scale is 0: it must be a number above 0',
    ],
    ['three bits', networkOf({ ...conv, weightBits: 3 } as unknown as Layer), 'its weights have 3 bits'],
    ['an unknown type', networkOf({ ...conv, type: 'lstm' } as unknown as Layer), 'its type "lstm" is unknown'],
  ])('is refused: %s', (_, network, message) => {
    expect(() => inferShapes(network)).toThrow(NetworkError);
    expect(() => inferShapes(network)).toThrow(message);
  });

  it('is refused as a classifier where its output is a map', () => {
    expect(() => countClasses(networkOf(conv))).toThrow('the logits have shape [26, 26, 4]');
  });
});

describe('weights beside a network', () => {
  const dense = networkOf({ type: 'dense', name: 'logits', units: 2 });
  const kernel = { shape: [2352, 2], data: new Float32Array(4704) };
  const bias = { shape: [2], data: new Float32Array(2) };

  it('must be complete, of the right shapes, and no others', () => {
    expect(() => checkWeights(dense, new Map([['logits/kernel', kernel]]))).toThrow(
      '"logits/bias" of network "net" is missing',
    );
    const wrong = new Map([
      ['logits/kernel', { ...kernel, shape: [2, 2352] }],
      ['logits/bias', bias],
    ]);
    expect(() => checkWeights(dense, wrong)).toThrow(WeightsMismatchError);
    expect(() => checkWeights(dense, wrong)).toThrow('has shape [2,2352] instead of [2352,2]');
    const surplus = new Map([
      ['logits/kernel', kernel],
      ['logits/bias', bias],
      ['other/bias', bias],
    ]);
    expect(() => checkWeights(dense, surplus)).toThrow('"other/bias" of network "net" belongs to no layer');
  });
});

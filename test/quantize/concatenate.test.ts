// Networks that join channels, as SqueezeNet's fire modules do: one scale for all that is joined, and exact on the virtual board.
import { describe, expect, it } from 'vitest';
import { networkNamed } from '../../host/network/named-networks.ts';
import type { Layer, Network } from '../../host/network/network.ts';
import { makeQuantizationAware } from '../../host/quantize/quantization-aware.ts';
import { quantizeNetwork, quantizeUntrained } from '../../host/quantize/quantize.ts';
import { UnsupportedLayerTypeError } from '../../host/quantize/quantize-errors.ts';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { createTinyDataset } from '../support/tiny-dataset.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';
import { validateOnVirtualBoard } from '../support/validate-on-virtual-board.ts';

const dataset = createTinyDataset();
const { train, test, preprocessing } = dataset;
const kernel = { kernel: [3, 3], padding: 'same' } as const;

/** One convolution is joined twice, once through pooling that neither shrinks nor scales; nothing begins at a whole word of eight channels. */
const joined = networkOf(
  { type: 'conv2d', name: 'a', filters: 5, ...kernel, activation: 'relu' },
  { type: 'conv2d', name: 'b', filters: 11, ...kernel },
  { type: 'maxPool2d', name: 'pooled', inputs: ['a'], pool: [3, 3], strides: [1, 1], padding: 'same' },
  { type: 'concatenate', name: 'first', inputs: ['pooled', 'b', 'a'] },
  { type: 'conv2d', name: 'c', filters: 4, ...kernel },
  { type: 'concatenate', name: 'second', inputs: ['first', 'c'] },
  { type: 'swish', name: 'swish' },
  { type: 'globalAveragePool', name: 'mean' },
  { type: 'dense', name: 'logits', units: 3 },
);

function networkOf(...layers: Layer[]): Network {
  return { name: 'joined', inputShape: [8, 8, 1], layers };
}

const scalesOf = ({ tensors }: QuantizedNetwork, names: readonly string[]) =>
  new Set(names.map((name) => [tensors.get(name)!.scale, tensors.get(name)!.zeroPoint].join()));

describe('channels that are joined', () => {
  const trained = makeRandomTrained(joined, 7);

  it('have one scale, through pooling and further concatenations, and others keep theirs', async () => {
    for (const quantized of [
      await quantizeNetwork(trained, train, preprocessing),
      await quantizeNetwork(
        makeQuantizationAware(trained, { weightBits: 8, calibration: train, preprocessing }),
        train,
        preprocessing,
      ),
      quantizeUntrained(joined, preprocessing),
    ]) {
      expect(scalesOf(quantized, ['a', 'pooled', 'b', 'first', 'c', 'second']).size).toBe(1);
      expect(scalesOf(quantized, ['second', 'swish', 'logits']).size).toBe(3);
    }
  });

  it.each([
    ['of a network of one’s own', joined],
    ['of fire modules', networkNamed('fire:1-3', [8, 8, 1], 3)],
  ])('%s are exact on the virtual board', async (_, network) => {
    const quantized = await quantizeNetwork(makeRandomTrained(network, 3), train, preprocessing);
    const validated = await validateOnVirtualBoard(quantized, dataset, test);
    expect(validated).toMatchObject({ total: test.ids.length, bitExact: test.ids.length });
  });

  it.each([
    ['the network’s input', ['input', 'a'], "it joins the network's input, whose scale is fixed; put a convolution"],
    ['steps', ['steps', 'a'], 'it joins the steps of "steps", whose scale is fixed'],
  ])('of %s are refused where they are to be quantized', async (_, inputs, message) => {
    const network = networkOf(
      { type: 'conv2d', name: 'a', filters: 5, ...kernel },
      { type: 'step', name: 'steps' },
      { type: 'concatenate', name: 'all', inputs },
      { type: 'dense', name: 'logits', units: 3 },
    );
    await expect(quantizeNetwork(makeRandomTrained(network, 1), train, preprocessing)).rejects.toThrow(message);
  });

  it('with a separate range after one of them are refused', async () => {
    const network = networkOf(
      { type: 'conv2d', name: 'a', filters: 5, ...kernel },
      { type: 'fakeQuantize', name: 'a-int8', scale: 0.5, zeroPoint: 3 },
      { type: 'conv2d', name: 'b', filters: 5, ...kernel },
      { type: 'concatenate', name: 'all', inputs: ['a-int8', 'b'] },
      { type: 'dense', name: 'logits', units: 3 },
    );
    const quantizing = quantizeNetwork(makeRandomTrained(network, 1), train, preprocessing);
    await expect(quantizing).rejects.toThrow(UnsupportedLayerTypeError);
    await expect(quantizing).rejects.toThrow('"a", which it joins, has a different scale; give both the same scale');
  });
});

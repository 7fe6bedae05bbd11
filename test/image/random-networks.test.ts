import { describe, expect, it } from 'vitest';
import { compileNetwork } from '../../host/image/compile.ts';
import { up5k } from '../../host/image/core-description.ts';
import { encodeInput } from '../../host/image/encode-input.ts';
import { createReference } from '../../host/reference/reference.ts';
import { simulateCore } from '../support/core-simulator.ts';
import { readLayerOutput } from '../support/layer-output.ts';
import { isRunnable, makeRandomInputs, makeRandomNetwork } from '../support/random-networks.ts';

const networks = Array.from({ length: 200 }, (_, seed) => makeRandomNetwork(seed)).filter(isRunnable);

describe('random networks, compiled', () => {
  it('are many, with every operator among them', () => {
    const operators = new Set(networks.flatMap(({ operations }) => operations.map(({ operator }) => operator)));
    expect(networks.length).toBeGreaterThan(150);
    expect([...operators].sort()).toEqual([
      'ADD',
      'AVERAGE_POOL_2D',
      'CONCATENATION',
      'CONV_2D',
      'DEPTHWISE_CONV_2D',
      'FULLY_CONNECTED',
      'MAX_POOL_2D',
      'MEAN',
      'MUL',
      'PAD',
      'PRELU',
      'RESHAPE',
      'SUB',
      'TABLE',
    ]);
  });

  it('give the reference’s values on the simulated core, in every slot', () => {
    for (const network of networks) {
      const compiled = compileNetwork(network, up5k);
      const input = { shape: network.tensors.get(network.input)!.shape };
      const reference = createReference(network);
      for (const [sample, values] of makeRandomInputs(network, 4, 7).entries()) {
        const slot = sample % compiled.memory.slotCount;
        const { memory } = simulateCore(
          compiled.payload,
          encodeInput({ input, memory: { inputBits: 8 } }, values),
          slot,
        );
        const layer = compiled.layers.at(-1)!;
        const expected = reference.runLayers(values).get(layer.tensor);
        expect(readLayerOutput(memory, layer), network.name).toEqual(expected);
      }
    }
  });

  it('write nothing but a layer’s own memory', () => {
    for (const network of networks) {
      const { payload, memory, layers } = compileNetwork(network, up5k);
      const input = { shape: network.tensors.get(network.input)!.shape };
      const [values] = makeRandomInputs(network, 1, 9);
      const runTo = (descriptors: number) =>
        simulateCore(payload, encodeInput({ input, memory: { inputBits: 8 } }, values), 0, descriptors).memory.subarray(
          0,
          memory.bytesNeeded + 64,
        );
      let before = runTo(0);
      for (const [index, { name, descriptorIndex, outputAddress }] of layers.entries()) {
        const after = runTo(descriptorIndex + 1);
        const own = memory.activations.filter(
          ({ tensor, address, firstLayer, lastLayer }) =>
            firstLayer <= index && index <= lastLayer && (address === outputAddress || !network.tensors.has(tensor)),
        );
        const isOwn = (at: number) => own.some(({ address, length }) => address <= at && at < address + length);
        const strayed = after.findIndex((byte, at) => byte !== before[at] && !isOwn(at));
        expect(strayed, `${network.name}, ${name}`).toBe(-1);
        before = after;
      }
    }
  });

  it('report the first of the largest logits as the label', () => {
    for (const network of networks.filter(({ operations }) => operations.at(-1)!.operator === 'FULLY_CONNECTED')) {
      const compiled = compileNetwork(network, up5k);
      const input = { shape: network.tensors.get(network.input)!.shape };
      const [values] = makeRandomInputs(network, 1, 8);
      const { label, logits } = simulateCore(
        compiled.payload,
        encodeInput({ input, memory: { inputBits: 8 } }, values),
      );
      expect(logits).toEqual(createReference(network).run(values));
      expect(label).toBe(logits.indexOf(Math.max(...logits)));
    }
  });

  it('never share memory between tensors that live at the same time', () => {
    for (const network of networks) {
      const { activations, bytesNeeded, inputAddress } = compileNetwork(network, up5k).memory;
      for (const [i, a] of activations.entries()) {
        expect(a.address % 8).toBe(0);
        expect(a.address).toBeGreaterThan(inputAddress);
        expect(a.address + a.length).toBeLessThanOrEqual(bytesNeeded);
        for (const b of activations.slice(i + 1)) {
          const together = a.firstLayer <= b.lastLayer && b.firstLayer <= a.lastLayer;
          const apart = a.address + a.length <= b.address || b.address + b.length <= a.address;
          expect(!together || apart, `${network.name}: ${a.tensor} and ${b.tensor}`).toBe(true);
        }
      }
    }
  });
});

import { expect, it } from 'vitest';
import { findFirstDifference } from '../../host/validate/first-difference.ts';
import type { LayerProbe, PlacedLayer } from '../../host/validate/trace-layers.ts';

const layers: PlacedLayer[] = [
  { name: 'conv', descriptorIndex: 0, outputAddress: 64, shape: [2, 2, 3], channelsPadded: 8 },
  { name: 'pool', descriptorIndex: 1, outputAddress: 128, shape: [1, 1, 3], channelsPadded: 8 },
  { name: 'dense', descriptorIndex: 3, outputAddress: 64, shape: [1, 1, 2], channelsPadded: 8 },
];
const expected = new Map(
  layers.map(({ name, shape: [h, w, c] }) => [name, Int8Array.from({ length: h * w * c }, (_, i) => i - 4)]),
);

/** A board whose layers share memory: what lies there is the last layer run, and its padding is rubbish. */
function probeWith(change: (layer: PlacedLayer, values: Int8Array) => void): LayerProbe & { readonly runs: number[] } {
  let memory = new Uint8Array(256);
  const runs: number[] = [];
  return {
    runs,
    async runLayers(_input, stopAfter) {
      runs.push(stopAfter);
      const layer = layers.find(({ descriptorIndex }) => descriptorIndex + 1 === stopAfter)!;
      const values = expected.get(layer.name)!.slice();
      change(layer, values);
      memory = new Uint8Array(256).fill(0xa5);
      const channels = layer.shape[2];
      values.forEach((value, i) => {
        memory[layer.outputAddress + Math.floor(i / channels) * layer.channelsPadded + (i % channels)] = value;
      });
      return { cycles: 100 * stopAfter };
    },
    readMemory: async (address, length) => memory.slice(address, address + length),
  };
}

const find = (probe: LayerProbe) =>
  findFirstDifference(probe, new Uint8Array(4), layers, ({ name }) => expected.get(name)!);

it('finds nothing where every layer is equal, whatever the padding holds', async () => {
  const probe = probeWith(() => {});
  expect(await find(probe)).toBeUndefined();
  expect(probe.runs).toEqual([1, 2, 4]);
});

it('names the first layer that differs, where, and by how much, and runs no further', async () => {
  const probe = probeWith((layer, values) => {
    if (layer.name !== 'conv') return;
    values[7] = 100;
    values[10] = 101;
  });
  expect(await find(probe)).toEqual({
    layer: 'conv',
    layerIndex: 0,
    differing: 2,
    of: 12,
    at: [1, 0, 1],
    expected: 3,
    actual: 100,
  });
  expect(probe.runs).toEqual([1]);
});

it('passes over equal layers before it', async () => {
  const difference = await find(probeWith((layer, values) => layer.name === 'dense' && values.fill(9)));
  expect(difference).toMatchObject({ layer: 'dense', layerIndex: 2, differing: 2, of: 2 });
});

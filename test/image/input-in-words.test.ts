import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileNetwork } from '../../host/image/compile.ts';
import { boards, type CoreDescription, ulx3s85, up5k } from '../../host/image/core-description.ts';
import { DESCRIPTOR_BYTES, type Descriptor, decodeDescriptor } from '../../host/image/descriptor.ts';
import { formLayers } from '../../host/image/form-layers.ts';
import { lowerNetwork } from '../../host/image/program.ts';
import { timeLayer } from '../../host/plan/clock/time-layer.ts';
import type { Conv2dOperation, QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { createReference } from '../../host/reference/reference.ts';
import { simulateCore } from '../support/core-simulator.ts';
import { readLayerOutput } from '../support/layer-output.ts';
import {
  buildNetwork,
  makeRandomInputs,
  type NetworkRecipe,
  plainLayer,
  windowRecipes,
} from '../support/random-networks.ts';

const programAddress = 64;

/** A convolution of the input, and a mean so that the logits are few. */
function makeLayer(
  input: NetworkRecipe['input'],
  kernel: readonly [number, number],
  strides: readonly [number, number],
  channels = 64,
) {
  const layer = { ...plainLayer, channels, kernel, strides };
  return buildNetwork({ input, layers: [layer, { ...layer, kind: 'MEAN' }] });
}

/** Of the EXPAND and of the convolution behind it. */
function readBoth(network: QuantizedNetwork, core: CoreDescription): [Descriptor, Descriptor] {
  const { payload } = compileNetwork(network, core);
  return [decodeDescriptor(payload, programAddress), decodeDescriptor(payload, programAddress + DESCRIPTOR_BYTES)];
}

describe('a convolution of the network’s input', () => {
  it('reads as many rows of its window at once as save it steps', () => {
    const [expand, convolution] = readBoth(makeLayer([49, 10, 1], [10, 4], [2, 2]), ulx3s85);
    expect(expand).toMatchObject({ opcode: 'EXPAND', kernel: [2, 4], strides: [2, 2], firstRow: -4, firstColumn: -1 });
    expect(expand).toMatchObject({ outputRows: 29, outputColumns: 5 });
    expect(convolution).toMatchObject({ opcode: 'CONV', kernel: [5, 1], strides: [1, 1], firstRow: 0, tapWords: 1 });
  });

  it('reads its whole window at once where that is fastest', () => {
    const [expand, convolution] = readBoth(makeLayer([28, 28, 1], [5, 5], [2, 2], 256), ulx3s85);
    expect(expand).toMatchObject({ kernel: [5, 5], strides: [2, 2], firstRow: -1, outputRows: 14, outputColumns: 14 });
    expect(convolution).toMatchObject({ kernel: [1, 1], strides: [1, 1], firstRow: 0, tapWords: 4 });
  });

  it('has weights of 0 for rows behind its window', () => {
    const [expand, convolution] = readBoth(makeLayer([28, 28, 1], [5, 5], [3, 3]), ulx3s85);
    expect(expand).toMatchObject({ kernel: [3, 5], strides: [3, 3], outputRows: 11 });
    expect(convolution).toMatchObject({ kernel: [2, 1], strides: [1, 1], groupWeights: 2 * 16 });
  });

  it('leaves rows outside the input unexpanded where it reads single ones', () => {
    const [expand, convolution] = readBoth(makeLayer([32, 32, 3], [3, 3], [1, 1]), up5k);
    expect(expand).toMatchObject({ kernel: [1, 9], firstRow: 0, outputRows: 32 });
    expect(convolution).toMatchObject({ kernel: [3, 1], firstRow: -1 });
  });

  it('takes as much memory as there is for it', () => {
    const network = makeLayer([28, 28, 1], [5, 5], [2, 2], 256);
    const compile = (memoryBytes: number) => compileNetwork(network, { ...ulx3s85, memoryBytes });
    const roomy = compile(ulx3s85.memoryBytes).memory;
    const wanted = roomy.bytesNeeded - (roomy.slotCount - 1) * roomy.slotPitch;
    const rowsAtOnce = (memoryBytes: number) =>
      decodeDescriptor(compile(memoryBytes).payload, programAddress).kernel[0];
    expect(rowsAtOnce(wanted)).toBe(5);
    expect(rowsAtOnce(wanted - 1)).toBe(1);
  });

  it('gives the reference’s values on the simulated core, however many rows it reads at once', () => {
    const counts = new Map<string, number>();
    const property = fc.property(windowRecipes.map(buildNetwork), fc.constantFrom(ulx3s85, up5k), (network, core) => {
      const { payload, layers } = compileNetwork(network, core);
      const [rows] = decodeDescriptor(payload, programAddress).kernel;
      const { kernel } = network.operations[0] as Conv2dOperation;
      const kind = rows === 1 ? 'one' : rows === kernel[0] ? 'all' : kernel[0] % rows === 0 ? 'some' : 'filled up';
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      const [, , values] = makeRandomInputs(network, 3, 7);
      const { memory } = simulateCore(payload, new Uint8Array(values.buffer));
      const layer = layers.at(-1)!;
      expect(readLayerOutput(memory, layer)).toEqual(createReference(network).runLayers(values).get(layer.tensor));
    });
    fc.assert(property, { numRuns: 80, seed: 6 });
    for (const kind of ['one', 'some', 'filled up', 'all']) expect(counts.get(kind), kind).toBeGreaterThan(2);
  });

  it('takes as few cycles by the plan as with any fewer rows at once', () => {
    let several = 0;
    const property = fc.property(windowRecipes.map(buildNetwork), fc.constantFrom(...boards), (network, core) => {
      const formed = formLayers(network);
      const cyclesWith = (mostRowsAtOnce: number) => {
        const [{ instructions }] = lowerNetwork(network, formed, { core, mostRowsAtOnce });
        return instructions.reduce(
          (sum, { descriptor }) => sum + timeLayer({ ...unplaced, ...descriptor }, core).end,
          0,
        );
      };
      const { kernel } = network.operations[0] as Conv2dOperation;
      const chosen = cyclesWith(Number.POSITIVE_INFINITY);
      for (let most = 0; most < kernel[0]; most++) {
        const capped = cyclesWith(most);
        expect(chosen).toBeLessThanOrEqual(capped);
        if (capped > chosen) several += 1;
      }
    });
    fc.assert(property, { numRuns: 100, seed: 8 });
    expect(several).toBeGreaterThan(20);
  });
});

/** What a descriptor has from its place in memory; no cycle depends on it. */
const unplaced = {
  slot: false,
  post: false,
  inputAddress: 0,
  outputAddress: 0,
  weightsAddress: 0,
  recordsAddress: 0,
  tablesAddress: 0,
} as const;

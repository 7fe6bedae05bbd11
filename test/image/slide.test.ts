import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileNetwork } from '../../host/image/compile.ts';
import { type CoreDescription, ulx3s85, up5k } from '../../host/image/core-description.ts';
import { countOutputs, DESCRIPTOR_BYTES, type Descriptor, decodeDescriptor } from '../../host/image/descriptor.ts';
import { orderSlideWeights } from '../../host/image/weights.ts';
import { timeLayer } from '../../host/plan/clock/time-layer.ts';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { createReference } from '../../host/reference/reference.ts';
import { simulateCore } from '../support/core-simulator.ts';
import { readLayerOutput } from '../support/layer-output.ts';
import {
  buildNetwork,
  makeRandomInputs,
  type NetworkRecipe,
  plainLayer,
  slideRecipes,
} from '../support/random-networks.ts';

const programAddress = 64;

function readDepthwise(network: QuantizedNetwork, core: CoreDescription): Descriptor[] {
  const { payload } = compileNetwork(network, core);
  const descriptors: Descriptor[] = [];
  for (let at = programAddress; payload[at] !== 0; at += DESCRIPTOR_BYTES)
    descriptors.push(decodeDescriptor(payload, at));
  return descriptors.filter(({ opcode, constant }) => opcode === 'DEPTHWISE' && !constant);
}

/** One depthwise layer, and a mean so that the logits are few. */
function makeLayer(
  kernel: readonly [number, number],
  strides: readonly [number, number],
  input: NetworkRecipe['input'],
) {
  const layer = { ...plainLayer, kind: 'DEPTHWISE', channels: 1, kernel, strides } as const;
  return buildNetwork({ input, layers: [layer, { ...layer, kind: 'MEAN' }] });
}

describe('the weights of a layer that slides', () => {
  it('are those of a row of the kernel from the last column to the first, then zeros, for eight channels a word', () => {
    const weights = Int8Array.from({ length: 2 * 3 * 9 }, (_, i) => i); // 2 × 3 taps of 9 channels
    const words = Array.from({ length: 16 }, (_, i) =>
      [...orderSlideWeights(weights, 9, [2, 3], 4)].slice(8 * i, 8 * i + 8),
    );
    const firstOf = (tap: number) => Array.from({ length: 8 }, (_, channel) => 9 * tap + channel);
    const lastOf = (tap: number) => [9 * tap + 8, 0, 0, 0, 0, 0, 0, 0];
    const zeros = new Array(8).fill(0);
    expect(words).toEqual([
      ...[firstOf(2), firstOf(1), firstOf(0), zeros, firstOf(5), firstOf(4), firstOf(3), zeros],
      ...[lastOf(2), lastOf(1), lastOf(0), zeros, lastOf(5), lastOf(4), lastOf(3), zeros],
    ]);
  });
});

describe('a depthwise layer', () => {
  it('slides over the columns of its input where the core can', () => {
    const network = makeLayer([3, 3], [1, 1], [25, 5, 64]);
    const [d] = readDepthwise(network, ulx3s85);
    expect(d).toMatchObject({ slide: true, kernel: [3, 1], strides: [1, 1], outputColumns: 7, skips: [2, 0] });
    expect(d).toMatchObject({ firstColumn: -1, groupWeights: 3 * 8, weightPasses: 1, stream: false });
    expect(readDepthwise(network, up5k)).toMatchObject([{ slide: false, kernel: [3, 3], skips: [0, 0] }]);
  });

  it('skips the columns between its outputs where it has a stride', () => {
    const [d] = readDepthwise(makeLayer([3, 3], [2, 2], [25, 5, 64]), ulx3s85);
    expect(d).toMatchObject({ slide: true, strides: [2, 1], outputRows: 13, outputColumns: 7, skips: [2, 1] });
  });

  it('does not slide where it saves nothing', () => {
    const slides = (...layer: Parameters<typeof makeLayer>) =>
      readDepthwise(makeLayer(...layer), ulx3s85).map(({ slide }) => slide);
    expect(slides([2, 2], [1, 1], [9, 9, 16])).toEqual([false]); // the requantizer is slower than four taps
    expect(slides([9, 1], [1, 1], [9, 9, 16])).toEqual([false]);
    expect(slides([3, 3], [3, 3], [9, 9, 16])).toEqual([false]); // windows that do not overlap
    expect(slides([3, 3], [1, 1], [1, 1, 16])).toEqual([false]); // its weights take longer to read than nine taps
    expect(slides([3, 4], [1, 1], [9, 9, 16])).toEqual([false]);
    expect(slides([5, 2], [1, 1], [9, 9, 16])).toEqual([true]);
  });

  it('slides where the plan says that it takes fewer cycles', () => {
    const decided = { sliding: 0, not: 0 };
    const property = fc.property(
      slideRecipes.map(buildNetwork),
      fc.constantFrom(1, 2, 4),
      (network, requantizeCycles) => {
        const core = { ...ulx3s85, requantizeCycles };
        const eager = readDepthwise(network, { ...core, requantizeCycles: 0 });
        for (const [i, chosen] of readDepthwise(network, core).entries()) {
          if (!eager[i].slide) continue;
          const cycles = (d: Descriptor) => timeLayer(d, core).end;
          const saved = cycles(withoutSlide(eager[i])) - cycles(eager[i]);
          expect(chosen.slide).toBe(saved > 0);
          decided[chosen.slide ? 'sliding' : 'not'] += 1;
        }
      },
    );
    fc.assert(property, { numRuns: 100, seed: 3 });
    expect(decided.sliding).toBeGreaterThan(10);
    expect(decided.not).toBeGreaterThan(10);
  });

  it('gives the reference’s values on the simulated core where it slides', () => {
    let slid = 0;
    const property = fc.property(slideRecipes.map(buildNetwork), (network) => {
      const core = { ...ulx3s85, requantizeCycles: 0 }; // slides wherever that saves a step
      slid += readDepthwise(network, core).filter(({ slide }) => slide).length;
      const { payload, layers } = compileNetwork(network, core);
      const [, , values] = makeRandomInputs(network, 3, 7);
      const { memory } = simulateCore(payload, new Uint8Array(values.buffer));
      const layer = layers.at(-1)!;
      expect(readLayerOutput(memory, layer)).toEqual(createReference(network).runLayers(values).get(layer.tensor));
    });
    fc.assert(property, { numRuns: 60, seed: 4 });
    expect(slid).toBeGreaterThan(20);
  });
});

/** The same layer as a window of its own for each output. */
function withoutSlide(d: Descriptor): Descriptor {
  const [rows] = d.kernel;
  const [first, between] = d.skips;
  const plain = { slide: false, outputColumns: countOutputs(d), skips: [0, 0] } as const;
  const kernel = [rows, first + 1] as const;
  return { ...d, ...plain, kernel, strides: [d.strides[0], between + 1], groupWeights: kernel[0] * kernel[1] };
}

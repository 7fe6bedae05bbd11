import { describe, expect, it } from 'vitest';
import { compileNetwork } from '../../host/image/compile.ts';
import { cores, ulx3s85, up5k } from '../../host/image/core-description.ts';
import { decodeOutput } from '../../host/image/decode-output.ts';
import { encodeInput } from '../../host/image/encode-input.ts';
import { ImageTooLargeError } from '../../host/image/image-errors.ts';
import { planNetwork } from '../../host/plan/plan-image.ts';
import { createReference } from '../../host/reference/reference.ts';
import { simulateCore } from '../support/core-simulator.ts';
import { buildNetwork, makeRandomInputs, type NetworkRecipe, plainLayer } from '../support/random-networks.ts';

/** One pixel's window, stride 1; the seed makes a RESHAPE the one to a single pixel. */
const plain = { ...plainLayer, channels: 12, seed: 2 } as const;

/** The network's outputs on the simulated cores, in the last slot, and the reference's. */
function runBoth(recipe: NetworkRecipe, core = up5k) {
  const network = buildNetwork(recipe);
  const { payload, memory } = compileNetwork(network, core);
  const { shape } = network.tensors.get(network.output)!;
  const head = { kind: 'values', output: 'values', shape } as const;
  const [, , values] = makeRandomInputs(network, 3, 5);
  const input = encodeInput({ input: { shape: recipe.input }, memory: { inputBits: 8 } }, values);
  const { logits } = simulateCore(payload, input, memory.slotCount - 1);
  return { actual: decodeOutput({ head }, logits), expected: createReference(network).run(values) };
}

describe('a reshape', () => {
  it('of pixels that do not fill words leaves the tensor behind it alone', () => {
    const kinds = [
      { kind: 'CONV' },
      { kind: 'MEAN' },
      { kind: 'RESHAPE', back: 1 },
      { kind: 'DENSE' },
      { kind: 'ADD' },
    ];
    const layers = kinds.map((layer) => ({ ...plain, ...layer }) as NetworkRecipe['layers'][number]);
    for (const core of cores) {
      const { actual, expected } = runBoth({ input: [3, 3, 12], layers }, core);
      expect(actual).toEqual(expected);
    }
  });

  it('of the input can be the output, whatever slot the input lies in', () => {
    const reshape = { ...plain, kind: 'RESHAPE' } as const;
    for (const layers of [[reshape], [reshape, reshape]]) {
      const { actual, expected } = runBoth({ input: [3, 2, 5], layers });
      expect(actual).toEqual(expected);
    }
  });
});

describe('a depthwise convolution of the network’s input', () => {
  it('needs no more weights than a depthwise convolution has', () => {
    const layer = { ...plain, kind: 'DEPTHWISE', kernel: [9, 9], strides: [3, 3], seed: 1 } as const;
    const recipe = { input: [9, 9, 17], layers: [layer] } as const;
    for (const core of cores) {
      const { actual, expected } = runBoth(recipe, core);
      expect(actual).toEqual(expected);
      expect(compileNetwork(buildNetwork(recipe), core).layers[0].weightBytes).toBe(9 * 9 * 24);
    }
  });
});

describe('a pool of the network’s input', () => {
  it('is refused for the number of channels where they cannot be brought into words', () => {
    const network = buildNetwork({ input: [2, 2, 257], layers: [{ ...plain, kind: 'MAX' }] });
    expect(() => compileNetwork(network, ulx3s85)).toThrow(
      'The core cannot run layer "layer0" (MAX_POOL_2D): its input\'s 257 channels cannot be packed into words. Use a multiple of 8, or at most 255.',
    );
  });
});

describe('a convolution of the network’s input', () => {
  it('runs also where its stride is more bytes than a descriptor can say', () => {
    const layer = { ...plain, kernel: [2, 2], strides: [3, 3], channels: 4 } as const;
    const { actual, expected } = runBoth({ input: [7, 7, 99], layers: [layer] }, ulx3s85);
    expect(actual).toEqual(expected);
  });

  it('that fits neither way misses what it takes the less memory way', () => {
    // Four pixels by four of three channels take 48 bytes expanded at once, 64 row by row, and 128 with their channels padded.
    const layers = [
      { ...plain, kernel: [4, 4], strides: [4, 4], channels: 8 },
      { ...plain, kind: 'MEAN' },
    ] as const;
    const network = buildNetwork({ input: [160, 160, 3], layers });
    const { memory } = planNetwork(network, up5k);
    expect(memory).toMatchObject({ slotCount: 1, needed: 167_440, missing: 167_440 - 131_072 });
    const compile = (memoryBytes: number) => compileNetwork(network, { ...up5k, memoryBytes });
    expect(compile(167_440).memory.bytesNeeded).toBe(167_440);
    expect(() => compile(167_439)).toThrow(ImageTooLargeError);
    expect(() => compile(167_439)).toThrow('needs 167,440 bytes of memory, 1 more than');
  });
});

import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActivationTensor, QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { KernelMemory } from '../../host/reference/kernels/kernel-memory.ts';
import { createKernelReference, createSpecification } from '../../host/reference/reference.ts';
import { edgeOperations } from '../support/edge-operations.ts';
import { makeRandomInputs, makeRandomNetwork } from '../support/random-networks.ts';

function expectSameLayers(network: QuantizedNetwork, samples: number): void {
  const kernels = createKernelReference(network, KernelMemory.open()!);
  const specification = createSpecification(network);
  for (const values of makeRandomInputs(network, samples, 3)) {
    const expected = specification.runLayers(values);
    for (const [name, layer] of kernels.runLayers(values)) {
      // Much faster than toEqual, of many millions of values.
      const same = Buffer.from(layer.buffer).equals(Buffer.from(expected.get(name)!.buffer));
      if (!same) expect(layer, `${network.name}, tensor ${name}`).toEqual(expected.get(name));
    }
  }
}

describe('the kernels give the bytes of the TypeScript', () => {
  it('on random networks of every operator', () => {
    for (let seed = 1000; seed < 1300; seed++) expectSameLayers(makeRandomNetwork(seed), 4);
  });

  it('on single operations at the edges of what a file may hold', () => {
    fc.assert(
      fc.property(edgeOperations, (network) => expectSameLayers(network, 4)),
      { numRuns: 1_000, seed: 17 },
    );
  });

  it('where sums leave 32 bits', () => {
    const inputs = 140_000;
    const network: QuantizedNetwork = {
      name: 'wrapping sums',
      input: 'input',
      output: 'output',
      tensors: new Map<string, ActivationTensor>([
        ['input', { name: 'input', shape: [1, 1, inputs], scale: 1, zeroPoint: 127 }],
        ['output', { name: 'output', shape: [1, 1, 3], scale: 1, zeroPoint: 0 }],
      ]),
      operations: [
        {
          operator: 'FULLY_CONNECTED',
          name: 'dense',
          inputs: ['input'],
          output: 'output',
          weights: Int8Array.from({ length: 3 * inputs }, (_, i) => (i % 7 === 0 ? 127 : -128)),
          weightScales: Float32Array.of(2 ** -26),
          bias: Int32Array.of(0, 2 ** 31 - 1, -(2 ** 31)),
          activation: 'NONE',
        },
      ],
    };
    expectSameLayers(network, 3);
    const reference = createKernelReference(network, KernelMemory.open()!);
    // 20,000 · (−255) · 127 + 120,000 · 255 · 128 = 3,269,100,000, which is −1,025,867,296 of 32 bits, and 2^26 of it a step.
    expect(reference.run(new Int8Array(inputs).fill(-128))[0]).toBe(-15);
  });
});

describe('the memory of a reference', () => {
  it('is all there once it is compiled', () => {
    const memory = KernelMemory.open()!;
    const network = makeRandomNetwork(1000);
    const reference = createKernelReference(network, memory);
    const { bytes } = memory;
    for (const values of makeRandomInputs(network, 100, 1)) reference.runLayers(values);
    expect(memory.bytes).toBe(bytes);
  });

  it('goes away with it, so that any number can be compiled one after another', () => {
    // Each reserves some 10 GB of addresses, of which a process has 128 TB.
    const network = makeRandomNetwork(1001);
    for (let i = 0; i < 14_000; i++) createKernelReference(network, KernelMemory.open()!);
  });
});

/** Prints whether there are kernels, and what the average of 1, 0, 2, 0 is. */
const script = `
  const load = (file) => import(process.env.RETORT_COMPILED + '/host/reference/' + file);
  const { createReference } = await load('reference.js');
  const { KernelMemory } = await load('kernels/kernel-memory.js');
  const tensors = new Map([['a', [2, 2, 1]], ['b', [1, 1, 1]]].map(([name, shape]) => [name, { name, shape, scale: 1, zeroPoint: 0 }]));
  const pool = { operator: 'AVERAGE_POOL_2D', name: 'p', inputs: ['a'], output: 'b', filter: [2, 2], strides: [1, 1], padding: 'VALID', activation: 'NONE' };
  const [mean] = createReference({ name: 'n', input: 'a', output: 'b', tensors, operations: [pool] }).run(Int8Array.of(1, 0, 2, 0));
  console.log(KernelMemory.open() === undefined ? 'TypeScript' : 'kernels', mean);
`;

describe('createReference', () => {
  it.each([
    ['computes in kernels', '', 'kernels 1'],
    ['computes in TypeScript where there is no WebAssembly', '--jitless', 'TypeScript 1'],
  ])('%s', (_, flag, printed) => {
    const words = [...(flag ? [flag] : []), '--input-type=module', '--eval', script];
    expect(
      execFileSync(process.execPath, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim(),
    ).toBe(printed);
  });

  it.runIf(process.platform === 'linux')('computes where little address space may be reserved', () => {
    const limited = [
      '-c',
      'ulimit -v 8000000; exec "$0" "$@"',
      process.execPath,
      '--input-type=module',
      '--eval',
      script,
    ];
    // Node 20 reserves more than that for a WebAssembly memory; Node 24 manages with less.
    expect(['TypeScript 1', 'kernels 1']).toContain(execFileSync('sh', limited, { encoding: 'utf8' }).trim());
  });
});

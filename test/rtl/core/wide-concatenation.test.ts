// Channels that are picked out of more than the ring of weights holds: without being read again for each pixel they would never be there.
import { expect, it } from 'vitest';
import type { QuantizedNetwork } from '../../../host/quantize/quantized-network.ts';
import { verilatorMissing } from './core-harness.ts';
import { compareOnRtl, testedCores } from './random-networks.ts';

const core = testedCores.find(({ name }) => name === 'small ring')!;

/** Twice the same channels behind one another, of which there are 25 entries of weights in a ring of 16. */
function concatenate([rows, columns]: readonly [number, number]): QuantizedNetwork {
  const channels = 99;
  const tensor = (name: string, count: number) =>
    [name, { name, shape: [rows, columns, count] as const, scale: 0.05, zeroPoint: 3 }] as const;
  const operation = { name: 'both', operator: 'CONCATENATION', axis: 2 } as const;
  return {
    name: 'wide',
    input: 'input',
    output: 'both',
    tensors: new Map([tensor('input', channels), tensor('both', 2 * channels)]),
    operations: [{ ...operation, inputs: ['input', 'input'], output: 'both' }],
  };
}

it.skipIf(verilatorMissing).each([
  [1, 1],
  [2, 2],
] as const)('equals the reference in every byte and the plan in every cycle, of %i × %i pixels', (...size) => {
  const { differing, compared, mistimed } = compareOnRtl(concatenate(size), core);
  expect({ differing, mistimed }).toEqual({ differing: 0, mistimed: [] });
  expect(compared).toBe(3 * 198 * size[0] * size[1]);
});

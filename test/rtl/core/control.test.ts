import { beforeAll, describe, expect, it } from 'vitest';
import { buildHarness, runCoreJobs, verilatorMissing } from './core-harness.ts';
import { computeLayer, type Layer } from './layer-model.ts';
import { ProgramMemory } from './program-memory.ts';
import { createRandom, randomInt8 } from './random-layer.ts';

const descriptorBytes = 64;

function makeConvolution(
  input: readonly [number, number, number],
  outputs: number,
  kernel: number,
  stride: number,
): Layer {
  const random = createRandom(7);
  const size = (length: number) => Math.ceil(length / stride);
  const before = (length: number) => Math.max(0, Math.floor(((size(length) - 1) * stride + kernel - length) / 2));
  return {
    operator: 'CONV',
    input,
    output: [size(input[0]), size(input[1]), outputs],
    kernel: [kernel, kernel],
    strides: [stride, stride],
    padding: [before(input[0]), before(input[1])],
    inputZeroPoint: -3,
    outputZeroPoint: -128,
    clampMin: -128,
    clampMax: 127,
    weights: randomInt8(random, outputs * kernel * kernel * input[2]),
    requantizations: [
      {
        bias: new Int32Array(outputs).fill(100),
        q: new Int32Array(outputs).fill(1_500_000_000),
        shift: new Int8Array(outputs).fill(-8),
      },
    ],
  };
}

/** Three 1×1 convolutions in a chain, and argmax. */
function makeChain() {
  const memory = new ProgramMemory(8192, () => 0x5a);
  const layer = makeConvolution([3, 3, 8], 8, 1, 1);
  const addresses = Array.from({ length: 4 }, () => memory.reserve(72));
  const values = [randomInt8(createRandom(1), 72)];
  memory.bytes.set(values[0], addresses[0]);
  const placed = [0, 1, 2].map((i) => {
    values.push(computeLayer(layer, values[i]));
    return { layer, inputAddress: addresses[i], outputAddress: addresses[i + 1] };
  });
  const programAddress = memory.writeProgram(placed, { address: addresses[3], count: 8 });
  return { memory: memory.bytes, programAddress, addresses, values };
}

describe.skipIf(verilatorMissing)(`the core's control${verilatorMissing ? ` (${verilatorMissing})` : ''}`, () => {
  beforeAll(() => void buildHarness(), 300_000);

  it('runs as many descriptors as it was told, and says which was the last', () => {
    const { memory, programAddress, addresses, values } = makeChain();
    const runs = runCoreJobs([1, 2, 3, 4, 9, 0].map((stopAfter) => ({ memory, programAddress, stopAfter })));
    expect(runs.map(({ descriptor }) => descriptor)).toEqual([0, 1, 2, 3, 3, 3]);
    for (const [i, run] of runs.entries()) {
      for (const layer of [1, 2, 3]) {
        const output = Array.from(run.memory.subarray(addresses[layer], addresses[layer] + 72));
        const expected = layer <= i + 1 ? Array.from(new Uint8Array(values[layer].buffer)) : Array(72).fill(0x5a);
        expect(output, `layer ${layer} after ${i + 1}`).toEqual(expected);
      }
    }
  });

  it.each([6, 7, 0x80, 0xff])('ends in a fault at the descriptor of opcode %i', (opcode) => {
    const { memory, programAddress } = makeChain();
    memory[programAddress + 2 * descriptorBytes] = opcode;
    const [run, good] = runCoreJobs([{ memory, programAddress }, makeChain()]);
    expect(run).toMatchObject({ ended: true, fault: true, descriptor: 2 });
    expect(good).toMatchObject({ ended: true, fault: false, descriptor: 3 });
  });

  it('ends a program that is only END, without a cycle of work', () => {
    const [run] = runCoreJobs([{ memory: new Uint8Array(64) }]);
    expect(run).toMatchObject({ ended: true, fault: false, descriptor: 0, cycles: 0 });
  });

  it('recovers by a reset from a program that does not end', () => {
    const endless = makeChain();
    const [run] = runCoreJobs([{ ...endless, resetAt: 200, held: 100 }]);
    expect(run).toMatchObject({ ended: true, fault: false, descriptor: 3 });
    const descriptor = endless.memory.subarray(endless.programAddress, endless.programAddress + descriptorBytes);
    descriptor.fill(0xff).fill(1, 0, 2); // one convolution of more steps than anyone waits for
    const [hung, next] = runCoreJobs([{ ...endless, mostCycles: 5000 }, makeChain()]);
    expect([hung.ended, next.ended, next.descriptor]).toEqual([false, true, 3]);
  });

  it('takes the first of equal logits, wherever they begin in a word', () => {
    const makeJob = (shift: number) => {
      const memory = new ProgramMemory(512, () => 0x80); // −128 everywhere
      const address = memory.reserve(64) + shift;
      memory.bytes.fill(5, address + 3, address + 9);
      return { memory: memory.bytes, programAddress: memory.writeProgram([], { address, count: 12 }) };
    };
    expect(runCoreJobs([0, 1, 5, 7].map(makeJob)).map(({ label }) => label)).toEqual([3, 3, 3, 3]);
  });

  it('runs a student of three convolutions and a fully connected layer in at most 51,000 cycles', () => {
    const memory = new ProgramMemory(100_000, () => 0);
    const layers = [
      makeConvolution([28, 28, 1], 8, 3, 2),
      makeConvolution([14, 14, 8], 16, 3, 2),
      makeConvolution([7, 7, 16], 32, 3, 1),
      makeConvolution([1, 1, 1568], 16, 1, 1),
    ];
    let values = randomInt8(createRandom(2), 784);
    let address = memory.reserve(784);
    memory.bytes.set(values, address);
    const placed = layers.map((layer, i) => {
      values = computeLayer(layer, values);
      const outputAddress = memory.reserve(values.length);
      const result = { layer, inputAddress: address, outputAddress, dense: i === 0 };
      address = outputAddress;
      return result;
    });
    const programAddress = memory.writeProgram(placed, { address, count: 10 });
    const [run] = runCoreJobs([{ memory: memory.bytes, programAddress }]);
    expect(Array.from(run.memory.subarray(address, address + 16))).toEqual(Array.from(new Uint8Array(values.buffer)));
    expect(run.cycles).toBeLessThanOrEqual(51_000);
  });
});

import { describe, expect, it } from 'vitest';
import { compileNetwork } from '../../host/image/compile.ts';
import { boards } from '../../host/image/core-description.ts';
import { encodeInput } from '../../host/image/encode-input.ts';
import { createReference } from '../../host/reference/reference.ts';
import { drawInput, drawMemoryProbe, drawProbe } from '../../host/validate/probe-networks.ts';
import { simulateCore } from '../support/core-simulator.ts';

describe('drawn networks', () => {
  const networks = Array.from({ length: 60 }, (_, seed) => drawProbe(seed));

  it('are the same for the same seed, and hold every operator', () => {
    expect(drawProbe(7)).toEqual(drawProbe(7));
    const operators = new Set(networks.flatMap(({ operations }) => operations.map(({ operator }) => operator)));
    expect([...operators].sort()).toEqual(['ADD', 'CONV_2D', 'DEPTHWISE_CONV_2D', 'FULLY_CONNECTED', 'MAX_POOL_2D']);
  });

  it.each(boards)('give the reference’s values on the simulated core of $name', (board) => {
    for (const network of networks) {
      const compiled = compileNetwork(network, board);
      const values = drawInput(network, 1);
      const input = encodeInput({ input: network.tensors.get(network.input)!, memory: { inputBits: 8 } }, values);
      expect(simulateCore(compiled.payload, input).logits, network.name).toEqual(createReference(network).run(values));
    }
  });

  it('say something: few of their results stick to the ends of the range', () => {
    const results = networks.flatMap((network) => [...createReference(network).run(drawInput(network, 1))]);
    const stuck = results.filter((value) => value === -128 || value === 127).length;
    expect(stuck / results.length).toBeLessThan(0.2);
    expect(new Set(results).size).toBeGreaterThan(100);
  });
});

describe.each(boards)('the memory’s networks for $name', (board) => {
  const probes = [false, true].map((inverted) => drawMemoryProbe(board.memoryBytes, 1, inverted));

  it('fill nine tenths of it, and fit', () => {
    for (const probe of probes) {
      const { payload, memory } = compileNetwork(probe, board);
      expect(memory.bytesNeeded).toBeLessThanOrEqual(board.memoryBytes);
      expect(payload.length).toBeGreaterThan(0.9 * board.memoryBytes);
    }
  });

  it('have every bit of every weight both ways', () => {
    const [drawn, inverted] = probes.map(({ operations }) => (operations[0] as { weights: Int8Array }).weights);
    expect(drawn.every((weight, i) => (weight ^ inverted[i]) === -1)).toBe(true);
  });
});

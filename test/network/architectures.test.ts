import { describe, expect, it } from 'vitest';
import { studentNetwork, teacherNetwork } from '../../host/network/architectures.ts';
import { drawInitialWeights } from '../../host/network/initial-weights.ts';
import type { Network } from '../../host/network/network.ts';
import { countClasses, countMacs, countParameters, inferShapes } from '../../host/network/shapes.ts';

const shapes = [
  [28, 28, 1],
  [32, 32, 3],
  [8, 8, 1],
  [16, 16, 1],
  [64, 48, 3],
  [5, 5, 1],
] as const;

/** What the core's first version needs for one inference: nine cycles a word and tap, two a byte and tap in the first layer. */
function estimateCycles(network: Network): number {
  const outputs = inferShapes(network);
  let [cycles, input] = [0, network.inputShape];
  for (const [position, layer] of network.layers.entries()) {
    const output = outputs.get(layer.name)!;
    const groups = Math.ceil(output[2] / 8);
    const taps = layer.type === 'conv2d' ? layer.kernel[0] * layer.kernel[1] : input[0] * input[1];
    const tapCycles = position === 0 ? 2 * input[2] : 9 * Math.ceil(input[2] / 8);
    cycles += output[0] * output[1] * groups * (taps * tapCycles + 45);
    input = output;
  }
  return cycles;
}

describe('the default networks', () => {
  it.each(shapes)('fit pictures of %i×%i×%i', (...shape) => {
    for (const network of [teacherNetwork(shape, 7), studentNetwork(shape, 7)]) expect(countClasses(network)).toBe(7);
  });

  it('have the documented sizes for 28×28 grey pictures', () => {
    const student = studentNetwork([28, 28, 1], 10);
    expect(countParameters(student)).toBe(14_866);
    expect(countMacs(student)).toBe(224_288);
    expect(estimateCycles(student)).toBeGreaterThan(48_000);
    expect(estimateCycles(student)).toBeLessThan(52_000);
    expect(countParameters(teacherNetwork([28, 28, 1], 10))).toBe(431_402);
  });

  it('leave a student that fits 32 KB: weights of outputs padded to 8, and 72 bytes for each 8 outputs', () => {
    const student = studentNetwork([28, 28, 1], 10);
    const bytes = [...drawInitialWeights(student, 1)]
      .filter(([name]) => name.endsWith('/kernel'))
      .map(([, { shape }]) => [
        shape.slice(0, -1).reduce((size, length) => size * length),
        Math.ceil(shape.at(-1)! / 8),
      ])
      .reduce((sum, [taps, groups]) => sum + groups * (taps * 8 + 72), 0);
    expect(bytes).toBeLessThan(18_000);
  });
});
